package org.spfsuite.benchmarks.run;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Does one step after the other and says which, how many are left and how long that may take. */
public final class Progress {

  /**
   * A step.
   *
   * @param name what it does
   * @param seconds that it may take
   * @param action does it; returns what came out, in a few words
   */
  public record Step(String name, double seconds, Supplier<String> action) {}

  private static final double NANOS_PER_SECOND = 1e9;
  private static final int SECONDS_PER_MINUTE = 60;

  private final PrintStream out;
  private double expected;
  private double expectedLeft;

  /** Progress that is reported there. */
  public Progress(PrintStream out) {
    this.out = out;
  }

  /** Does them all. */
  public void run(List<Step> steps) {
    expected = steps.stream().mapToDouble(Step::seconds).sum();
    expectedLeft = expected;
    long start = System.nanoTime();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      out.printf(Locale.ROOT, "[%2d/%d] %s ... ", i + 1, steps.size(), step.name());
      out.flush();
      String outcome = step.action().get();
      expectedLeft -= step.seconds();
      out.println(outcome + left((System.nanoTime() - start) / NANOS_PER_SECOND));
    }
  }

  /** What is left takes as much more or less than expected as what is done. */
  private String left(double elapsed) {
    double done = Math.max(expected - expectedLeft, 1);
    long rest = Math.round(expectedLeft * elapsed / done);
    if (rest < 1) {
      return "";
    }
    return rest < SECONDS_PER_MINUTE
        ? "  (about " + rest + " s left)"
        : "  (about " + Math.round((double) rest / SECONDS_PER_MINUTE) + " min left)";
  }
}
