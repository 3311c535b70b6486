package org.spfsuite.scoring.tuning;

import java.util.List;

/** The threshold whose mistakes cost least. */
public final class BestThreshold {

  private static final double ABOVE_ALL = 0.1;

  private BestThreshold() {}

  /**
   * The best threshold above 0: a message that nothing hits shall not be spam. It lies in the
   * middle between the scores that it separates, with three decimals if there is room for them. Of
   * thresholds that cost the same it is the highest, which refuses least.
   *
   * @param scores of labelled messages; unlabelled ones do not count
   * @param falsePositiveCost cost of one ham message refused, in spam messages let through
   * @return the threshold and what it makes of these messages
   */
  public static ConfusionTable of(ScoreCounts scores, double falsePositiveCost) {
    List<ScoreCounts.Entry> entries = scores.entries();
    double cost = scores.spam(); // above all scores
    double least = cost;
    int lowestSpam = entries.size();
    for (int i = entries.size() - 1; i >= 0 && entries.get(i).score() > 0; i--) {
      cost += falsePositiveCost * entries.get(i).ham() - entries.get(i).spam();
      if (cost < least) {
        least = cost;
        lowestSpam = i;
      }
    }
    return ConfusionTable.at(threshold(entries, lowestSpam), scores);
  }

  private static double threshold(List<ScoreCounts.Entry> entries, int lowestSpam) {
    double below = lowestSpam == 0 ? 0 : Math.max(0, entries.get(lowestSpam - 1).score());
    if (lowestSpam == entries.size()) {
      return Points.printedUp(below + ABOVE_ALL);
    }
    double score = entries.get(lowestSpam).score();
    double middle = Points.printed((below + score) / 2);
    return below < middle && middle <= score ? middle : score;
  }
}
