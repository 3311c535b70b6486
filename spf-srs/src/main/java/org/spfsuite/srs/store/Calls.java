package org.spfsuite.srs.store;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Works on threads of its own. So nobody waits longer than the deadline, whatever a driver, a disk
 * or a name server does; and nobody who interrupts a thread of his closes the file that a database
 * reads in it. After as many missed deadlines as there are threads, and no answer among them, one
 * caller at a time finds out whether that is over, and the others are told at once.
 */
final class Calls implements AutoCloseable {

  /** Who comes after so many would wait in vain. */
  private static final int MAX_WAITING = 1_000;

  private static final long IDLE_SECONDS = 60;

  private final int size;
  private final Duration deadline;
  private final ThreadPoolExecutor threads;
  private final AtomicInteger missed = new AtomicInteger();
  private final AtomicBoolean probing = new AtomicBoolean();

  Calls(int threads, Duration deadline) {
    AtomicInteger number = new AtomicInteger();
    this.size = threads;
    this.deadline = deadline;
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            work -> {
              Thread thread = new Thread(work, "spf-srs-store-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    this.threads.allowCoreThreadTimeOut(true);
  }

  /**
   * What the work gives.
   *
   * @param tried for messages
   */
  <T> T call(String tried, Callable<T> work) throws StoreException {
    boolean probe = missed.get() >= size;
    if (probe && !probing.compareAndSet(false, true)) {
      throw new StoreException(tried + ": the store hangs");
    }
    try {
      return await(tried, submit(tried, work));
    } finally {
      if (probe) {
        probing.set(false);
      }
    }
  }

  private <T> T await(String tried, Future<T> future) throws StoreException {
    try {
      T result = future.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      missed.set(0);
      return result;
    } catch (ExecutionException e) {
      missed.set(0); // this is an answer, too
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw cause instanceof StoreException known ? known : new StoreException(tried, cause);
    } catch (TimeoutException e) {
      missed.incrementAndGet();
      future.cancel(false); // not to be begun any more; never interrupted
      throw new StoreException(tried + ": not done after " + deadline.toMillis() + " ms");
    } catch (InterruptedException e) {
      future.cancel(false);
      Thread.currentThread().interrupt();
      throw new StoreException(tried, e);
    }
  }

  private <T> Future<T> submit(String tried, Callable<T> work) throws StoreException {
    try {
      return threads.submit(work);
    } catch (RejectedExecutionException e) {
      throw new StoreException(
          tried + (threads.isShutdown() ? ": the store is closed" : ": too many are waiting"));
    }
  }

  /** Work that nobody waits for; not done if many wait, nor after the end. */
  void later(Callable<Boolean> work) {
    try {
      threads.execute(
          () -> {
            if (!threads.isShutdown()) {
              quietly(work);
            }
          });
    } catch (RejectedExecutionException e) {
      return; // somebody else will ask for the same
    }
  }

  /** Whoever uses the store meets the same trouble, and is told. */
  private static void quietly(Callable<Boolean> work) {
    try {
      work.call();
    } catch (Exception e) {
      return;
    }
  }

  /** Takes no more work, and waits for what was begun, as long as any caller would. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitEnd() throws InterruptedException {
    return threads.awaitTermination(deadline.toMillis(), TimeUnit.MILLISECONDS);
  }
}
