package org.spfsuite.scoring.tuning;

import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * How scores are distributed. Each quantile is a score that occurs: the least one that at least
 * this share of the messages does not exceed.
 *
 * @param messages how many there are, at least 1
 * @param min lowest score
 * @param lowerQuartile a quarter of the messages do not exceed it
 * @param median half of the messages do not exceed it
 * @param upperQuartile three quarters of the messages do not exceed it
 * @param max highest score
 * @param mean arithmetic mean
 */
public record ScoreSummary(
    long messages,
    double min,
    double lowerQuartile,
    double median,
    double upperQuartile,
    double max,
    double mean) {

  /**
   * A summary.
   *
   * @param scores of messages
   * @param which which messages of an entry count, for example {@code Entry::ham}
   * @return empty if none counts
   */
  public static Optional<ScoreSummary> of(
      ScoreCounts scores, ToLongFunction<ScoreCounts.Entry> which) {
    long messages = scores.entries().stream().mapToLong(which).sum();
    if (messages == 0) {
      return Optional.empty();
    }
    double total =
        scores.entries().stream().mapToDouble(e -> e.score() * which.applyAsLong(e)).sum();
    return Optional.of(
        new ScoreSummary(
            messages,
            quantile(scores, which, 1),
            quantile(scores, which, (messages + 3) / 4),
            quantile(scores, which, (messages + 1) / 2),
            quantile(scores, which, messages - messages / 4),
            quantile(scores, which, messages),
            total / messages));
  }

  /** The score of the message with this rank, from 1. */
  private static double quantile(
      ScoreCounts scores, ToLongFunction<ScoreCounts.Entry> which, long rank) {
    long left = rank;
    for (ScoreCounts.Entry entry : scores.entries()) {
      left -= which.applyAsLong(entry);
      if (left <= 0) {
        return entry.score();
      }
    }
    throw new IllegalArgumentException("no message of rank " + rank);
  }
}
