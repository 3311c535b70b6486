package org.spfsuite.mailet.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * How long James's threads may wait. James 3.8 runs hooks on its I/O threads, each of which serves
 * many connections: if each of a hundred clients with dead DNS had a thread wait for its own five
 * seconds, the hundred-and-first would wait for minutes. So what a thread has waited counts against
 * what it may wait next, and is forgiven at the pace at which time goes by. No thread waits longer
 * than the limit in a row, or longer than half of its time.
 */
public final class Patience {

  private final LongSupplier nanoTime;
  private final ThreadLocal<Debt> debts = ThreadLocal.withInitial(Debt::new);

  /** What one thread has waited and is not forgiven yet. */
  private static final class Debt {
    private long nanos;
    private long since;
  }

  /**
   * Full patience.
   *
   * @param nanoTime the clock, in nanoseconds from any origin
   */
  public Patience(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The moment, on the clock that deadlines are read from. */
  public long now() {
    return nanoTime.getAsLong();
  }

  /**
   * Waits in the current thread.
   *
   * @param deadline on the clock of {@link #now}; what is there already is taken even after it
   * @param limit how long a thread may wait in a row
   * @throws TimeoutException if deadline or patience ends first
   */
  public <T> T await(CompletableFuture<T> future, long deadline, Duration limit)
      throws TimeoutException, ExecutionException, InterruptedException {
    if (future.isDone()) {
      return future.get();
    }
    long start = nanoTime.getAsLong();
    Debt debt = debts.get();
    debt.nanos = Math.max(debt.nanos - Math.max(start - debt.since, 0), 0);
    debt.since = start;
    try {
      long allowed = Math.min(deadline - start, limit.toNanos() - debt.nanos);
      return future.get(Math.max(allowed, 0), TimeUnit.NANOSECONDS);
    } finally {
      long end = nanoTime.getAsLong();
      debt.nanos += end - start;
      debt.since = end;
    }
  }
}
