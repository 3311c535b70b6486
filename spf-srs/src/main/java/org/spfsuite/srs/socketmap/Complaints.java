package org.spfsuite.srs.socketmap;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Warns of each kind of trouble once in a minute: a client that is turned away comes back at once.
 * Safe for use by several threads.
 */
final class Complaints {

  private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

  private final Consumer<String> log;

  /** When each kind was told last. There are as many kinds as calls in our code. */
  private final Map<String, Long> told = new ConcurrentHashMap<>();

  Complaints(Consumer<String> log) {
    this.log = log;
  }

  /**
   * Tells it, unless the same kind was told lately.
   *
   * @param kind one of a few
   * @param details may differ each time; empty: none
   */
  void tell(String kind, String details) {
    long now = System.nanoTime();
    long last = told.merge(kind, now, (before, time) -> isLong(before, time) ? time : before);
    if (last == now) {
      log.accept("warning: " + kind + (details.isEmpty() ? "" : ": " + details));
    }
  }

  private static boolean isLong(long from, long to) {
    return to - from >= QUIET_NANOS;
  }
}
