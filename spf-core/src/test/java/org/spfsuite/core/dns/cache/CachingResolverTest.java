package org.spfsuite.core.dns.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.dns.AnswerMeta;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.RecordData;
import org.spfsuite.core.dns.RecordType;

/** What a cache does beyond the contract of a resolver. */
final class CachingResolverTest extends CacheFixture {

  private static final int DAY = 86_400;

  // --- time to live ---

  @Test
  void answersFromMemoryUntilTheTtlIsOver() throws Exception {
    CachingResolver cache = cache().build();
    upstream.says(text(60, 3));
    assertThat(ask(cache)).isEqualTo(text(60, 3));
    pass(Duration.ofMillis(500));
    assertThat(ask(cache)).as("whole seconds, rounded down").isEqualTo(text(59, 0));
    pass(Duration.ofMillis(59_499));
    assertThat(ask(cache)).isEqualTo(text(0, 0));
    assertThat(upstream.asked).hasSize(1);
    pass(Duration.ofMillis(1));
    assertThat(ask(cache)).isEqualTo(text(60, 3));
    assertThat(upstream.asked).hasSize(2);
  }

  static Stream<DnsAnswer> negatives() {
    return Stream.of(
        new DnsAnswer.NoData(new AnswerMeta(900, true, 1)),
        new DnsAnswer.NxDomain(new AnswerMeta(900, true, 1)));
  }

  @ParameterizedTest
  @MethodSource("negatives")
  void keepsNegativeAnswersToo(DnsAnswer negative) throws Exception {
    CachingResolver cache = cache().build();
    upstream.says(negative);
    assertThat(ask(cache)).isEqualTo(negative);
    pass(Duration.ofSeconds(899));
    assertThat(ask(cache)).isEqualTo(negative.withMeta(new AnswerMeta(1, true, 0)));
    pass(Duration.ofSeconds(1));
    assertThat(ask(cache)).isEqualTo(negative);
  }

  @ParameterizedTest
  @ValueSource(longs = {DAY + 1, Integer.MAX_VALUE, Long.MAX_VALUE})
  void keepsNothingLongerThanItsMaximum(long ttl) throws Exception {
    CachingResolver cache = cache().build();
    upstream.says(text(ttl, 1));
    assertThat(ask(cache)).isEqualTo(text(DAY, 1));
    pass(Duration.ofSeconds(DAY - 1));
    assertThat(ask(cache)).isEqualTo(text(1, 0));
    pass(Duration.ofSeconds(1));
    assertThat(ask(cache)).isEqualTo(text(DAY, 1));

    DnsQuestion other = question("other.example");
    upstream.says(new DnsAnswer.NxDomain(new AnswerMeta(ttl, false, 1)));
    assertThat(ask(cache, other).meta().ttlSeconds()).isEqualTo(3_600);
    pass(Duration.ofHours(1));
    assertThat(ask(cache, other).meta().wireQueries()).isEqualTo(1);
  }

  @Test
  void keepsWithinTheMaximumThatIsSet() throws Exception {
    CachingResolver cache =
        cache().maximumTtl(Duration.ofSeconds(7)).maximumNegativeTtl(Duration.ZERO).build();
    upstream.says(text(60, 1));
    assertThat(ask(cache)).isEqualTo(text(7, 1));
    pass(Duration.ofSeconds(7));
    upstream.says(new DnsAnswer.NoData(new AnswerMeta(60, false, 1)));
    ask(cache);
    ask(cache);
    assertThat(upstream.asked).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void neverUsesAnAnswerWithoutTtlAgain(long ttl) throws Exception {
    CachingResolver cache = cache().build();
    upstream.says(text(ttl, 1));
    assertThat(ask(cache)).isEqualTo(text(0, 1));
    assertThat(ask(cache)).isEqualTo(text(0, 1));
    assertThat(upstream.asked).hasSize(2);
    assertThat(cache.statistics().entries()).isZero();
  }

  @Test
  void tellsQuestionsApartByNameAndTypeButNotByCase() throws Exception {
    CachingResolver cache = cache().build();
    upstream.says(text(60, 1));
    ask(cache, question("example.com"));
    ask(cache, question("EXAMPLE.com"));
    assertThat(upstream.asked).hasSize(1);
    ask(cache, question("example.org"));
    ask(cache, new DnsQuestion(question(NAME).name(), RecordType.A));
    assertThat(upstream.asked).hasSize(3);
  }

  @Test
  void keepsWhetherAnAnswerIsAuthentic() throws Exception {
    CachingResolver cache = cache().build();
    upstream.says(text(60, 1).withMeta(new AnswerMeta(60, true, 1)));
    ask(cache);
    assertThat(ask(cache).meta()).isEqualTo(new AnswerMeta(60, true, 0));
  }

  @Test
  void makesNoCopyWhereTheLastOneStillHolds() throws Exception {
    CachingResolver cache = cache().build();
    upstream.says(text(60, 1));
    ask(cache);
    pass(Duration.ofMillis(1));
    DnsAnswer first = ask(cache);
    pass(Duration.ofMillis(998));
    assertThat(ask(cache)).isSameAs(first);
    pass(Duration.ofMillis(2));
    assertThat(ask(cache)).isEqualTo(text(58, 0));
  }

  @Test
  void nobodyHarmsAnAnswerThatIsShared() throws Exception {
    CachingResolver cache = cache().build();
    upstream.says(text(60, 1));
    ask(cache);
    cache.lookup(question(NAME)).toCompletableFuture().obtrudeValue(text(999, 9));
    cache.lookup(question(NAME)).toCompletableFuture().cancel(true);
    assertThat(ask(cache)).isEqualTo(text(60, 0));
  }

  // --- failures ---

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void asksAgainAfterAFailureOnlyWhenTheBackOffIsOver(FailureKind kind) throws Exception {
    CachingResolver cache = cache().build();
    DnsAnswer failure = new DnsAnswer.Failure(kind, "x", new AnswerMeta(0, false, 4));
    upstream.says(failure);
    assertThat(ask(cache)).isEqualTo(failure);
    pass(Duration.ofMillis(4_999));
    assertThat(ask(cache)).isEqualTo(failure.withMeta(AnswerMeta.NONE));
    pass(Duration.ofMillis(1));
    upstream.says(text(60, 1));
    assertThat(ask(cache)).isEqualTo(text(60, 1));
  }

  @Test
  void keepsNoFailureWhereThereIsNoBackOff() throws Exception {
    CachingResolver cache = cache().backOff(Duration.ZERO).build();
    upstream.says(new DnsAnswer.Failure(FailureKind.SERVFAIL, "x", AnswerMeta.NONE));
    ask(cache);
    upstream.says(text(60, 1));
    assertThat(ask(cache)).isEqualTo(text(60, 1));
  }

  static Stream<Function<DnsQuestion, CompletionStage<DnsAnswer>>> broken() {
    return Stream.of(
        question -> {
          throw new IllegalStateException("thrown\r\n");
        },
        question -> {
          throw new StackOverflowError();
        },
        question -> null,
        question -> CompletableFuture.completedStage(null),
        question -> CompletableFuture.failedStage(new IllegalStateException("failed")));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void survivesABrokenResolver(Function<DnsQuestion, CompletionStage<DnsAnswer>> behaviour)
      throws Exception {
    CachingResolver cache = cache().backOff(Duration.ZERO).build();
    upstream.behaviour = behaviour;
    assertThat(ask(cache))
        .isInstanceOfSatisfying(
            DnsAnswer.Failure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(FailureKind.INTERNAL);
              assertThat(failure.detail().chars()).allMatch(c -> c >= 0x20 && c <= 0x7E);
              assertThat(failure.meta()).isEqualTo(AnswerMeta.NONE);
            });
    upstream.says(text(60, 1));
    assertThat(ask(cache)).isEqualTo(text(60, 1));
  }

  @Test
  void givesALookupUpThatNeverEnds() throws Exception {
    CachingResolver cache =
        cache().backOff(Duration.ZERO).upstreamTimeout(Duration.ofMillis(50)).build();
    CompletableFuture<DnsAnswer> lost = upstream.waits();
    CompletableFuture<DnsAnswer> first = cache.lookup(question(NAME)).toCompletableFuture();
    CompletableFuture<DnsAnswer> second = cache.lookup(question(NAME)).toCompletableFuture();
    for (CompletableFuture<DnsAnswer> stage : List.of(first, second)) {
      assertThat(get(stage))
          .isInstanceOfSatisfying(
              DnsAnswer.Failure.class, f -> assertThat(f.kind()).isEqualTo(FailureKind.TIMEOUT));
    }
    upstream.says(text(60, 1));
    assertThat(ask(cache)).isEqualTo(text(60, 1));
    lost.complete(text(999, 9));
    assertThat(ask(cache)).as("what comes too late is not kept").isEqualTo(text(60, 0));
  }

  // --- one question at a time ---

  @Test
  void asksOnceForAThousandLookupsAtTheSameTime() throws Exception {
    CachingResolver cache = cache().build();
    CompletableFuture<DnsAnswer> answer = upstream.waits();
    List<CompletionStage<DnsAnswer>> stages = inParallel(1_000, () -> cache.lookup(question(NAME)));
    assertThat(upstream.asked).hasSize(1);
    assertThat(stages).allSatisfy(stage -> assertThat(stage.toCompletableFuture()).isNotDone());
    answer.complete(text(60, 2));

    List<DnsAnswer> answers = new ArrayList<>();
    for (CompletionStage<DnsAnswer> stage : stages) {
      answers.add(get(stage));
    }
    assertThat(answers).filteredOn(text(60, 2)::equals).as("who pays").hasSize(1);
    assertThat(answers).filteredOn(text(60, 0)::equals).as("who does not").hasSize(999);
    assertThat(cache.statistics())
        .extracting(CacheStatistics::hits, CacheStatistics::joined, CacheStatistics::misses)
        .containsExactly(0L, 999L, 1L);
  }

  /** A look-up may find memory empty just before, and the flight gone just after, it lands. */
  @Test
  void asksOnceThoughAnotherCameAndWentInBetween() throws Exception {
    Queue<Runnable> meanwhile = new ArrayDeque<>();
    LongSupplier interruptedClock =
        () -> {
          if (!meanwhile.isEmpty()) {
            meanwhile.remove().run();
          }
          return clock.get();
        };
    CachingResolver cache = cache().nanoTime(interruptedClock).build();
    upstream.says(text(60, 1));
    // The clock is read just after memory was.
    meanwhile.add(() -> cache.lookup(question(NAME)));
    assertThat(ask(cache)).isEqualTo(text(60, 0));
    assertThat(upstream.asked).hasSize(1);
  }

  @Test
  void asksOnceHoweverTheThreadsMeet() throws Exception {
    CachingResolver cache = cache().build();
    upstream.says(text(60, 1));
    for (int round = 0; round < 300; round++) {
      DnsQuestion question = question("n" + round + ".example");
      for (CompletionStage<DnsAnswer> stage : inParallel(8, () -> cache.lookup(question))) {
        get(stage);
      }
    }
    assertThat(upstream.asked).hasSize(300);
    CacheStatistics statistics = cache.statistics();
    assertThat(statistics.misses()).isEqualTo(300);
    assertThat(statistics.hits() + statistics.joined()).isEqualTo(300 * 7);
  }

  @Test
  void letsOneWaiterGoWithoutHarmToTheOthers() throws Exception {
    CachingResolver cache = cache().build();
    CompletableFuture<DnsAnswer> answer = upstream.waits();
    List<CompletableFuture<DnsAnswer>> waiters =
        IntStream.range(0, 5)
            .mapToObj(i -> cache.lookup(question(NAME)).toCompletableFuture())
            .toList();
    waiters.get(0).cancel(true); // the one that asked
    waiters.get(1).cancel(true);
    waiters.get(2).complete(text(1, 1));
    waiters.get(3).completeExceptionally(new IllegalStateException());
    answer.complete(text(60, 2));
    assertThat(get(waiters.get(4))).isEqualTo(text(60, 0));
    assertThat(ask(cache)).isEqualTo(text(60, 0));
    assertThat(upstream.asked).hasSize(1);
  }

  @Test
  void mayBeAskedFromWithinAnAnswer() throws Exception {
    CachingResolver cache = cache().build();
    CompletableFuture<DnsAnswer> answer = upstream.waits();
    CompletionStage<DnsAnswer> nested =
        cache
            .lookup(question(NAME))
            .thenCompose(first -> cache.lookup(question("other.example")))
            .thenCompose(second -> cache.lookup(question(NAME)));
    answer.complete(text(60, 2));
    assertThat(get(nested)).isEqualTo(text(60, 0));
  }

  @Test
  void doesNotJoinALookupThatIsOverEvenIfNothingWasKept() throws Exception {
    CachingResolver cache = cache().build();
    CompletableFuture<DnsAnswer> first = upstream.waits();
    CompletionStage<DnsAnswer> stage = cache.lookup(question(NAME));
    first.complete(text(0, 1));
    get(stage);
    upstream.says(text(0, 7));
    assertThat(ask(cache)).isEqualTo(text(0, 7));
  }

  // --- bounds ---

  @Test
  void staysWithinItsBytes() throws Exception {
    int megabyte = 1 << 20;
    CachingResolver cache = cache().maximumBytes(megabyte).build();
    upstream.says(text("x".repeat(60_000)));
    for (int i = 0; i < 200; i++) {
      ask(cache, question("n" + i + ".example"));
    }
    CacheStatistics statistics = cache.statistics();
    assertThat(statistics.bytes()).isBetween(megabyte / 2L, (long) megabyte);
    assertThat(statistics.entries()).isBetween(8L, 17L);
  }

  @Test
  void staysWithinItsNumberOfEntries() throws Exception {
    CachingResolver cache = cache().maximumEntries(100).build();
    upstream.says(text(60, 1));
    for (int i = 0; i < 5_000; i++) {
      ask(cache, question("n" + i + ".example"));
    }
    assertThat(cache.statistics().entries()).isBetween(50L, 100L);
  }

  @Test
  void keepsNoAnswerThatIsLargerThanTheWholeCacheAndLosesNoOtherToIt() throws Exception {
    CachingResolver cache = cache().maximumBytes(10_000).maximumEntries(10).build();
    upstream.says(text(60, 1));
    ask(cache, question("small.example"));
    upstream.says(text("x".repeat(65_000)));
    ask(cache, question("large.example"));
    ask(cache, question("large.example"));
    ask(cache, question("small.example"));
    assertThat(upstream.asked).hasSize(3);
    assertThat(cache.statistics().bytes()).isLessThanOrEqualTo(10_000);
  }

  @Test
  void countsEveryKindOfRecordByItsSize() {
    DnsName longName = DnsName.parse("x".repeat(63) + ".example").orElseThrow();
    DnsQuestion question = question(NAME);
    for (RecordData data :
        List.of(
            new RecordData.Txt("x".repeat(60)),
            new RecordData.Mx(1, longName),
            new RecordData.Ptr(longName),
            new RecordData.Cname(longName))) {
      DnsAnswer one = new DnsAnswer.Records(List.of(data), AnswerMeta.NONE);
      DnsAnswer many =
          new DnsAnswer.Records(Stream.generate(() -> data).limit(1_001).toList(), AnswerMeta.NONE);
      assertThat(AnswerWeight.of(question, many) - AnswerWeight.of(question, one))
          .isBetween(100_000, 300_000);
    }
    DnsAnswer nothing = new DnsAnswer.NoData(AnswerMeta.NONE);
    assertThat(AnswerWeight.of(new DnsQuestion(longName, RecordType.A), nothing))
        .isGreaterThan(AnswerWeight.of(question, nothing) + 50);
    assertThat(
            AnswerWeight.of(
                question,
                new DnsAnswer.Failure(FailureKind.SERVFAIL, "x".repeat(9_000), AnswerMeta.NONE)))
        .isGreaterThan(9_000);
  }

  // --- settings and statistics ---

  @Test
  void countsEveryLookupOnce() throws Exception {
    CachingResolver cache = cache().build();
    assertThat(cache.statistics()).isEqualTo(new CacheStatistics(0, 0, 0, 0, 0, 0, 0));
    upstream.says(text(60, 1));
    ask(cache);
    ask(cache);
    ask(cache);
    ask(cache, question("other.example"));
    CacheStatistics statistics = cache.statistics();
    assertThat(statistics.hits()).isEqualTo(2);
    assertThat(statistics.joined()).isZero();
    assertThat(statistics.misses()).isEqualTo(2);
    assertThat(statistics.entries()).isEqualTo(2);
    assertThat(statistics.bytes()).isPositive();
    pass(Duration.ofSeconds(61));
    assertThat(cache.statistics().entries()).as("what is too old is not counted").isZero();
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    Duration negative = Duration.ofSeconds(-1);
    Duration tooLong = Duration.ofDays(8);
    List<Callable<CachingResolver.Builder>> settings =
        List.of(
            () -> cache().maximumTtl(negative),
            () -> cache().maximumTtl(tooLong),
            () -> cache().maximumNegativeTtl(negative),
            () -> cache().maximumNegativeTtl(tooLong),
            () -> cache().backOff(negative),
            () -> cache().backOff(Duration.ofMinutes(6)),
            () -> cache().upstreamTimeout(Duration.ZERO),
            () -> cache().upstreamTimeout(tooLong),
            () -> cache().serveStale(negative),
            () -> cache().serveStale(Duration.ofDays(3).plusNanos(1)),
            () -> cache().staleAfter(negative),
            () -> cache().staleAfter(Duration.ofSeconds(61)),
            () -> cache().maximumBytes(0),
            () -> cache().maximumBytes(1L << 31),
            () -> cache().maximumEntries(0));
    assertThat(settings)
        .allSatisfy(setting -> assertThatIllegalArgumentException().isThrownBy(setting::call));
  }

  @Test
  void worksAtTheEdgesOfItsSettings() throws Exception {
    upstream.says(text(60, 1));
    CachingResolver large =
        cache().maximumBytes(Integer.MAX_VALUE).maximumEntries(Integer.MAX_VALUE).build();
    ask(large);
    assertThat(ask(large)).isEqualTo(text(60, 0));
    CachingResolver one = cache().maximumBytes(Integer.MAX_VALUE).maximumEntries(1).build();
    ask(one);
    assertThat(ask(one)).isEqualTo(text(60, 0));
    CachingResolver none = cache().maximumBytes(1).build();
    ask(none);
    assertThat(ask(none)).isEqualTo(text(60, 1));
  }
}
