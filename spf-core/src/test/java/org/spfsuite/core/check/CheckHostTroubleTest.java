package org.spfsuite.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.ProblemCode;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;

/** Resolvers that misbehave, and checks that take too long. */
@Timeout(30)
final class CheckHostTroubleTest {

  private static final Zone ZONE =
      Zones.of(
          "example.com TXT v=spf1 a:mail.example include:inner.example mx:mail.example"
              + " exists:missing.example redirect=redirected.example",
          "inner.example TXT v=spf1 -all",
          "redirected.example TXT v=spf1 -all exp=why.example",
          "mail.example ADDR 203.0.113.1",
          "mail.example MX mail.example");

  static Stream<Named<DnsResolver>> brokenResolvers() {
    return Stream.of(
        Named.of(
            "throws",
            question -> {
              throw new IllegalStateException("broken\r\nresolver");
            }),
        Named.of("returns null", CheckHostTroubleTest::returnsNull),
        Named.of("completes with null", CheckHostTroubleTest::completesWithNull),
        Named.of(
            "completes exceptionally",
            question -> CompletableFuture.failedStage(new IOException("disk on fire"))),
        Named.of(
            "completes with an error",
            question -> CompletableFuture.failedStage(new StackOverflowError())),
        Named.of("is cancelled", question -> cancelled()),
        Named.of(
            "gives a stage that is no future",
            question -> {
              CompletableFuture<DnsAnswer> stage =
                  new CompletableFuture<>() {
                    @Override
                    public CompletableFuture<DnsAnswer> toCompletableFuture() {
                      throw new UnsupportedOperationException();
                    }
                  };
              return stage;
            }));
  }

  static Stream<Arguments> brokenResolversAtEveryQuestion() {
    return brokenResolvers()
        .flatMap(
            resolver ->
                Stream.of(
                        "example.com/TXT",
                        "mail.example/A",
                        "inner.example/TXT",
                        "mail.example/MX",
                        "redirected.example/TXT")
                    .map(question -> Arguments.of(resolver, question)));
  }

  @ParameterizedTest
  @MethodSource("brokenResolversAtEveryQuestion")
  void aBrokenResolverMakesATemperror(DnsResolver broken, String at) {
    Verdict verdict = Checks.check(brokenAt(at, broken), "u@example.com");
    assertThat(verdict.result()).isEqualTo(SpfResult.TEMPERROR);
    assertThat(code(verdict)).isEqualTo(ProblemCode.INTERNAL);
    assertThat(verdict.reason().chars()).allMatch(c -> c >= 0x20 && c <= 0x7E);
  }

  @ParameterizedTest
  @MethodSource("brokenResolvers")
  void aResolverThatBreaksAtTheExplanationChangesNothing(DnsResolver broken) {
    Verdict verdict = Checks.check(brokenAt("why.example/TXT", broken), "u@example.com");
    assertThat(verdict.result()).isEqualTo(SpfResult.FAIL);
    assertThat(verdict.explanation()).isEmpty();
    assertThat(verdict.problem()).isEmpty();
  }

  // --- time ---

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com/TXT",
        "mail.example/A",
        "inner.example/TXT",
        "mail.example/MX",
        "redirected.example/TXT"
      })
  void aResolverThatNeverAnswersIsLeftAtTheDeadline(String at) {
    CheckLimits limits = CheckLimits.RFC_7208.withTimeout(Duration.ofMillis(100));
    long started = System.nanoTime();
    Verdict verdict =
        Checks.host(brokenAt(at, question -> new CompletableFuture<>()), limits)
            .check(Checks.arguments(Checks.CLIENT, "u@example.com"));
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    assertThat(verdict.result()).isEqualTo(SpfResult.TEMPERROR);
    assertThat(code(verdict)).isEqualTo(ProblemCode.DEADLINE);
    assertThat(verdict.problem().map(Problem::detail).orElse("")).contains("100 ms");
    assertThat(took).isBetween(Duration.ofMillis(90), Duration.ofSeconds(5));
    assertThat(verdict.counters().elapsed()).isLessThanOrEqualTo(took);
  }

  @Test
  void aResolverThatNeverExplainsChangesNothing() {
    CheckLimits limits = CheckLimits.RFC_7208.withTimeout(Duration.ofMillis(100));
    Verdict verdict =
        Checks.host(brokenAt("why.example/TXT", question -> new CompletableFuture<>()), limits)
            .check(Checks.arguments(Checks.CLIENT, "u@example.com"));
    assertThat(verdict.result()).isEqualTo(SpfResult.FAIL);
    assertThat(verdict.explanation()).isEmpty();
    assertThat(verdict.problem()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"exists:last.example", "ptr", "exists:%{p}.x.example"})
  void nothingIsAskedOnceTheTimeIsUp(String term) {
    RecordingResolver resolver =
        new RecordingResolver(
            Zones.of(
                "example.com TXT v=spf1 a:one.example a:two.example " + term + " ?all",
                "one.example ADDR 203.0.113.1",
                "two.example ADDR 203.0.113.1"));
    Verdict verdict = checkWithSlowAnswers(resolver, Duration.ofSeconds(7));
    assertThat(verdict.result()).isEqualTo(SpfResult.TEMPERROR);
    assertThat(code(verdict)).isEqualTo(ProblemCode.DEADLINE);
    assertThat(resolver.asked())
        .containsExactly("example.com/TXT", "one.example/A", "two.example/A");
    assertThat(verdict.counters().elapsed()).isEqualTo(Duration.ofSeconds(21));
  }

  @Test
  void whatIsDecidedInTimeStaysDecided() {
    RecordingResolver resolver =
        new RecordingResolver(
            Zones.of("example.com TXT v=spf1 a:one.example -all", "one.example ADDR 203.0.113.1"));
    assertThat(checkWithSlowAnswers(resolver, Duration.ofSeconds(9)).result())
        .isEqualTo(SpfResult.FAIL);
  }

  @Test
  void anInterruptedThreadStaysInterrupted() {
    DnsResolver interrupting =
        question -> {
          Thread.currentThread().interrupt();
          return new CompletableFuture<>();
        };
    Verdict verdict = Checks.check(interrupting, "u@example.com");
    assertThat(Thread.interrupted()).as("and cleared for the next test").isTrue();
    assertThat(verdict.result()).isEqualTo(SpfResult.TEMPERROR);
    assertThat(code(verdict)).isEqualTo(ProblemCode.INTERNAL);
  }

  @Test
  void anAnswerMayComeFromAnotherThread() {
    DnsResolver later = question -> CompletableFuture.supplyAsync(() -> ZONE.answer(question));
    assertThat(Checks.check(later, "u@example.com").result()).isEqualTo(SpfResult.FAIL);
  }

  /** Each answer takes this long on the clock of the check, and no time at all in the test. */
  private static Verdict checkWithSlowAnswers(DnsResolver resolver, Duration each) {
    AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    DnsResolver slow =
        question -> {
          CompletionStage<DnsAnswer> answer = resolver.lookup(question);
          nanos.addAndGet(each.toNanos());
          return answer;
        };
    return new CheckHost(
            slow,
            CheckSettings.DEFAULTS.withReceiver(Checks.RECEIVER),
            InstantSource.fixed(Checks.NOW),
            nanos::get)
        .check(Checks.arguments(Checks.CLIENT, "u@example.com"));
  }

  /** The zone, but for one question the broken resolver. */
  private static DnsResolver brokenAt(String at, DnsResolver broken) {
    return question ->
        at.equals(question.toString()) ? broken.lookup(question) : ZONE.lookup(question);
  }

  private static CompletionStage<DnsAnswer> cancelled() {
    CompletableFuture<DnsAnswer> future = new CompletableFuture<>();
    future.cancel(true);
    return future;
  }

  @NullUnmarked
  private static CompletionStage<DnsAnswer> returnsNull(DnsQuestion question) {
    return null;
  }

  @NullUnmarked
  private static CompletionStage<DnsAnswer> completesWithNull(DnsQuestion question) {
    return CompletableFuture.completedStage(null);
  }

  private static ProblemCode code(Verdict verdict) {
    return verdict.problem().orElseThrow().code();
  }
}
