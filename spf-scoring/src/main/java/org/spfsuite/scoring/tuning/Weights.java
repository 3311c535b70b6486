package org.spfsuite.scoring.tuning;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** What the messages of each pattern weigh in a {@link LogLoss}, wanted and unwanted ones apart. */
final class Weights {

  private final double[] ham;
  private final double[] spam;
  private final double total;

  private Weights(double[] ham, double[] spam, double total) {
    this.ham = ham;
    this.spam = spam;
    this.total = total;
  }

  /**
   * Weights of some messages of a log.
   *
   * @param patterns how many patterns there are
   * @param ham what the wanted messages of a pattern weigh together, not negative
   * @param spam what the unwanted ones weigh
   * @param total what the loss is divided by, positive
   */
  static Weights of(int patterns, IntToDoubleFunction ham, IntToDoubleFunction spam, double total) {
    return new Weights(
        IntStream.range(0, patterns).mapToDouble(ham).toArray(),
        IntStream.range(0, patterns).mapToDouble(spam).toArray(),
        total);
  }

  double ham(int pattern) {
    return ham[pattern];
  }

  double spam(int pattern) {
    return spam[pattern];
  }

  double total() {
    return total;
  }
}
