package org.spfsuite.benchmarks.scoring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.spfsuite.scoring.policy.PolicyFiles;
import org.spfsuite.scoring.policy.Profile;
import org.spfsuite.scoring.policy.ScorePolicy;
import org.spfsuite.scoring.rule.ScoreSet;
import org.spfsuite.scoring.score.CompiledPolicy;

/**
 * A policy and messages that it scores.
 *
 * @param policy ready
 * @param cases the messages
 */
record Scored(CompiledPolicy policy, List<Case> cases) {

  private static final String PROFILE = "profile ";
  private static final String RULES = "rules ";
  private static final String LIST = "list ";
  private static final int ROUNDS = 10;
  private static final double TOLERANCE = 1e-4;

  /** A shipped profile and the mix. */
  static String profile(Profile profile) {
    return PROFILE + profile.name();
  }

  /** The recommended profile, so many rules more, and the mix. */
  static String rules(int count) {
    return RULES + count;
  }

  /** The recommended profile, a list of so many entries, and senders on it or not. */
  static String list(Listing listing, int entries) {
    return LIST + listing.name() + " " + entries;
  }

  /**
   * What is meant by that name.
   *
   * @throws IllegalStateException if a message does not score what it must
   */
  static Scored named(String name) {
    return open(name).proven();
  }

  private static Scored open(String name) {
    if (name.startsWith(PROFILE)) {
      Profile profile = Profile.valueOf(name.substring(PROFILE.length()));
      return new Scored(ready(PolicyFiles.shipped(profile)), mix(profile));
    }
    if (name.startsWith(RULES)) {
      return ExtraRules.of(Integer.parseInt(name.substring(RULES.length()))).scored();
    }
    String[] words = name.substring(LIST.length()).split(" ", -1);
    return Listing.valueOf(words[0]).scored(Integer.parseInt(words[1]));
  }

  static CompiledPolicy ready(ScorePolicy policy) {
    return CompiledPolicy.of(policy, ScoreSet.NETWORK);
  }

  /** A thousand messages of all kinds, shuffled. */
  static List<Case> mix(Profile profile) {
    List<Case> cases = new ArrayList<>();
    for (Message message : Message.values()) {
      for (int i = 0; i < message.weight() * ROUNDS; i++) {
        cases.add(new Case(message.facts(cases.size()), message.expected(profile)));
      }
    }
    Collections.shuffle(cases, new Random(7208));
    return cases;
  }

  /** This, after each message has scored what it must. */
  Scored proven() {
    for (Case one : cases) {
      double score = policy.score(one.facts()).score();
      if (!(Math.abs(score - one.expected()) < TOLERANCE)) {
        throw new IllegalStateException(
            "expected " + one.expected() + ", not " + policy.score(one.facts()));
      }
    }
    return this;
  }
}
