package org.spfsuite.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.testing.RandomPolicies;
import org.spfsuite.core.verdict.Counters;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.Verdict;

/** Asking early changes no verdict, whichever answer comes first; tried on random policies. */
@Timeout(60)
final class PrefetchPropertiesTest {

  private static CheckHost host(DnsResolver dns, boolean prefetch) {
    return new CheckHost(
        dns,
        CheckSettings.DEFAULTS.withPrefetch(prefetch),
        InstantSource.fixed(Checks.NOW),
        System::nanoTime);
  }

  static LongStream seeds() {
    return LongStream.range(0, 400);
  }

  private static Verdict comparable(Verdict verdict) {
    Counters counters = verdict.counters();
    return new Verdict(
        verdict.result(),
        verdict.identity(),
        verdict.domain(),
        verdict.steps(),
        verdict.explanation(),
        verdict.problem(),
        verdict.warnings(),
        new Counters(counters.lookups(), counters.voidLookups(), 0, Duration.ZERO),
        verdict.authentic(),
        verdict.ttlSeconds(),
        verdict.trace());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void verdictsAreTheSameWithAndWithout(long seed) throws InterruptedException {
    RandomPolicies world = new RandomPolicies(seed);
    Zone zone = world.zone(record -> record);
    for (int i = 0; i < 10; i++) {
      SpfRequest request = world.request();
      String sender = request.mailFrom();
      int at = sender.lastIndexOf('@');
      CheckArguments arguments =
          new CheckArguments(
              Identity.MAIL_FROM,
              request.client(),
              sender.substring(at + 1),
              sender.substring(0, at),
              request.helo());
      Verdict sequential = host(zone, false).check(arguments);

      Rounds dns = new Rounds(zone, seed * 10 + i);
      Verdict early = dns.runAtRandom(host(dns, true), arguments);

      assertThat(comparable(early))
          .as("seed %d, %s", seed, request)
          .isEqualTo(comparable(sequential));
      assertThat(dns.asked())
          .doesNotHaveDuplicates()
          .hasSizeLessThanOrEqualTo(BoundsTest.MAX_QUESTIONS);
    }
  }
}
