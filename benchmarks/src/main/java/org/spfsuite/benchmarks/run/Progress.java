package org.spfsuite.benchmarks.run;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Does one step after the other and says which, how many are left and how long that may take. */
final class Progress {

  /**
   * A step.
   *
   * @param name what it does
   * @param action does it; returns what came out, in a few words
   */
  record Step(String name, Supplier<String> action) {}

  private static final double NANOS_PER_SECOND = 1e9;
  private static final int SECONDS_PER_MINUTE = 60;

  private final PrintStream out;

  Progress(PrintStream out) {
    this.out = out;
  }

  void run(List<Step> steps) {
    long start = System.nanoTime();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      out.printf(Locale.ROOT, "[%2d/%d] %s ... ", i + 1, steps.size(), step.name());
      out.flush();
      String outcome = step.action().get();
      double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
      out.println(outcome + left(seconds, i + 1, steps.size()));
    }
  }

  private static String left(double seconds, int done, int all) {
    long rest = Math.round(seconds / done * (all - done));
    if (rest == 0) {
      return "";
    }
    return rest < SECONDS_PER_MINUTE
        ? "  (about " + rest + " s left)"
        : "  (about " + Math.round((double) rest / SECONDS_PER_MINUTE) + " min left)";
  }
}
