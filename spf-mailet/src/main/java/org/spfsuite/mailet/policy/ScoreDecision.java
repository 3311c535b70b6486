package org.spfsuite.mailet.policy;

import java.util.Optional;
import org.spfsuite.scoring.score.ScoreReport;

/**
 * What to do with a message because of its score.
 *
 * @param rule what the thresholds say
 * @param report the score that led to it
 * @param spared why the message comes in all the same
 */
public record ScoreDecision(Action rule, ScoreReport report, Optional<Spared> spared) {

  /** What is done. */
  public Action action() {
    return spared.isPresent() ? Action.TAG : rule;
  }

  /** Refused, or spared only because nothing is enforced yet. */
  public boolean isRefusal() {
    return rule.stopsMail() && spared.map(reason -> reason.by() == Spared.By.MONITOR).orElse(true);
  }
}
