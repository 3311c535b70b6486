package org.spfsuite.core.dns.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.spfsuite.core.dns.AnswerMeta;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;

/** Names that are in demand are asked for again before their answers end. */
final class RefreshAheadTest extends CacheFixture {

  private final CachingResolver cache = cache().refreshAhead(true).build();

  @Test
  void asksAgainInTheBackgroundInTheLastTenth() throws Exception {
    remember(text(100, 1));
    CompletableFuture<DnsAnswer> later = upstream.waits();
    pass(Duration.ofSeconds(90).minusNanos(1));
    ask(cache);
    assertThat(upstream.asked).hasSize(1);
    pass(Duration.ofNanos(1));
    assertThat(ask(cache)).as("nobody waits").isEqualTo(text(10, 0));
    assertThat(ask(cache)).isEqualTo(text(10, 0));
    assertThat(upstream.asked).hasSize(2);
    passSeconds(2);
    assertThat(ask(cache)).isEqualTo(text(8, 0));
    later.complete(text(200, 3));
    assertThat(ask(cache)).isEqualTo(text(200, 0));
    passSeconds(100);
    assertThat(ask(cache)).isEqualTo(text(100, 0));
    assertThat(upstream.asked).hasSize(2);
    assertThat(cache.statistics())
        .extracting(
            CacheStatistics::hits,
            CacheStatistics::joined,
            CacheStatistics::misses,
            CacheStatistics::refreshed)
        .containsExactly(6L, 0L, 1L, 1L);
  }

  @Test
  void isOnUnlessSwitchedOff() throws Exception {
    CachingResolver defaults = CachingResolver.builder(upstream).nanoTime(clock::get).build();
    CachingResolver off = cache().refreshAhead(false).build();
    upstream.says(text(100, 1));
    ask(defaults);
    ask(off);
    passSeconds(99);
    ask(off);
    assertThat(upstream.asked).hasSize(2);
    ask(defaults);
    assertThat(upstream.asked).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"9, 1", "10, 2"})
  void leavesShortLivesAlone(long ttl, int asked) throws Exception {
    remember(text(ttl, 1));
    passSeconds(ttl);
    clock.decrementAndGet();
    ask(cache);
    assertThat(upstream.asked).hasSize(asked);
  }

  @Test
  void neverRefreshesWhatNobodyAsksFor() throws Exception {
    remember(text(100, 1));
    passSeconds(99);
    cache.statistics();
    assertThat(upstream.asked).hasSize(1);
    passSeconds(1);
    assertThat(ask(cache)).isEqualTo(text(100, 1));
    assertThat(cache.statistics().refreshed()).isZero();
  }

  @Test
  void refreshesNegativeAnswersButNoFailures() throws Exception {
    remember(new DnsAnswer.NxDomain(new AnswerMeta(100, false, 1)));
    passSeconds(95);
    upstream.says(text(100, 1));
    assertThat(ask(cache)).isInstanceOf(DnsAnswer.NxDomain.class);
    assertThat(ask(cache)).isEqualTo(text(100, 0));

    CachingResolver patient = cache().refreshAhead(true).backOff(Duration.ofMinutes(1)).build();
    upstream.fails(FailureKind.SERVFAIL, 1);
    ask(patient);
    passSeconds(59);
    upstream.says(text(100, 1));
    ask(patient);
    assertThat(ask(patient)).isEqualTo(failure(FailureKind.SERVFAIL, 0));
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void isSilentAboutFailures(FailureKind kind) throws Exception {
    remember(text(1_000, 1));
    passSeconds(900);
    upstream.fails(kind, 4);
    assertThat(ask(cache)).isEqualTo(text(100, 0));
    passSeconds(29);
    assertThat(ask(cache)).isEqualTo(text(71, 0));
    assertThat(upstream.asked).as("no second attempt within 30 s").hasSize(2);
    passSeconds(1);
    assertThat(ask(cache)).isEqualTo(text(70, 0));
    assertThat(upstream.asked).hasSize(3);
    pass(Duration.ofSeconds(70).minusNanos(1));
    assertThat(ask(cache)).as("its TTL is true to the end").isEqualTo(text(0, 0));
    pass(Duration.ofNanos(1));
    upstream.says(text(60, 2));
    assertThat(ask(cache)).as("its failure is no back-off").isEqualTo(text(60, 2));
  }

  @Test
  void waitsForTheRefreshIfTheAnswerEndsMeanwhile() throws Exception {
    remember(text(100, 1));
    CompletableFuture<DnsAnswer> later = upstream.waits();
    passSeconds(99);
    ask(cache);
    passSeconds(1);
    CompletableFuture<DnsAnswer> stage = cache.lookup(question(NAME)).toCompletableFuture();
    assertThat(stage).isNotDone();
    later.complete(text(100, 2));
    assertThat(get(stage))
        .as("the cache's own look-up is on nobody's bill")
        .isEqualTo(text(100, 0));
    assertThat(upstream.asked).hasSize(2);
  }

  @Test
  void whoWaitsForARefreshIsToldThatItFailed() throws Exception {
    remember(text(100, 1));
    CompletableFuture<DnsAnswer> later = upstream.waits();
    passSeconds(99);
    ask(cache);
    passSeconds(1);
    CompletionStage<DnsAnswer> stage = cache.lookup(question(NAME));
    later.complete(failure(FailureKind.TIMEOUT, 4));
    assertThat(get(stage)).isEqualTo(failure(FailureKind.TIMEOUT, 0));
  }

  @Test
  void remembersTheFailureOfARefreshThatComesAfterTheEnd() throws Exception {
    remember(text(100, 1));
    CompletableFuture<DnsAnswer> later = upstream.waits();
    passSeconds(99);
    ask(cache);
    passSeconds(1);
    later.complete(failure(FailureKind.TIMEOUT, 4));
    assertThat(ask(cache)).isEqualTo(failure(FailureKind.TIMEOUT, 0));
    assertThat(upstream.asked).hasSize(2);
  }

  @Test
  void forgetsAnAnswerWhoseSuccessorMustNotBeKept() throws Exception {
    remember(text(100, 1));
    passSeconds(95);
    upstream.says(text(0, 2));
    assertThat(ask(cache)).isEqualTo(text(5, 0));
    assertThat(ask(cache)).isEqualTo(text(0, 2));
    assertThat(upstream.asked).hasSize(3);
  }

  @Test
  void asksOnceHoweverTheThreadsMeet() throws Exception {
    for (int round = 1; round <= 300; round++) {
      upstream.says(text(100, 1));
      ask(cache, question("n" + round + ".example"));
      passSeconds(95);
      String name = "n" + round + ".example";
      for (CompletionStage<DnsAnswer> stage : inParallel(8, () -> cache.lookup(question(name)))) {
        assertThat(get(stage).meta().ttlSeconds()).isIn(5L, 100L);
      }
      assertThat(cache.statistics().refreshed()).isEqualTo(round);
    }
    assertThat(upstream.asked).hasSize(600);
  }

  private void remember(DnsAnswer answer) throws Exception {
    upstream.says(answer);
    assertThat(ask(cache)).isEqualTo(answer);
  }
}
