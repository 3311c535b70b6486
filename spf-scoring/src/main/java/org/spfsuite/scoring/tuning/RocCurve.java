package org.spfsuite.scoring.tuning;

import java.util.ArrayList;
import java.util.List;

/**
 * How much spam is found for how much ham refused, over all thresholds.
 *
 * @param points from nothing taken for spam (0, 0) to everything (1, 1); one for each score in
 *     between
 * @param area the area under the curve: the probability that a spam message scores higher than a
 *     ham message, ties counting half; from 0 to 1
 */
public record RocCurve(List<Point> points, double area) {

  /** Copies the list. */
  public RocCurve {
    points = List.copyOf(points);
  }

  /**
   * What one threshold makes of messages.
   *
   * @param threshold from which score on messages count as spam; infinite where none does
   * @param falsePositiveRate share of the ham that counts as spam
   * @param truePositiveRate share of the spam that counts as spam
   */
  public record Point(double threshold, double falsePositiveRate, double truePositiveRate) {}

  /**
   * The curve of these scores; unlabelled messages do not count.
   *
   * @throws IllegalArgumentException if there is no ham or no spam
   */
  public static RocCurve of(ScoreCounts scores) {
    long ham = scores.ham();
    long spam = scores.spam();
    if (ham == 0 || spam == 0) {
      throw new IllegalArgumentException("a ROC curve needs ham and spam");
    }
    List<Point> points = new ArrayList<>();
    points.add(new Point(Double.POSITIVE_INFINITY, 0, 0));
    long hamAbove = 0;
    long spamAbove = 0;
    double area = 0;
    for (int i = scores.entries().size() - 1; i >= 0; i--) {
      ScoreCounts.Entry entry = scores.entries().get(i);
      area += entry.ham() * (spamAbove + entry.spam() / 2.0);
      hamAbove += entry.ham();
      spamAbove += entry.spam();
      points.add(new Point(entry.score(), (double) hamAbove / ham, (double) spamAbove / spam));
    }
    return new RocCurve(points, area / ham / spam);
  }
}
