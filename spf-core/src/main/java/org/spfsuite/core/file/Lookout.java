package org.spfsuite.core.file;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Lets whoever comes along look after something, one at a time and at most once in an interval,
 * while others go on. So nothing is looked after that nobody uses, and no thread waits or sleeps.
 * Safe for use by several threads.
 */
public final class Lookout {

  private final long interval;
  private final LongSupplier nanos;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile long looked;

  /**
   * One that has just looked.
   *
   * @param interval from the end of one look to the beginning of the next
   * @param nanos a clock such as {@link System#nanoTime}
   */
  public Lookout(Duration interval, LongSupplier nanos) {
    this.interval = interval.toNanos();
    this.nanos = nanos;
    this.looked = nanos.getAsLong();
  }

  /** Looks if it is time to, and nobody else does. */
  public void pass(Runnable look) {
    if (nanos.getAsLong() - looked >= interval && looking.tryLock()) {
      try {
        look.run();
      } finally {
        looked = nanos.getAsLong();
        looking.unlock();
      }
    }
  }
}
