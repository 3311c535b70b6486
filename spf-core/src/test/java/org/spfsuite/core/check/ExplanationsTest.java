package org.spfsuite.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.verdict.Explanation;
import org.spfsuite.core.verdict.Explanation.Source;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;

/** What the owner of a domain says about a fail, RFC 7208 §6.2. */
final class ExplanationsTest {

  private static final String DEFAULT = "not by us";

  @ParameterizedTest
  @CsvSource({
    "Mail from example.com should only be sent by its own servers.,"
        + " Mail from example.com should only be sent by its own servers.",
    "%{i} is not one of %{d}'s designated mail servers.,"
        + " 192.0.2.1 is not one of example.com's designated mail servers.",
    "See http://%{d}/why.html?s=%{S}&i=%{I},"
        + " See http://example.com/why.html?s=a%2Bb%40example.com&i=192.0.2.1",
    "%{c} at %{r} at %{t},      192.0.2.1 at mx.receiver.example at 1400000000",
    "%{h} %{p} %{l1+} %{o1},    helo.client.example unknown b com"
  })
  void isExpandedWithAllLetters(String published, String expected) {
    Verdict verdict = check("a+b@example.com", "why.example TXT " + published);
    assertThat(verdict.explanation()).contains(new Explanation(Source.DOMAIN_OWNER, expected));
  }

  @Test
  void isJoinedWithoutABlank() {
    assertThat(check("u@example.com", "why.example TXT one| two|three").explanation())
        .contains(new Explanation(Source.DOMAIN_OWNER, "one twothree"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "other.example EMPTY",
        "why.example EMPTY",
        "why.example FAILS SERVFAIL",
        "why.example FAILS TIMEOUT",
        "why.example CNAME why.example",
        "why.example TXT one;why.example TXT two",
        "why.example TXT 100% wrong",
        "why.example TXT %{x}",
        "why.example TXT na\u00efve",
        "why.example TXT two\r\nlines",
        "why.example TXT tab\there"
      })
  void isTheReceiversWhereTheOwnersCannotBeHad(String dns) {
    Verdict verdict = check("u@example.com", dns.split(";", -1));
    assertThat(verdict.result()).isEqualTo(SpfResult.FAIL);
    assertThat(verdict.problem()).isEmpty();
    assertThat(verdict.explanation()).contains(new Explanation(Source.RECEIVER, DEFAULT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exp=%{l}", "exp=x..example", "exp=%{h}.%{l}"})
  void isTheReceiversWhereItsNameIsMalformedOrInternational(String exp) {
    for (String local : List.of("..", "j\u00f6rg")) {
      Verdict verdict =
          host(Zones.of("example.com TXT v=spf1 -all " + exp))
              .check(Checks.arguments(Checks.CLIENT, local + "@example.com"));
      assertThat(verdict.result()).isEqualTo(SpfResult.FAIL);
      assertThat(verdict.explanation()).map(Explanation::source).contains(Source.RECEIVER);
    }
  }

  @Test
  void neverChangesAFailEvenIfItBreaksALimit() {
    Verdict verdict =
        host(Zones.of(
                "example.com TXT v=spf1 a:v1.example a:v2.example -all exp=why.example",
                "why.example TXT you are %{p}"))
            .check(Checks.arguments(Checks.CLIENT, "u@example.com"));
    assertThat(verdict.result()).isEqualTo(SpfResult.FAIL);
    assertThat(verdict.problem()).isEmpty();
    assertThat(verdict.explanation()).map(Explanation::raw).contains("you are unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+all", "~all", "?all", "a:missing.example", "redirect=missing.example"})
  void isAskedForOnlyAfterAFail(String terms) {
    RecordingResolver resolver =
        new RecordingResolver(
            Zones.of("example.com TXT v=spf1 " + terms + " exp=why.example", "why.example TXT x"));
    Verdict verdict = host(resolver).check(Checks.arguments(Checks.CLIENT, "u@example.com"));
    assertThat(verdict.result()).isNotEqualTo(SpfResult.FAIL);
    assertThat(verdict.explanation()).isEmpty();
    assertThat(resolver.asked()).doesNotContain("why.example/TXT");
  }

  @ParameterizedTest
  @CsvSource({
    // the outer record's terms,              inner record's terms,      who explains
    "-include:inner.example exp=why.example,  +all exp=inner-why.example, why.example",
    "-include:inner.example,                  +all exp=inner-why.example, nobody",
    "include:inner.example -all,              -all exp=inner-why.example, nobody",
    "include:inner.example -all exp=why.example, -all exp=inner-why.example, why.example",
    "redirect=inner.example exp=why.example,  -all exp=inner-why.example, inner-why.example",
    "redirect=inner.example exp=why.example,  -all,                       nobody",
    "exp=why.example redirect=inner.example,  -all exp=inner-why.example, inner-why.example"
  })
  void comesFromTheRecordThatDecidesButNeverFromAnInclude(
      String outer, String inner, String explains) {
    RecordingResolver resolver =
        new RecordingResolver(
            Zones.of(
                "example.com TXT v=spf1 " + outer,
                "inner.example TXT v=spf1 " + inner,
                "why.example TXT why.example",
                "inner-why.example TXT inner-why.example"));
    Verdict verdict = host(resolver).check(Checks.arguments(Checks.CLIENT, "u@example.com"));
    assertThat(verdict.result()).isEqualTo(SpfResult.FAIL);
    assertThat(verdict.explanation())
        .contains(
            "nobody".equals(explains)
                ? new Explanation(Source.RECEIVER, DEFAULT)
                : new Explanation(Source.DOMAIN_OWNER, explains));
    assertThat(resolver.asked().stream().filter(question -> question.contains("why")))
        .hasSize("nobody".equals(explains) ? 0 : 1);
  }

  @Test
  void isAbsentWhereNobodyHasOne() {
    assertThat(Checks.check(Zones.of("example.com TXT v=spf1 -all"), "u@example.com").explanation())
        .isEmpty();
  }

  @Test
  void isShownAsShortPrintableAsciiOnly() {
    Verdict verdict =
        check("\u00e4\r\n" + "x".repeat(2_000) + "@example.com", "why.example TXT <%{l}>");
    Explanation explanation = verdict.explanation().orElseThrow();
    assertThat(explanation.source()).isEqualTo(Source.DOMAIN_OWNER);
    assertThat(explanation.text()).startsWith("<????xxx").endsWith("...").hasSize(800);
  }

  private static Verdict check(String sender, String... dns) {
    List<String> lines = new ArrayList<>(List.of(dns));
    lines.add("example.com TXT v=spf1 -all exp=why.example");
    Zone zone = Zones.of(lines.toArray(new String[0]));
    return host(zone).check(Checks.arguments(Checks.CLIENT, sender));
  }

  private static CheckHost host(DnsResolver dns) {
    return new CheckHost(
        dns,
        CheckSettings.DEFAULTS.withReceiver(Checks.RECEIVER).withDefaultExplanation(DEFAULT),
        InstantSource.fixed(Checks.NOW),
        System::nanoTime);
  }
}
