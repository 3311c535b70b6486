package org.spfsuite.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;

/** Questions before their time: faster, and without any other effect. */
@Timeout(60)
final class PrefetchTest {

  private static CheckHost host(DnsResolver dns, boolean prefetch) {
    return new CheckHost(
        dns,
        CheckSettings.DEFAULTS.withPrefetch(prefetch),
        InstantSource.fixed(Checks.NOW),
        System::nanoTime);
  }

  private static Rounds check(Zone zone, String client, boolean prefetch, String expected)
      throws InterruptedException {
    Rounds dns = new Rounds(zone, 1);
    Verdict verdict = dns.run(host(dns, prefetch), Checks.arguments(client, "u@example.com"));
    assertThat(verdict.result().text()).as("%s", verdict).isEqualTo(expected);
    assertThat(verdict.counters().wireQueries()).isEqualTo(dns.asked().size());
    return dns;
  }

  /** TXT, three includes, a, mx with three hosts. */
  private static final Zone NINE_ANSWERS =
      Zones.of(
          "example.com TXT v=spf1 include:a.test include:b.test include:c.test a mx -all",
          "a.test TXT v=spf1 ip4:203.0.113.0/26 -all",
          "b.test TXT v=spf1 ip4:203.0.113.64/26 -all",
          "c.test TXT v=spf1 ip4:203.0.113.128/26 -all",
          "example.com ADDR 198.51.100.1",
          "example.com MX m1.test",
          "example.com MX m2.test",
          "example.com MX m3.test",
          "m1.test ADDR 198.51.100.2",
          "m2.test ADDR 198.51.100.3",
          "m3.test ADDR 198.51.100.4");

  private static final Zone TWO_LEVELS =
      Zones.of(
          "example.com TXT v=spf1 include:a.test include:b.test -all",
          "a.test TXT v=spf1 include:a1.test include:a2.test a:h1.test exists:h2.test -all",
          "b.test TXT v=spf1 include:b1.test include:b2.test a:h3.test a:h4.test -all",
          "a1.test TXT v=spf1 ip4:203.0.113.1 -all",
          "a2.test TXT v=spf1 ip4:203.0.113.2 -all",
          "b1.test TXT v=spf1 ip4:203.0.113.3 -all",
          "b2.test TXT v=spf1 ip4:203.0.113.4 -all",
          "h1.test ADDR 198.51.100.1",
          "h3.test ADDR 198.51.100.3",
          "h4.test ADDR 198.51.100.4");

  @Test
  void nineAnswersTakeThreeRoundTrips() throws InterruptedException {
    assertThat(check(NINE_ANSWERS, Checks.CLIENT, true, "fail").count()).isEqualTo(3);
    assertThat(check(NINE_ANSWERS, Checks.CLIENT, true, "fail").asked()).hasSize(9);
    assertThat(check(NINE_ANSWERS, Checks.CLIENT, false, "fail").count()).isEqualTo(9);
  }

  @Test
  void tenLookUpsInTwoLevelsOfIncludesTakeThreeRoundTrips() throws InterruptedException {
    Rounds dns = check(TWO_LEVELS, Checks.CLIENT, true, "fail");
    assertThat(dns.count()).isEqualTo(3);
    assertThat(dns.asked()).hasSize(11).doesNotHaveDuplicates();
    assertThat(check(TWO_LEVELS, Checks.CLIENT, false, "fail").count()).isEqualTo(11);
  }

  @ParameterizedTest
  @CsvSource({
    "ip4:192.0.2.1 a:x.test include:y.test -all, pass, example.com/TXT",
    "-all a:x.test,                              fail, example.com/TXT",
    "a:x.test ip4:192.0.2.1 a:y.test -all,       pass, example.com/TXT x.test/A",
    "ip4:203.0.113.1 a:x.test ?all a:y.test,     neutral, example.com/TXT x.test/A",
    "a:x.test -all redirect=y.test,              fail, example.com/TXT x.test/A"
  })
  void whatCannotMatterIsNotAskedFor(String terms, String result, String asked)
      throws InterruptedException {
    Zone zone =
        Zones.of(
            "example.com TXT v=spf1 " + terms, "x.test ADDR 203.0.113.9", "y.test TXT v=spf1 -all");
    assertThat(check(zone, Checks.CLIENT, true, result).asked())
        .containsExactlyInAnyOrder(asked.split(" "));
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.1, A", "2001:db8::1, AAAA", "::ffff:192.0.2.1, A"})
  void addressesAreAskedForInTheClientsFamilyOnly(String client, String type)
      throws InterruptedException {
    Zone zone =
        Zones.of(
            "example.com TXT v=spf1 a:x.test mx:x.test exists:e.test -all",
            "x.test ADDR 203.0.113.9 2001:db8::9",
            "x.test MX m.test",
            "m.test ADDR 203.0.113.9 2001:db8::9");
    assertThat(check(zone, client, true, "fail").asked())
        .containsExactlyInAnyOrder(
            "example.com/TXT", "x.test/" + type, "x.test/MX", "m.test/" + type, "e.test/A");
  }

  @Test
  void noMoreThanTenTermsAreAskedFor() throws InterruptedException {
    String terms = "a:%d.test ".repeat(40).formatted(LongStream.range(0, 40).boxed().toArray());
    Zone.Builder zone = Zone.builder().txt("example.com", "v=spf1 " + terms + "-all");
    LongStream.range(0, 40).forEach(i -> zone.address(i + ".test", "203.0.113.9"));
    Rounds dns = check(zone.build(), Checks.CLIENT, true, "permerror");
    assertThat(dns.asked()).hasSize(11).contains("9.test/A").doesNotContain("10.test/A");
    assertThat(dns.count()).isEqualTo(2);
  }

  @Test
  void mailExchangersBehindAnUnknownIncludeWait() throws InterruptedException {
    Zone zone =
        Zones.of(
            "example.com TXT v=spf1 include:deep1.test mx:x.test -all",
            "deep1.test TXT v=spf1 include:deep2.test ?all",
            "deep2.test TXT v=spf1 include:deep3.test ?all",
            "deep3.test TXT v=spf1 ?all",
            "x.test MX m.test",
            "m.test ADDR 203.0.113.9");
    List<String> asked = check(zone, Checks.CLIENT, true, "fail").asked();
    assertThat(asked.indexOf("x.test/MX")).isLessThan(asked.indexOf("deep2.test/TXT"));
    assertThat(asked.indexOf("m.test/A")).isGreaterThan(asked.indexOf("deep3.test/TXT"));
  }

  @Test
  void namesThatDependOnTheClientsNameWaitForIt() throws InterruptedException {
    Zone zone =
        Zones.of(
            "example.com TXT v=spf1 a:x.test exists:%{p}.test a:y.test -all",
            "x.test ADDR 203.0.113.9",
            "y.test ADDR 203.0.113.9",
            "client.example.com ADDR 192.0.2.1",
            Checks.CLIENT + " PTR client.example.com");
    assertThat(check(zone, Checks.CLIENT, true, "fail").asked())
        .contains("client.example.com.test/A")
        .doesNotContain("unknown.test/A");
  }

  /** Nobody asks for an explanation before there is a fail. */
  @Test
  void explanationsAreNotAskedForEarly() throws InterruptedException {
    Zone zone =
        Zones.of(
            "example.com TXT v=spf1 a:x.test -all exp=why.test",
            "x.test ADDR 192.0.2.1",
            "why.test TXT because");
    assertThat(check(zone, Checks.CLIENT, true, "pass").asked()).doesNotContain("why.test/TXT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"throws", "null", "fails"})
  void aResolverThatBreaksAtAQuestionAskedEarlyBreaksNothingElse(String how) {
    Zone zone = Zones.of("example.com TXT v=spf1 a:x.test a:y.test -all", "x.test ADDR 192.0.2.1");
    DnsResolver dns =
        question -> {
          if (!question.toString().startsWith("y.test")) {
            return CompletableFuture.supplyAsync(() -> zone.answer(question));
          }
          if (how.equals("throws")) {
            throw new IllegalStateException("broken");
          }
          return how.equals("null")
              ? nothing()
              : CompletableFuture.failedFuture(new IllegalStateException("broken"));
        };
    Verdict verdict = host(dns, true).check(Checks.arguments(Checks.CLIENT, "u@example.com"));
    assertThat(verdict.result()).isEqualTo(SpfResult.PASS);
  }

  @SuppressWarnings("NullAway") // what a resolver must not do
  private static CompletionStage<DnsAnswer> nothing() {
    return null;
  }
}
