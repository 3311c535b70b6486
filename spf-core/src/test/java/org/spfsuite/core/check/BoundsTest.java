package org.spfsuite.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.dns.dnsjava.DnsJavaResolver;
import org.spfsuite.core.testing.LoopbackDnsServer;
import org.spfsuite.core.verdict.ProblemCode;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;

/** Hostile zones over a real DNS server: nothing exceeds its bounds. */
final class BoundsTest {

  /**
   * One record; 10 terms of at most 1 + 10 questions; the client's names, 1 + 10, once for %{p}; 10
   * questions for the other address family; one explanation.
   */
  static final int MAX_QUESTIONS = 1 + 10 * 11 + 11 + 10 + 1;

  private static final Duration LIMIT = Duration.ofSeconds(1);

  private static String times(int count, String text) {
    return IntStream.range(0, count)
        .mapToObj(i -> text.replace("#", Integer.toString(i)))
        .collect(Collectors.joining(" "));
  }

  private static Zone.Builder zone() {
    return Zone.builder();
  }

  static Stream<Arguments> hostileZones() {
    Zone.Builder mxBomb = zone().txt("evil.example", "v=spf1 " + times(10, "mx:m#.evil.example"));
    for (int i = 0; i < 100; i++) {
      mxBomb.mx("m" + i / 10 + ".evil.example", i, "h" + i + ".evil.example");
      mxBomb.address("h" + i + ".evil.example", "192.0.2.99");
    }
    Zone.Builder ptrBomb =
        zone()
            .txt("evil.example", "v=spf1 " + times(10, "exists:%{p}.#.evil.example") + " ptr -all");
    for (int i = 0; i < 500; i++) {
      ptrBomb.ptr("192.0.2.1", "n" + i + ".evil.example");
      ptrBomb.address("n" + i + ".evil.example", "192.0.2.99");
    }
    Zone.Builder giant = zone();
    for (int i = 0; i < 200; i++) {
      giant.txt("evil.example", "noise " + i + " " + "x".repeat(250));
    }
    return Stream.of(
        Arguments.of(
            "include of itself", zone().txt("evil.example", "v=spf1 include:evil.example")),
        Arguments.of(
            "redirect to itself", zone().txt("evil.example", "v=spf1 redirect=evil.example")),
        Arguments.of(
            "tree of includes",
            zone().txt("evil.example", "v=spf1 " + times(10, "include:evil.example"))),
        Arguments.of(
            "void look-ups",
            zone()
                .txt(
                    "evil.example", "v=spf1 " + times(100, "exists:%{l}#.evil.example") + " +all")),
        Arguments.of("mail exchangers", mxBomb),
        Arguments.of("names of the client", ptrBomb),
        Arguments.of(
            "names built from the local part",
            zone().txt("evil.example", "v=spf1 " + times(20, "a:%{l}.%{l-}.%{lr}.#.evil.example"))),
        Arguments.of("giant TXT set", giant.txt("evil.example", "v=spf1 -all")),
        Arguments.of(
            "five thousand terms",
            zone().txt("evil.example", "v=spf1 " + times(5000, "ip4:9.9.9.9") + " ?all")),
        Arguments.of(
            "CNAME loop",
            zone().cname("evil.example", "e2.example").cname("e2.example", "evil.example")),
        Arguments.of(
            "explanation loop", zone().txt("evil.example", "v=spf1 -all exp=evil.example")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostileZones")
  void hostileZoneCostsNoMoreThanItMay(String name, Zone.Builder zone) throws IOException {
    try (LoopbackDnsServer server = LoopbackDnsServer.start(zone.build())) {
      long start = System.nanoTime();

      Verdict verdict = checker(server).checkMailFrom(request("x".repeat(60) + ".y-z"));

      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      assertThat(verdict.result()).isNotEqualTo(SpfResult.PASS);
      // Truncated answers are asked again over TCP, and one try may fail and be repeated.
      assertThat(server.received()).hasSizeLessThanOrEqualTo(2 * MAX_QUESTIONS);
      assertThat(elapsed).isLessThan(LIMIT.plusSeconds(4));
    }
  }

  private static SpfChecker checker(LoopbackDnsServer server) {
    DnsJavaResolver resolver =
        DnsJavaResolver.builder()
            .servers(List.of(server.address()))
            .timeout(Duration.ofSeconds(1))
            .build();
    return SpfChecker.builder()
        .resolver(resolver)
        .settings(CheckSettings.DEFAULTS.withLimits(CheckLimits.RFC_7208.withTimeout(LIMIT)))
        .build();
  }

  private static SpfRequest request(String local) {
    return SpfRequest.of("192.0.2.1", "h.example", local + "@evil.example");
  }

  @Test
  void slowDripOfAnswersEndsAtTheDeadline() throws IOException {
    // Each name comes to light behind the one before, so there is nothing to ask for early.
    Zone.Builder chain = zone().txt("evil.example", "v=spf1 include:1.evil.example");
    for (int i = 1; i < 10; i++) {
      chain.txt(i + ".evil.example", "v=spf1 include:" + (i + 1) + ".evil.example");
    }
    Zone slow = chain.txt("10.evil.example", "v=spf1 ?all").build();
    try (LoopbackDnsServer server = LoopbackDnsServer.start(slow)) {
      server.delayAnswers(Duration.ofMillis(400));

      Verdict verdict = checker(server).checkMailFrom(request("me"));

      assertThat(verdict.problem().orElseThrow().code()).isEqualTo(ProblemCode.DEADLINE);
      assertThat(verdict.result()).isEqualTo(SpfResult.TEMPERROR);
      assertThat(verdict.counters().elapsed()).isBetween(LIMIT, LIMIT.plusMillis(500));
    }
  }

  @Test
  void silentServerEndsAtTheDeadline() throws IOException {
    Zone silent = zone().failing("evil.example", FailureKind.TIMEOUT).build();
    try (LoopbackDnsServer server = LoopbackDnsServer.start(silent)) {
      Verdict verdict = checker(server).checkMailFrom(request("me"));

      assertThat(verdict.result()).isEqualTo(SpfResult.TEMPERROR);
      assertThat(verdict.counters().elapsed()).isLessThan(LIMIT.plusMillis(500));
    }
  }

  @Test
  void resolverThatAnswersTwiceIsHeardOnce() {
    Zone zone = zone().txt("evil.example", "v=spf1 -all").build();
    Verdict verdict =
        SpfChecker.builder()
            .resolver(
                question -> {
                  CompletableFuture<DnsAnswer> answer = new CompletableFuture<>();
                  answer.complete(zone.answer(question));
                  answer.complete(Zone.builder().build().answer(question));
                  return answer;
                })
            .build()
            .checkMailFrom(request("me"));

    assertThat(verdict.result()).isEqualTo(SpfResult.FAIL);
  }
}
