package org.spfsuite.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.testing.LoopbackDnsServer;
import org.spfsuite.core.verdict.SpfResult;

/**
 * Checks over a DNS server that takes its time. Each check is of another domain and by an engine
 * that has seen nothing; the code is warm.
 */
final class ColdLatency {

  /** What each answer takes. */
  static final Duration DELAY = Duration.ofMillis(20);

  private static final double NANOS_PER_MILLI = 1e6;

  private final Plan plan;

  ColdLatency(Plan plan) {
    this.plan = plan;
  }

  /**
   * Measures one client.
   *
   * @throws IllegalStateException if a verdict is not fail
   */
  Cold measure(ColdScenario scenario, ColdClient client) {
    try (LoopbackDnsServer server = LoopbackDnsServer.start(zone(scenario))) {
      for (int i = 0; i < plan.coldWarmups(); i++) {
        check(server, client, "warm" + i);
      }
      int before = server.received().size();
      server.delayAnswers(DELAY);
      double[] nanos = new double[plan.coldRuns()];
      for (int i = 0; i < nanos.length; i++) {
        nanos[i] = check(server, client, "run" + i);
      }
      double queries = (double) (server.received().size() - before) / nanos.length;
      return new Cold(scenario, client, median(nanos) / NANOS_PER_MILLI, queries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Zone zone(ColdScenario scenario) {
    Zone.Builder zone = Zone.builder();
    for (int i = 0; i < plan.coldWarmups(); i++) {
      scenario.publish(zone, "warm" + i + ".example");
    }
    for (int i = 0; i < plan.coldRuns(); i++) {
      scenario.publish(zone, "run" + i + ".example");
    }
    return zone.build();
  }

  private static long check(LoopbackDnsServer server, ColdClient client, String label) {
    Function<SpfRequest, SpfResult> engine = client.open(server.address());
    SpfRequest request =
        SpfRequest.of("203.0.113.66", "mail.client.example", "user@" + label + ".example");
    long start = System.nanoTime();
    SpfResult result = engine.apply(request);
    long nanos = System.nanoTime() - start;
    if (result != SpfResult.FAIL) {
      throw new IllegalStateException(client.title() + ", " + label + ": " + result);
    }
    return nanos;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
