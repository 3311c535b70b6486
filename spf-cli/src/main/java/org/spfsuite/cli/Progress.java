package org.spfsuite.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Says now and then how far a long job is, on one line that it writes over and takes away at the
 * end; silent unless the console is watched.
 */
final class Progress implements AutoCloseable {

  private static final long INTERVAL = Duration.ofMillis(500).toNanos();

  /** Looking at the clock each time would cost more than most steps. */
  private static final int STEPS_PER_LOOK = 256;

  private final Console console;
  private final String what;
  private final LongSupplier nanoTime;
  private long steps;
  private long last;
  private int width;

  /**
   * Progress of a job that begins now.
   *
   * @param what is counted, such as "messages read"
   * @param nanoTime as {@link System#nanoTime}
   */
  Progress(Console console, String what, LongSupplier nanoTime) {
    this.console = console;
    this.what = what;
    this.nanoTime = nanoTime;
    this.last = nanoTime.getAsLong();
  }

  /** One more is done. */
  void step() {
    steps++;
    if (console.watched() && steps % STEPS_PER_LOOK == 0) {
      look();
    }
  }

  private void look() {
    long now = nanoTime.getAsLong();
    if (now - last >= INTERVAL) {
      last = now;
      show(String.format(Locale.ROOT, "%,d %s", steps, what));
    }
  }

  private void show(String text) {
    console.show("\r" + text + " ".repeat(Math.max(0, width - text.length())));
    width = text.length();
  }

  /** Takes the line away. */
  @Override
  public void close() {
    if (width > 0) {
      console.show("\r" + " ".repeat(width) + "\r");
      width = 0;
    }
  }
}
