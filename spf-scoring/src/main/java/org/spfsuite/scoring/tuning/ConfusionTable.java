package org.spfsuite.scoring.tuning;

/**
 * What a threshold makes of labelled messages.
 *
 * @param threshold from which score on a message counts as spam
 * @param truePositives spam at or above the threshold
 * @param falsePositives ham at or above the threshold
 * @param trueNegatives ham below the threshold
 * @param falseNegatives spam below the threshold
 */
public record ConfusionTable(
    double threshold,
    long truePositives,
    long falsePositives,
    long trueNegatives,
    long falseNegatives) {

  /** What a threshold makes of these scores; unlabelled messages do not count. */
  public static ConfusionTable at(double threshold, ScoreCounts scores) {
    long spamAbove = 0;
    long hamAbove = 0;
    for (ScoreCounts.Entry entry : scores.entries()) {
      if (entry.score() >= threshold) {
        spamAbove += entry.spam();
        hamAbove += entry.ham();
      }
    }
    return new ConfusionTable(
        threshold, spamAbove, hamAbove, scores.ham() - hamAbove, scores.spam() - spamAbove);
  }

  /** Ham messages. */
  public long ham() {
    return falsePositives + trueNegatives;
  }

  /** Spam messages. */
  public long spam() {
    return truePositives + falseNegatives;
  }

  /** Share of the spam that was found, from 0 to 1; NaN if there is no spam. */
  public double truePositiveRate() {
    return (double) truePositives / spam();
  }

  /** Share of the ham that was taken for spam, from 0 to 1; NaN if there is no ham. */
  public double falsePositiveRate() {
    return (double) falsePositives / ham();
  }

  /** Share of spam in what was taken for it, from 0 to 1; NaN if that was nothing. */
  public double precision() {
    return (double) truePositives / (truePositives + falsePositives);
  }

  /** Share of messages that were taken for what they are, from 0 to 1; NaN if there are none. */
  public double accuracy() {
    return (double) (truePositives + trueNegatives) / (ham() + spam());
  }

  /**
   * What the mistakes cost, in spam messages let through.
   *
   * @param falsePositiveCost cost of one ham message refused
   */
  public double cost(double falsePositiveCost) {
    return falseNegatives + falsePositiveCost * falsePositives;
  }
}
