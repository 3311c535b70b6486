package org.spfsuite.mailet;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that wait so that James's need not. */
final class Workers {

  private static final long IDLE_SECONDS = 30;

  private Workers() {}

  /**
   * Daemon threads that come and go with the load; work too much is refused, not queued.
   *
   * @param name of the threads, before their numbers
   */
  static Executor upTo(int most, String name) {
    AtomicInteger number = new AtomicInteger();
    ThreadFactory threads =
        task -> {
          Thread thread = new Thread(task, name + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    return new ThreadPoolExecutor(
        0, most, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
  }
}
