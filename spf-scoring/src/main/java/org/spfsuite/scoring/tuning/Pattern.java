package org.spfsuite.scoring.tuning;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which rules were true, and what all other rules gave: messages alike in this teach the same. */
final class Pattern implements Comparable<Pattern> {

  private final int[] rules;
  private final double others;

  /**
   * A pattern.
   *
   * @param rules indexes, ascending; not changed any more
   * @param others points of all other rules
   */
  Pattern(int[] rules, double others) {
    this.rules = rules;
    this.others = others;
  }

  /** Indexes of rules, ascending; not to be changed. */
  int[] rules() {
    return rules;
  }

  double others() {
    return others;
  }

  /** Total points. */
  double score(double[] points) {
    double score = others;
    for (int rule : rules) {
      score += points[rule];
    }
    return score;
  }

  @Override
  public int compareTo(Pattern that) {
    int byRules = Arrays.compare(rules, that.rules);
    return byRules != 0 ? byRules : Double.compare(others, that.others);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Pattern that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(rules) + Double.hashCode(others);
  }
}
