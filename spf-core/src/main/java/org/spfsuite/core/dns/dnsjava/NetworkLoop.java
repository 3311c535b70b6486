package org.spfsuite.core.dns.dnsjava;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The thread that carries the {@linkplain Exchange exchanges} of all resolvers. There is one at
 * most; it starts with the first exchange and ends when there was nothing to do for a while.
 *
 * <p>dnsjava's own I/O is not used. It takes the first datagram for the answer, whoever sent it,
 * and shares one TCP connection per server, which one answer that never comes blocks for all.
 */
final class NetworkLoop {

  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final Object LOCK = new Object();

  /** The loop that takes new exchanges; guarded by {@link #LOCK}. */
  private static @Nullable NetworkLoop current;

  private final Selector selector;

  /** Not yet started; guarded by {@link #LOCK}. */
  private final Queue<Exchange> submitted = new ArrayDeque<>();

  private long lastBusy = System.nanoTime();

  private NetworkLoop(Selector selector) {
    this.selector = selector;
  }

  /** Starts an exchange soon. It ends at its deadline at the latest. */
  static void submit(Exchange exchange) {
    try {
      synchronized (LOCK) {
        NetworkLoop loop = current == null ? start() : current;
        loop.submitted.add(exchange);
        loop.selector.wakeup();
      }
    } catch (IOException e) {
      exchange.fail(e);
    }
  }

  private static NetworkLoop start() throws IOException {
    NetworkLoop loop = new NetworkLoop(Selector.open());
    Thread thread = new Thread(loop::run, "spf-dns");
    thread.setDaemon(true);
    thread.start();
    current = loop;
    return loop;
  }

  private void run() {
    try (selector) {
      try {
        while (!retires()) {
          selector.select(NetworkLoop::ready, millisToWait());
          takeSubmitted().forEach(this::begin);
          expire();
        }
      } finally {
        abandon();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // for whoever handles what threads leave uncaught
    }
  }

  /** Whether it was idle for so long that it ends; the next exchange then starts another. */
  private boolean retires() {
    synchronized (LOCK) {
      if (!submitted.isEmpty() || !selector.keys().isEmpty()) {
        lastBusy = System.nanoTime();
      }
      boolean idle = System.nanoTime() - lastBusy >= IDLE_NANOS;
      if (idle) {
        current = null;
      }
      return idle;
    }
  }

  private List<Exchange> takeSubmitted() {
    synchronized (LOCK) {
      List<Exchange> taken = List.copyOf(submitted);
      submitted.clear();
      return taken;
    }
  }

  /** Milliseconds to the next deadline, rounded up, at least 1. */
  private long millisToWait() {
    long now = System.nanoTime();
    long nanos = IDLE_NANOS;
    for (SelectionKey key : selector.keys()) {
      nanos = Math.min(nanos, exchange(key).deadline() - now);
    }
    return Math.max(TimeUnit.NANOSECONDS.toMillis(nanos) + 1, 1);
  }

  private void begin(Exchange exchange) {
    try {
      exchange.start(selector);
    } catch (IOException | RuntimeException | Error e) {
      exchange.fail(e); // RuntimeException: an address that cannot be resolved, for one
    }
  }

  private static void ready(SelectionKey key) {
    try {
      exchange(key).ready(key);
    } catch (IOException | RuntimeException | Error e) {
      exchange(key).fail(e);
    }
  }

  private void expire() {
    long now = System.nanoTime();
    for (SelectionKey key : List.copyOf(selector.keys())) {
      if (exchange(key).deadline() - now <= 0) {
        exchange(key).expire();
      }
    }
  }

  /** Nobody must wait for a loop that ended: there is something left only if it broke. */
  private void abandon() {
    synchronized (LOCK) {
      if (this.equals(current)) {
        current = null;
      }
    }
    IOException cause = new IOException("the network thread ended");
    takeSubmitted().forEach(exchange -> exchange.fail(cause));
    List.copyOf(selector.keys()).forEach(key -> exchange(key).fail(cause));
  }

  private static Exchange exchange(SelectionKey key) {
    return (Exchange) key.attachment();
  }
}
