package org.spfsuite.scoring.rule;

import java.util.List;

/**
 * What a rule is worth in each score set.
 *
 * @param sets four values, none infinite
 */
public record Points(List<Double> sets) {

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if there are not four
   */
  public Points {
    sets = List.copyOf(sets);
    if (sets.size() != ScoreSet.COUNT) {
      throw new IllegalArgumentException("points are for four sets, not " + sets.size());
    }
  }

  /** The same in all sets. */
  public static Points of(double points) {
    return new Points(List.of(points, points, points, points));
  }

  /** In one set. */
  public double in(ScoreSet set) {
    return sets.get(set.number());
  }

  /** The sum, set by set. */
  public Points plus(Points other) {
    return new Points(
        List.of(
            sets.get(0) + other.sets.get(0),
            sets.get(1) + other.sets.get(1),
            sets.get(2) + other.sets.get(2),
            sets.get(3) + other.sets.get(3)));
  }
}
