package org.spfsuite.benchmarks.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.scoring.fact.Facts;
import org.spfsuite.scoring.policy.PolicyFiles;
import org.spfsuite.scoring.policy.Profile;

/**
 * Rules besides those of the recommended profile, as many functions as metas over three of them,
 * each worth a thousandth.
 *
 * @param text of the policy's lines
 * @param truths when each rule hits, found out without the engine
 */
record ExtraRules(String text, List<Predicate<Facts>> truths) {

  private static final double POINTS = 0.001;

  static ExtraRules of(int count) {
    StringBuilder text = new StringBuilder();
    List<Predicate<Facts>> truths = new ArrayList<>();
    int functions = count - count / 2;
    for (int i = 0; i < functions; i++) {
      truths.add(function(i, text));
    }
    for (int i = 0; i < count / 2; i++) {
      truths.add(meta(i, functions, List.copyOf(truths.subList(0, functions)), text));
    }
    return new ExtraRules(text.toString(), truths);
  }

  private static Predicate<Facts> function(int number, StringBuilder text) {
    SpfResult[] results = SpfResult.values();
    SpfResult result = results[number % results.length];
    boolean helo = number / results.length % 2 == 1;
    String function = (helo ? "check_for_spf_helo_" : "check_for_spf_") + result.text();
    text.append(
        "header F_%d eval:%s()\nscore F_%d %s\n".formatted(number, function, number, POINTS));
    return facts -> facts.of(helo ? Identity.HELO : Identity.MAIL_FROM).is(result);
  }

  private static Predicate<Facts> meta(
      int number, int functions, List<Predicate<Facts>> truths, StringBuilder text) {
    int a = number;
    int b = (number + 1) % functions;
    int c = (number * 7 + 3) % functions;
    text.append("meta M_%d (F_%d && !F_%d) || F_%d\n".formatted(number, a, b, c));
    text.append("score M_%d %s\n".formatted(number, POINTS));
    return truths.get(a).and(truths.get(b).negate()).or(truths.get(c));
  }

  Scored scored() {
    List<Case> cases =
        Scored.mix(Profile.RECOMMENDED).stream()
            .map(one -> new Case(one.facts(), one.expected() + points(one.facts())))
            .toList();
    return new Scored(Scored.ready(PolicyFiles.read(Profile.RECOMMENDED, text).orThrow()), cases);
  }

  private double points(Facts facts) {
    return POINTS * truths.stream().filter(truth -> truth.test(facts)).count();
  }
}
