package org.spfsuite.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.spfsuite.benchmarks.engine.SpfSuite;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.dns.dnsjava.DnsJavaResolver;
import org.spfsuite.core.testing.LoopbackDnsServer;
import org.spfsuite.core.verdict.SpfResult;

/**
 * Many clients name one cold domain at the same moment.
 *
 * @param checks how many, each in a thread of its own
 * @param queries what reached the server
 * @param millis from the first check to the last verdict
 */
public record Burst(int checks, int queries, double millis) {

  private static final double NANOS_PER_MILLI = 1e6;

  /**
   * Measures it with a policy of nine answers.
   *
   * @throws IllegalStateException if a verdict is not fail
   */
  static Burst measure(int checks) {
    Zone.Builder zone = Zone.builder();
    ColdScenario.NINE_ANSWERS.publish(zone, "warm.example");
    ColdScenario.NINE_ANSWERS.publish(zone, "burst.example");
    try (LoopbackDnsServer server = LoopbackDnsServer.start(zone.build())) {
      DnsJavaResolver dns = DnsJavaResolver.builder().servers(List.of(server.address())).build();
      SpfChecker checker = SpfSuite.hot(dns);
      run(checker, "warm.example", checks);
      int before = server.received().size();
      server.delayAnswers(ColdLatency.DELAY);
      long nanos = run(checker, "burst.example", checks);
      return new Burst(checks, server.received().size() - before, nanos / NANOS_PER_MILLI);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static long run(SpfChecker checker, String domain, int checks)
      throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    Queue<SpfResult> results = new ConcurrentLinkedQueue<>();
    List<Thread> threads =
        IntStream.range(0, checks)
            .mapToObj(
                i ->
                    new Thread(
                        () -> {
                          awaitQuietly(start);
                          results.add(checker.checkMailFrom(request(domain, i)).result());
                        }))
            .toList();
    threads.forEach(Thread::start);
    long begin = System.nanoTime();
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    long nanos = System.nanoTime() - begin;
    if (results.size() != checks || results.stream().anyMatch(r -> r != SpfResult.FAIL)) {
      throw new IllegalStateException("a burst must end with " + checks + " fails: " + results);
    }
    return nanos;
  }

  private static SpfRequest request(String domain, int index) {
    return SpfRequest.of("203.0.113." + index % 256, "mail.client.example", "user@" + domain);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
