package org.spfsuite.scoring.tuning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Messages whose labels follow from known points, by the very model that a refit assumes. */
final class SyntheticLog {

  static final double REQUIRED = 5;

  private final double[] truth;
  private final double logOddsPerPoint;
  private final double hitRate;
  private final Random random;

  /**
   * A log to be.
   *
   * @param truth points that decide; rule {@code i} is called {@code RULE_i}
   * @param logOddsPerPoint how sharply they do; infinite if without exception
   * @param hitRate share of the messages that each rule hits
   */
  SyntheticLog(long seed, double[] truth, double logOddsPerPoint, double hitRate) {
    this.truth = truth;
    this.logOddsPerPoint = logOddsPerPoint;
    this.hitRate = hitRate;
    this.random = new Random(seed);
  }

  static String rule(int index) {
    return "RULE_" + index;
  }

  List<LoggedMessage> messages(int count) {
    return IntStream.range(0, count).mapToObj(this::message).toList();
  }

  private LoggedMessage message(int number) {
    Set<String> facts = new LinkedHashSet<>();
    double score = 0;
    for (int rule = 0; rule < truth.length; rule++) {
      if (random.nextDouble() < hitRate) {
        facts.add(rule(rule));
        score += truth[rule];
      }
    }
    double margin = score - REQUIRED;
    double odds = margin == 0 ? 0 : logOddsPerPoint * margin;
    boolean spam = random.nextDouble() < 1 / (1 + Math.exp(-odds));
    return message("m" + number, spam ? Label.SPAM : Label.HAM, facts);
  }

  /** A message whose facts give no points, so that only the points of a refit count. */
  static LoggedMessage message(String id, Label label, Set<String> facts) {
    return new LoggedMessage(id, Optional.of(label), 0, REQUIRED, Map.of(), facts);
  }

  /** A message with points from rules that are not tuned. */
  static LoggedMessage message(String id, Label label, double otherPoints, String... facts) {
    Map<String, Double> hits = new LinkedHashMap<>();
    hits.put("OTHER", otherPoints);
    return new LoggedMessage(
        id, Optional.of(label), otherPoints, REQUIRED, hits, new LinkedHashSet<>(List.of(facts)));
  }

  /** Rules of which only the sign of their points is known. */
  static List<TunableRule> rules(double[] truth) {
    List<TunableRule> rules = new ArrayList<>();
    for (int i = 0; i < truth.length; i++) {
      boolean nice = truth[i] < 0;
      rules.add(TunableRule.of(rule(i), nice ? -1 : 1, nice, REQUIRED));
    }
    return rules;
  }

  static TrainingSet training(List<TunableRule> rules, List<LoggedMessage> messages) {
    TrainingSet.Collector collector = TrainingSet.collector(rules);
    messages.forEach(collector);
    return collector.collected();
  }
}
