package org.spfsuite.scoring.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * What would have become of the messages of a log under another policy. Messages are given to it
 * one by one, for example by {@link HitLog#read}; it is for one thread.
 */
public final class WhatIf implements Consumer<LoggedMessage> {

  private final ToDoubleFunction<? super Set<String>> policy;
  private final double required;
  private final int maxIds;
  private final ScoreCounts.Builder before = new ScoreCounts.Builder();
  private final ScoreCounts.Builder after = new ScoreCounts.Builder();
  private final ScoreCounts.Builder becameSpam = new ScoreCounts.Builder();
  private final ScoreCounts.Builder becameHam = new ScoreCounts.Builder();
  private final List<WhatIfReport.Changed> changed = new ArrayList<>();
  private long withoutFacts;

  /**
   * For one policy.
   *
   * @param policy total points, from -1,000,000 to 1,000,000, of a message of which these
   *     elementary rules are true; rounded to thousandths here, as in a report
   * @param required from which total on the policy takes a message for spam, same range
   * @param maxIds of how many changed messages the ids are kept, not negative; more are counted
   * @throws IllegalArgumentException if a number is out of range
   */
  public WhatIf(ToDoubleFunction<? super Set<String>> policy, double required, int maxIds) {
    if (!Points.isValid(required)) {
      throw new IllegalArgumentException("a required score of " + required + " is out of range");
    }
    if (maxIds < 0) {
      throw new IllegalArgumentException(maxIds + " ids");
    }
    this.policy = policy;
    this.required = required;
    this.maxIds = maxIds;
  }

  /**
   * Scores a message anew. One that had hits, but of which the log keeps no facts, cannot be, and
   * is only counted.
   *
   * @throws IllegalArgumentException if the policy's total is out of range
   */
  @Override
  public void accept(LoggedMessage message) {
    if (message.facts().isEmpty() && !message.hits().isEmpty()) {
      withoutFacts++;
      return;
    }
    double total = Points.printed(policy.applyAsDouble(message.facts()));
    if (!Points.isValid(total)) {
      throw new IllegalArgumentException("a total of " + total + " is out of range");
    }
    before.add(message.score(), message.label(), 1);
    after.add(total, message.label(), 1);
    boolean isSpam = total >= required;
    if (isSpam != message.wasSpam()) {
      (isSpam ? becameSpam : becameHam).add(total, message.label(), 1);
      keep(message, total);
    }
  }

  private void keep(LoggedMessage message, double total) {
    if (changed.size() < maxIds) {
      changed.add(
          new WhatIfReport.Changed(
              message.id(), message.label(), message.wasSpam(), message.score(), total));
    }
  }

  /** What was found so far. */
  public WhatIfReport report() {
    return new WhatIfReport(
        required,
        List.of(
            group(Optional.of(Label.HAM), ScoreCounts.Entry::ham),
            group(Optional.of(Label.SPAM), ScoreCounts.Entry::spam),
            group(Optional.empty(), ScoreCounts.Entry::unlabelled)),
        changed,
        withoutFacts);
  }

  private WhatIfReport.Group group(
      Optional<Label> label, ToLongFunction<ScoreCounts.Entry> messages) {
    return new WhatIfReport.Group(
        label,
        count(becameSpam, messages),
        count(becameHam, messages),
        ScoreSummary.of(before.build(), messages),
        ScoreSummary.of(after.build(), messages));
  }

  private static long count(
      ScoreCounts.Builder scores, ToLongFunction<ScoreCounts.Entry> messages) {
    return scores.build().entries().stream().mapToLong(messages).sum();
  }
}
