package org.spfsuite.scoring.tuning;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** How many messages got which score, rounded to thousandths as those of reports are. */
public final class ScoreCounts {

  private final List<Entry> entries;

  private ScoreCounts(List<Entry> entries) {
    this.entries = entries;
  }

  /**
   * Messages of one score.
   *
   * @param score total points
   * @param ham wanted messages
   * @param spam unwanted messages
   * @param unlabelled messages that nobody labelled
   */
  public record Entry(double score, long ham, long spam, long unlabelled) {

    private Entry plus(Entry other) {
      return new Entry(score, ham + other.ham, spam + other.spam, unlabelled + other.unlabelled);
    }
  }

  /** Each score once, the lowest first. */
  public List<Entry> entries() {
    return entries;
  }

  /** Wanted messages. */
  public long ham() {
    return sum(Entry::ham);
  }

  /** Unwanted messages. */
  public long spam() {
    return sum(Entry::spam);
  }

  private long sum(ToLongFunction<Entry> messages) {
    return entries.stream().mapToLong(messages).sum();
  }

  /** Counts messages; for one thread. */
  public static final class Builder {
    private final Map<Double, Entry> entries = new HashMap<>();

    /** With no message yet. */
    public Builder() {}

    /**
     * Counts messages of one score.
     *
     * @param score total points, finite
     * @param label what the messages are; empty if nobody said
     * @param messages how many, not negative
     * @throws IllegalArgumentException if the score is infinite or none
     */
    public Builder add(double score, Optional<Label> label, long messages) {
      if (!Double.isFinite(score)) {
        throw new IllegalArgumentException("a score of " + score);
      }
      if (messages > 0) {
        double rounded = Points.printed(score) + 0.0; // there is one zero
        entries.merge(rounded, entry(rounded, label, messages), Entry::plus);
      }
      return this;
    }

    private static Entry entry(double score, Optional<Label> label, long messages) {
      if (label.isEmpty()) {
        return new Entry(score, 0, 0, messages);
      }
      return label.get() == Label.HAM
          ? new Entry(score, messages, 0, 0)
          : new Entry(score, 0, messages, 0);
    }

    /** What was counted so far. */
    public ScoreCounts build() {
      return new ScoreCounts(
          entries.entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(Map.Entry::getValue)
              .toList());
    }
  }
}
