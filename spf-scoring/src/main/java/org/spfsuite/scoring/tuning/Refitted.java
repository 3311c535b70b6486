package org.spfsuite.scoring.tuning;

import java.util.List;

/**
 * Points fitted to a log, and what is to be expected of them.
 *
 * @param options how they were fitted
 * @param log the messages they were fitted to
 * @param folds parts in which messages were dealt for cross-validation
 * @param trials what cross-validation said of each strength, the strongest first
 * @param strength the strength chosen
 * @param rules all rules that could have changed, in the order given
 * @param logOddsPerPoint how much a point says, in nats, about a message being spam, with the cost
 *     of false positives in it: at the threshold, refusing and accepting cost the same
 * @param present scores of all labelled messages under the present points
 * @param outOfFold scores of the same messages, each under points fitted without its fold, as a
 *     file would have them
 * @param convergence whether the numbers were computed to their end
 */
public record Refitted(
    RefitOptions options,
    TrainingSet log,
    int folds,
    List<Trial> trials,
    double strength,
    List<TunedRule> rules,
    double logOddsPerPoint,
    ScoreCounts present,
    ScoreCounts outOfFold,
    Convergence convergence)
    implements RefitOutcome {

  /** Copies the lists. */
  public Refitted {
    trials = List.copyOf(trials);
    rules = List.copyOf(rules);
  }

  /**
   * What cross-validation said of a strength.
   *
   * @param strength see {@link RefitOptions#strengths}
   * @param loss mean weighted loss of messages under points fitted without them, in nats
   */
  public record Trial(double strength, double loss) {}

  /**
   * Whether the fits came to their end. One that did not still yields usable points, only not the
   * best ones.
   *
   * @param fits how many fits there were: one for each strength and fold, and the last one
   * @param unfinished how many of them ended further than {@link #TOLERANCE} from the optimum, for
   *     instance because of the bound of iterations
   * @param iterations of all fits together
   * @param gap how far from the optimum the last fit is at most, in nats for each message
   */
  public record Convergence(int fits, int unfinished, int iterations, double gap) {

    /** A fit this near to the optimum is finished; in nats for each message. */
    public static final double TOLERANCE = Fit.TOLERANCE;

    /** Whether all fits are finished. */
    public boolean complete() {
      return unfinished == 0;
    }
  }
}
