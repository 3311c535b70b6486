package org.spfsuite.benchmarks.scoring;

import java.util.List;
import org.spfsuite.benchmarks.run.Plan;

/**
 * How long and how much.
 *
 * @param timing processes, iterations and how long they take
 * @param rules numbers of additional rules, from 0 on
 * @param entries of a list
 * @param readings of a file with that list
 */
public record ScoringPlan(Plan timing, List<Integer> rules, int entries, int readings) {

  /** For the page. */
  public static final ScoringPlan FULL =
      new ScoringPlan(Plan.FULL, List.of(0, 100, 1_000, 5_000), 100_000, 11);

  /** Rough figures. */
  public static final ScoringPlan SHORT =
      new ScoringPlan(Plan.SHORT, List.of(0, 100, 1_000, 5_000), 100_000, 5);

  /** Long enough to see that everything works. */
  public static final ScoringPlan MOMENT = new ScoringPlan(Plan.MOMENT, List.of(0, 10, 20), 100, 2);

  /** Copies the list. */
  public ScoringPlan {
    rules = List.copyOf(rules);
  }
}
