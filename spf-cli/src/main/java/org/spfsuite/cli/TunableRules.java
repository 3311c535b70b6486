package org.spfsuite.cli;

import java.util.List;
import java.util.Set;
import org.spfsuite.scoring.policy.ScorePolicy;
import org.spfsuite.scoring.rule.Rule;
import org.spfsuite.scoring.rule.ScoreSet;
import org.spfsuite.scoring.tuning.TunableRule;

/** Which of a policy's rules may get other points, and within which ranges. */
final class TunableRules {

  /** A log of yesterday does not know what spammers do once it pays, and these cost nothing. */
  private static final Set<String> IN_THE_SENDERS_HAND =
      Set.of("SPF_PASS", "SPF_HELO_PASS", "SPF_ALIGNED");

  private static final double LEAST_FOR_THOSE = -0.5;
  private static final String LIST = "userconf";

  private TunableRules() {}

  /**
   * All rules that are worth something, but for lists, whose points are their owner's decision.
   *
   * @param required the threshold, above 0
   */
  static List<TunableRule> of(ScorePolicy policy, ScoreSet scores, double required) {
    return policy.rules().rules().values().stream()
        .filter(rule -> !rule.isPartOfOthers() && policy.rules().points(rule, scores) != 0)
        .filter(rule -> isInTheSendersHand(rule) || !rule.flags().contains(LIST))
        .map(rule -> tunable(rule, policy.rules().points(rule, scores), required))
        .toList();
  }

  private static boolean isInTheSendersHand(Rule rule) {
    return IN_THE_SENDERS_HAND.contains(rule.name());
  }

  private static TunableRule tunable(Rule rule, double points, double required) {
    return isInTheSendersHand(rule)
        ? new TunableRule(rule.name(), points, LEAST_FOR_THOSE, 0)
        : TunableRule.of(rule.name(), points, rule.isNice(), required);
  }
}
