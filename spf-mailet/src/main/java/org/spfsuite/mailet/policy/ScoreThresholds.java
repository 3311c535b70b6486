package org.spfsuite.mailet.policy;

import java.util.List;
import java.util.Optional;
import org.spfsuite.scoring.score.ScoreReport;

/**
 * What scores lead to.
 *
 * @param refuse messages with this score or a higher one are refused; no value: none is
 * @param tag messages with this score or a higher one are tagged; no value: what is spam by the
 *     policy they were scored by
 */
public record ScoreThresholds(Optional<Double> refuse, Optional<Double> tag) {

  /** What one score leads to where a message can still be refused. */
  public Action atTheDoor(ScoreReport report) {
    boolean refused = refuse.filter(least -> report.score() >= least).isPresent();
    return refused ? Action.REFUSE : inside(report);
  }

  /** What one score leads to when the message is in. */
  public Action inside(ScoreReport report) {
    boolean tagged = tag.map(least -> report.score() >= least).orElse(report.isSpam());
    return tagged ? Action.TAG : Action.ACCEPT;
  }

  /**
   * Decides on a message as a whole: the recipients whom it treats mildest decide, since at the end
   * of DATA all are told the same.
   *
   * @param reports one for each group of recipients; at least one
   * @param spared why a refusal must not be carried out, if there is a reason
   */
  public ScoreDecision decide(List<ScoreReport> reports, Optional<Spared> spared) {
    ScoreReport mildest = reports.get(0);
    for (ScoreReport report : reports) {
      mildest = report.score() < mildest.score() ? report : mildest;
    }
    Action rule = atTheDoor(mildest);
    return new ScoreDecision(rule, mildest, spared.filter(why -> rule.stopsMail()));
  }
}
