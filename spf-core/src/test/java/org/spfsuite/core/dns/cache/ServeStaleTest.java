package org.spfsuite.core.dns.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.spfsuite.core.dns.AnswerMeta;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;

/** RFC 8767: answers whose time is over, where there are no others. */
final class ServeStaleTest extends CacheFixture {

  private static final Duration DAY = Duration.ofDays(1);
  private static final DnsAnswer DOWN = failure(FailureKind.SERVFAIL, 4);

  @Test
  void isOffUnlessAskedFor() throws Exception {
    CachingResolver cache = cache().build();
    expired(cache, text(60, 1));
    upstream.says(DOWN);
    assertThat(ask(cache)).isEqualTo(DOWN);
    assertThat(cache.statistics().stale()).isZero();
  }

  static Stream<DnsAnswer> data() {
    return Stream.of(
        text(60, 1),
        new DnsAnswer.NoData(new AnswerMeta(60, false, 1)),
        new DnsAnswer.NxDomain(new AnswerMeta(60, false, 1)));
  }

  @ParameterizedTest
  @MethodSource("data")
  void givesAnOldAnswerWhereALookupFails(DnsAnswer answer) throws Exception {
    CachingResolver cache = serving().build();
    expired(cache, answer);
    upstream.says(DOWN);
    assertThat(ask(cache))
        .as("who asked is charged for what was in vain")
        .isEqualTo(answer.withMeta(new AnswerMeta(30, false, 4, true)));
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void givesItForEveryFailureButTheOwnersOwn(FailureKind kind) throws Exception {
    CachingResolver cache = serving().build();
    expired(cache, text(60, 1));
    upstream.fails(kind, 4);
    boolean owners = kind == FailureKind.CNAME_CHAIN;
    assertThat(ask(cache)).isEqualTo(owners ? failure(kind, 4) : stale(4));
    passSeconds(31);
    upstream.says(DOWN);
    assertThat(ask(cache)).isEqualTo(owners ? DOWN : stale(4));
  }

  @Test
  void asksAsUsualFirst() throws Exception {
    CachingResolver cache = serving().build();
    expired(cache, text(60, 1));
    upstream.says(text(90, 2));
    assertThat(ask(cache)).isEqualTo(text(90, 2));
    assertThat(ask(cache)).isEqualTo(text(90, 0));
    assertThat(cache.statistics().stale()).isZero();
  }

  @Test
  void vouchesForNothingThatIsOver() throws Exception {
    CachingResolver cache = serving().build();
    expired(cache, text(60, 1).withMeta(new AnswerMeta(60, true, 1)));
    upstream.says(DOWN);
    assertThat(ask(cache)).isEqualTo(stale(4));
  }

  // --- how long ---

  @Test
  void endsWithTheMaximumStaleness() throws Exception {
    CachingResolver cache = serving().build();
    expired(cache, text(60, 1));
    upstream.says(DOWN);
    pass(DAY.minusNanos(1));
    assertThat(ask(cache)).isEqualTo(stale(4));
    pass(Duration.ofNanos(1));
    assertThat(ask(cache)).isEqualTo(DOWN);
    assertThat(ask(cache)).as("back-off").isEqualTo(failure(FailureKind.SERVFAIL, 0));
    passSeconds(5);
    assertThat(ask(cache)).isEqualTo(DOWN);
  }

  @Test
  void freesTheMemoryThen() throws Exception {
    CachingResolver cache = serving().build();
    expired(cache, text(60, 1));
    assertThat(cache.statistics().entries()).isEqualTo(1);
    pass(DAY.plusSeconds(2)); // memory is tidied up by the second
    assertThat(cache.statistics().entries()).isZero();
  }

  /** RFC 8767 §5: no more than one attempt every 30 seconds. */
  @ParameterizedTest
  @CsvSource({"0, 30", "5, 30", "60, 60"})
  void givesItAtOnceWhileItBacksOff(int backOff, int recheck) throws Exception {
    CachingResolver cache = serving().backOff(Duration.ofSeconds(backOff)).build();
    expired(cache, text(60, 1));
    upstream.says(DOWN);
    assertThat(ask(cache)).isEqualTo(stale(4));
    upstream.says(text(90, 2));
    assertThat(ask(cache)).isEqualTo(stale(0));
    pass(Duration.ofSeconds(recheck).minusNanos(1));
    assertThat(ask(cache)).isEqualTo(stale(0));
    assertThat(upstream.asked).hasSize(2);
    pass(Duration.ofNanos(1));
    assertThat(ask(cache)).isEqualTo(text(90, 2));
  }

  // --- what replaces it ---

  @ParameterizedTest
  @CsvSource({"60", "0"})
  void negativeAnswersReplaceItHoweverLongTheyLive(long ttl) throws Exception {
    for (DnsAnswer negative :
        List.of(
            new DnsAnswer.NxDomain(new AnswerMeta(ttl, false, 1)),
            new DnsAnswer.NoData(new AnswerMeta(ttl, false, 1)))) {
      CachingResolver cache = serving().build();
      expired(cache, text(60, 1));
      upstream.says(negative);
      assertThat(ask(cache)).isEqualTo(negative);
      passSeconds(60);
      upstream.says(DOWN);
      assertThat(ask(cache))
          .isEqualTo(ttl == 0 ? DOWN : negative.withMeta(new AnswerMeta(30, false, 4, true)));
    }
  }

  @Test
  void neverGivesWhatHadNoTtl() throws Exception {
    CachingResolver cache = serving().build();
    upstream.says(text(0, 1));
    ask(cache);
    upstream.says(DOWN);
    assertThat(ask(cache)).isEqualTo(DOWN);
  }

  @Test
  void neverGivesFailures() throws Exception {
    CachingResolver cache = serving().build();
    upstream.fails(FailureKind.REFUSED, 1);
    ask(cache);
    passSeconds(5);
    upstream.says(DOWN);
    assertThat(ask(cache)).isEqualTo(DOWN);
  }

  @Test
  void doesNotProlongWhatAnotherCacheProlongedAlready() throws Exception {
    CachingResolver cache = serving().build();
    upstream.says(stale(1));
    assertThat(ask(cache)).isEqualTo(stale(1));
    passSeconds(10);
    assertThat(ask(cache).meta()).isEqualTo(new AnswerMeta(20, false, 0, true));
    passSeconds(20);
    upstream.says(DOWN);
    assertThat(ask(cache)).isEqualTo(DOWN);
  }

  // --- slow look-ups ---

  @Test
  void waitsForAnAnswerUntilTheClientWouldNotWait() throws Exception {
    CachingResolver cache = serving().staleAfter(Duration.ofMinutes(1)).build();
    expired(cache, text(60, 1));
    CompletableFuture<DnsAnswer> later = upstream.waits();
    CompletableFuture<DnsAnswer> stage = cache.lookup(question(NAME)).toCompletableFuture();
    assertThat(stage).isNotDone();
    later.complete(text(90, 2));
    assertThat(get(stage)).isEqualTo(text(90, 2));
  }

  @Test
  void givesItWhereALookupTakesTooLongAndKeepsWhatComesOfIt() throws Exception {
    CachingResolver cache = serving().staleAfter(Duration.ofMillis(1)).build();
    expired(cache, text(60, 1));
    CompletableFuture<DnsAnswer> later = upstream.waits();
    assertThat(ask(cache)).as("nothing is known of queries yet").isEqualTo(stale(0));
    CompletableFuture<DnsAnswer> second = cache.lookup(question(NAME)).toCompletableFuture();
    assertThat(second).as("the others do not wait once more").isCompletedWithValue(stale(0));
    assertThat(upstream.asked).hasSize(2);
    later.complete(text(90, 2));
    assertThat(ask(cache)).isEqualTo(text(90, 0));
    assertThat(upstream.asked).hasSize(2);
  }

  @Test
  void backsOffWhenASlowLookupFailsInTheEnd() throws Exception {
    CachingResolver cache = serving().staleAfter(Duration.ZERO).build();
    expired(cache, text(60, 1));
    CompletableFuture<DnsAnswer> later = upstream.waits();
    assertThat(ask(cache)).isEqualTo(stale(0));
    later.complete(DOWN);
    passSeconds(29);
    assertThat(ask(cache)).isEqualTo(stale(0));
    assertThat(upstream.asked).hasSize(2);
  }

  @Test
  void everybodyWhoWaitsGetsItAndOneIsCharged() throws Exception {
    CachingResolver cache = serving().staleAfter(Duration.ofMinutes(1)).build();
    expired(cache, text(60, 1));
    CompletableFuture<DnsAnswer> later = upstream.waits();
    List<CompletionStage<DnsAnswer>> stages = inParallel(80, () -> cache.lookup(question(NAME)));
    later.complete(DOWN);
    List<DnsAnswer> answers = stages.stream().map(s -> s.toCompletableFuture().join()).toList();
    assertThat(answers).filteredOn(stale(4)::equals).hasSize(1);
    assertThat(answers).filteredOn(stale(0)::equals).hasSize(79);
    assertThat(cache.statistics())
        .extracting(CacheStatistics::misses, CacheStatistics::joined, CacheStatistics::stale)
        .containsExactly(2L, 79L, 80L);
    ask(cache);
    assertThat(cache.statistics())
        .extracting(CacheStatistics::hits, CacheStatistics::stale)
        .containsExactly(1L, 81L);
  }

  /** An answer that is refreshed ahead of its end may end before the new one is there. */
  @Test
  void standsInForARefreshThatIsLate() throws Exception {
    CachingResolver cache = serving().refreshAhead(true).staleAfter(Duration.ofMinutes(1)).build();
    upstream.says(text(60, 1));
    ask(cache);
    CompletableFuture<DnsAnswer> later = upstream.waits();
    passSeconds(55);
    ask(cache);
    passSeconds(5);
    CompletableFuture<DnsAnswer> stage = cache.lookup(question(NAME)).toCompletableFuture();
    assertThat(stage).as("the refresh may succeed yet").isNotDone();
    later.complete(DOWN);
    assertThat(get(stage)).isEqualTo(stale(0));
    assertThat(upstream.asked).hasSize(2);
  }

  // --- parts ---

  private CachingResolver.Builder serving() {
    return cache().serveStale(DAY);
  }

  /** Has the cache hold an answer whose 60 seconds are over. */
  private void expired(CachingResolver cache, DnsAnswer answer) throws Exception {
    upstream.says(answer);
    assertThat(ask(cache)).isEqualTo(answer);
    passSeconds(60);
  }

  private static DnsAnswer stale(int queries) {
    return text(60, 1).withMeta(new AnswerMeta(30, false, queries, true));
  }
}
