package org.spfsuite.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.ProblemCode;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;

/** The bounds of RFC 7208 §4.6.4. */
final class CheckHostLimitsTest {

  private static final String OTHER = "203.0.113.9";

  // --- terms that need DNS ---

  @ParameterizedTest
  @ValueSource(
      strings = {
        "include:last.example.com",
        "a:last.example.com",
        "mx:last.example.com",
        "exists:last.example.com",
        "ptr:last.example.com",
        "redirect=last.example.com"
      })
  void theTenthTermIsEvaluatedAndTheEleventhIsNotEvenAsked(String term) {
    RecordingResolver ten = new RecordingResolver(zone(9, term));
    Verdict verdict = Checks.check(ten, "u@example.com");
    assertThat(verdict.result()).isEqualTo(SpfResult.PASS);
    assertThat(verdict.counters().lookups()).isEqualTo(10);

    RecordingResolver eleven = new RecordingResolver(zone(10, term));
    verdict = Checks.check(eleven, "u@example.com");
    assertThat(verdict.result()).isEqualTo(SpfResult.PERMERROR);
    assertThat(code(verdict)).isEqualTo(ProblemCode.LOOKUP_LIMIT);
    assertThat(verdict.problem().map(Problem::detail).orElse("")).contains(term);
    assertThat(verdict.counters().lookups()).isEqualTo(10);
    assertThat(eleven.asked())
        .hasSize(11)
        .noneMatch(question -> question.contains("last.") || question.contains("arpa"));
  }

  @Test
  void limitsMayBeZeroButNotLess() {
    Duration time = Duration.ofSeconds(1);
    assertThat(new CheckLimits(0, 0, 0, 0, time).lookups()).isZero();
    for (int i = 0; i < 4; i++) {
      int[] n = {0, 0, 0, 0};
      n[i] = -1;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new CheckLimits(n[0], n[1], n[2], n[3], time));
    }
    for (Duration wrong : List.of(Duration.ZERO, time.negated())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CheckLimits.RFC_7208.withTimeout(wrong));
    }
  }

  @Test
  void termsThatNeedNoDnsAreFree() {
    Verdict verdict =
        Checks.check(
            zone(10, "ip4:203.0.113.1 ip6:::1 moo=%{d} exp=x.example.com ip4:192.0.2.1"),
            "u@example.com");
    assertThat(verdict.result()).isEqualTo(SpfResult.PASS);
    assertThat(verdict.counters().lookups()).isEqualTo(10);
  }

  @Test
  void theExplanationIsFree() {
    Verdict verdict = Checks.check(zone(10, "-all exp=why.example.com"), "u@example.com");
    assertThat(verdict.result()).isEqualTo(SpfResult.FAIL);
    assertThat(verdict.explanation()).map(e -> e.text()).contains("because");
    assertThat(verdict.counters().lookups()).isEqualTo(10);
  }

  @Test
  void termsBehindAMatchAreFree() {
    Verdict verdict =
        Checks.check(zone(0, "a:last.example.com " + "a ".repeat(20)), "u@example.com");
    assertThat(verdict.result()).isEqualTo(SpfResult.PASS);
    assertThat(verdict.counters().lookups()).isEqualTo(1);
  }

  @Test
  void aRedirectThatIsNotFollowedIsFree() {
    Verdict verdict =
        Checks.check(zone(10, "ip4:192.0.2.1 redirect=last.example.com"), "u@example.com");
    assertThat(verdict.result()).isEqualTo(SpfResult.PASS);
  }

  @Test
  void theLimitIsOneForAllRecordsOfACheck() {
    String four = "a:n1.example.com a:n2.example.com a:n3.example.com a:n4.example.com";
    String[] dns =
        List.of(
                "example.com TXT v=spf1 include:one.example.com include:two.example.com a -all",
                "example.com ADDR " + OTHER,
                "one.example.com TXT v=spf1 " + four,
                "two.example.com TXT v=spf1 " + four,
                "n1.example.com ADDR " + OTHER,
                "n2.example.com ADDR " + OTHER,
                "n3.example.com ADDR " + OTHER,
                "n4.example.com ADDR " + OTHER)
            .toArray(new String[0]);
    RecordingResolver resolver = new RecordingResolver(Zones.of(dns));
    Verdict verdict = Checks.check(resolver, "u@example.com");
    assertThat(code(verdict)).isEqualTo(ProblemCode.LOOKUP_LIMIT);
    assertThat(verdict.problem().map(Problem::domain)).contains("example.com");
    assertThat(resolver.asked()).doesNotContain("example.com/A");
  }

  @ParameterizedTest
  @CsvSource({"0, 0, true", "0, 1, false", "3, 3, true", "3, 4, false", "30, 30, true"})
  void theLimitCanBeSet(int limit, int terms, boolean enough) {
    CheckLimits limits = new CheckLimits(limit, 2, 10, 10, Duration.ofSeconds(20));
    String record =
        IntStream.range(0, terms).mapToObj(i -> "a:x.example.com ").collect(Collectors.joining());
    Verdict verdict =
        Checks.host(
                Zones.of(
                    "example.com TXT v=spf1 " + record + "?all", "x.example.com ADDR " + OTHER),
                limits)
            .check(Checks.arguments(Checks.CLIENT, "u@example.com"));
    assertThat(verdict.result()).isEqualTo(enough ? SpfResult.NEUTRAL : SpfResult.PERMERROR);
  }

  // --- look-ups that find nothing ---

  @ParameterizedTest
  @CsvSource({
    "a:void3.example.com,          void3.example.com/A",
    "mx:void3.example.com,         void3.example.com/MX",
    "exists:void3.example.com,     void3.example.com/A",
    "include:void3.example.com,    void3.example.com/TXT",
    "redirect=void3.example.com,   void3.example.com/TXT",
    "ptr,                          1.2.0.192.in-addr.arpa/PTR",
    "exists:%{p}.example.com,      1.2.0.192.in-addr.arpa/PTR"
  })
  void theThirdEmptyAnswerEndsTheCheck(String term, String lastAsked) {
    RecordingResolver resolver =
        new RecordingResolver(
            Zones.of(
                "example.com TXT v=spf1 a:void1.example.com mx:void2.example.com " + term,
                "void2.example.com EMPTY"));
    Verdict verdict = Checks.check(resolver, "u@example.com");
    assertThat(verdict.result()).isEqualTo(SpfResult.PERMERROR);
    assertThat(code(verdict)).isEqualTo(ProblemCode.VOID_LOOKUP_LIMIT);
    assertThat(resolver.asked()).contains(lastAsked);
  }

  @Test
  void nothingIsAskedAfterTheThirdEmptyAnswer() {
    RecordingResolver resolver =
        new RecordingResolver(
            Zones.of(
                "example.com TXT v=spf1 a:v1.example a:v2.example a:v3.example a:v4.example -all"));
    Verdict verdict = Checks.check(resolver, "u@example.com");
    assertThat(code(verdict)).isEqualTo(ProblemCode.VOID_LOOKUP_LIMIT);
    assertThat(verdict.problem().map(Problem::detail).orElse("")).contains("v3.example");
    assertThat(verdict.counters().voidLookups()).isEqualTo(3);
    assertThat(resolver.asked())
        .containsExactly("example.com/TXT", "v1.example/A", "v2.example/A", "v3.example/A");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
  void twoEmptyAnswersAreFine(String client) {
    Verdict verdict =
        Checks.check(
            Zones.of(
                "example.com TXT v=spf1 a:v1.example a:v2.example exists:ok.example -all",
                "v2.example EMPTY",
                "ok.example ADDR 127.0.0.2"),
            client,
            "u@example.com");
    assertThat(verdict.result()).isEqualTo(SpfResult.PASS);
    assertThat(verdict.counters().voidLookups()).isEqualTo(2);
  }

  @Test
  void theFirstRecordAndTheExplanationAreNoEmptyAnswers() {
    Verdict none = Checks.check(Zones.of("other.example EMPTY"), "u@example.com");
    assertThat(none.result()).isEqualTo(SpfResult.NONE);
    assertThat(none.counters().voidLookups()).isZero();

    Verdict fail =
        Checks.check(
            Zones.of("example.com TXT v=spf1 a:v1.example a:v2.example -all exp=v3.example"),
            "u@example.com");
    assertThat(fail.result()).isEqualTo(SpfResult.FAIL);
    assertThat(fail.counters().voidLookups()).isEqualTo(2);
  }

  @Test
  void mailExchangersWithoutAddressesAreNoEmptyAnswers() {
    Verdict verdict =
        Checks.check(
            Zones.of(
                "example.com TXT v=spf1 mx -all",
                "example.com MX a.example.com",
                "example.com MX b.example.com",
                "example.com MX c.example.com",
                "example.com MX d.example.com",
                "d.example.com ADDR 192.0.2.1"),
            "u@example.com");
    assertThat(verdict.result()).isEqualTo(SpfResult.PASS);
    assertThat(verdict.counters().voidLookups()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 2", "5, 6"})
  void theNumberOfEmptyAnswersCanBeSet(int limit, int tooMany) {
    CheckLimits limits = new CheckLimits(10, limit, 10, 10, Duration.ofSeconds(20));
    for (int voids : List.of(tooMany - 1, tooMany)) {
      String terms =
          IntStream.range(0, voids)
              .mapToObj(i -> "a:v" + i + ".example ")
              .collect(Collectors.joining());
      Verdict verdict =
          Checks.host(Zones.of("example.com TXT v=spf1 " + terms + "-all"), limits)
              .check(Checks.arguments(Checks.CLIENT, "u@example.com"));
      assertThat(verdict.result())
          .isEqualTo(voids < tooMany ? SpfResult.FAIL : SpfResult.PERMERROR);
    }
  }

  // --- mail exchangers ---

  @Test
  void tenMailExchangersAreComparedAndElevenAreRefusedUnasked() {
    RecordingResolver ten = new RecordingResolver(Zones.of(exchangers(10)));
    assertThat(Checks.check(ten, "192.0.2.10", "u@example.com").result()).isEqualTo(SpfResult.PASS);

    RecordingResolver eleven = new RecordingResolver(Zones.of(exchangers(11)));
    Verdict verdict = Checks.check(eleven, "192.0.2.1", "u@example.com");
    assertThat(verdict.result()).isEqualTo(SpfResult.PERMERROR);
    assertThat(code(verdict)).isEqualTo(ProblemCode.MX_LIMIT);
    assertThat(eleven.asked()).containsExactly("example.com/TXT", "example.com/MX");
  }

  @Test
  void theLimitOfMailExchangersIsPerTerm() {
    List<String> dns = new ArrayList<>(List.of(exchangers(10)));
    dns.set(0, "example.com TXT v=spf1 mx mx mx -all");
    Verdict verdict = Checks.check(Zones.of(dns.toArray(new String[0])), OTHER, "u@example.com");
    assertThat(verdict.result()).isEqualTo(SpfResult.FAIL);
    assertThat(verdict.counters().lookups()).isEqualTo(3);
  }

  // --- names of the client ---

  @ParameterizedTest
  @CsvSource({"1, PASS", "10, PASS", "11, FAIL"})
  void onlyTheFirstTenNamesOfTheClientCount(int position, SpfResult expected) {
    List<String> dns = new ArrayList<>();
    dns.add("example.com TXT v=spf1 ptr -all");
    for (int i = 1; i <= 12; i++) {
      String name = "n" + i + (i == position ? ".example.com" : ".example.org");
      dns.add(Checks.CLIENT + " PTR " + name);
      dns.add(name + " ADDR " + Checks.CLIENT);
    }
    RecordingResolver resolver = new RecordingResolver(Zones.of(dns.toArray(new String[0])));
    assertThat(Checks.check(resolver, "u@example.com").result()).isEqualTo(expected);
    assertThat(resolver.asked())
        .hasSize(12)
        .noneMatch(question -> question.startsWith("n11.") || question.startsWith("n12."));
  }

  @Test
  void theNamesOfTheClientAreAskedForOncePerCheck() {
    RecordingResolver resolver =
        new RecordingResolver(
            Zones.of(
                "example.com TXT v=spf1 ptr:a.example ptr:b.example exists:%{p}.x.example -all",
                "192.0.2.1 PTR mail.example.org", "mail.example.org ADDR 192.0.2.1"));
    assertThat(Checks.check(resolver, "u@example.com").result()).isEqualTo(SpfResult.FAIL);
    assertThat(resolver.asked())
        .containsExactly(
            "example.com/TXT",
            "1.2.0.192.in-addr.arpa/PTR",
            "mail.example.org/A",
            "mail.example.org.x.example/A");
  }

  // --- settings ---

  @ParameterizedTest
  @CsvSource({
    "-1,2,10,10,1",
    "10,-1,10,10,1",
    "10,2,-1,10,1",
    "10,2,10,-1,1",
    "10,2,10,10,0",
    "10,2,10,10,-1"
  })
  void limitsThatMakeNoSenseAreRefused(int lookups, int voids, int mx, int ptr, int seconds) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CheckLimits(lookups, voids, mx, ptr, Duration.ofSeconds(seconds)));
  }

  @Test
  void theDefaultsAreThoseOfTheRfc() {
    assertThat(CheckLimits.RFC_7208)
        .isEqualTo(new CheckLimits(10, 2, 10, 10, Duration.ofSeconds(20)));
    assertThat(CheckLimits.RFC_7208.withTimeout(Duration.ofSeconds(5)))
        .isEqualTo(new CheckLimits(10, 2, 10, 10, Duration.ofSeconds(5)));
  }

  /** {@code terms} terms that do not match, then {@code last}, which does. */
  private static Zone zone(int terms, String last) {
    StringBuilder record = new StringBuilder("example.com TXT v=spf1 ");
    List<String> dns = new ArrayList<>();
    for (int i = 0; i < terms; i++) {
      record.append("a:n").append(i).append(".example.com ");
      dns.add("n" + i + ".example.com ADDR " + OTHER);
    }
    dns.add(0, record + last);
    dns.add("last.example.com TXT v=spf1 ip4:192.0.2.1");
    dns.add("last.example.com ADDR 192.0.2.1");
    dns.add("last.example.com MX last.example.com");
    dns.add("192.0.2.1 PTR last.example.com");
    dns.add("why.example.com TXT because");
    return Zones.of(dns.toArray(new String[0]));
  }

  /** Mail exchangers 1 to {@code count} with addresses of that number. */
  private static String[] exchangers(int count) {
    List<String> dns = new ArrayList<>();
    dns.add("example.com TXT v=spf1 mx -all");
    for (int i = 1; i <= count; i++) {
      dns.add("example.com MX mx" + i + ".example.com");
      dns.add("mx" + i + ".example.com ADDR 192.0.2." + i);
    }
    return dns.toArray(new String[0]);
  }

  private static ProblemCode code(Verdict verdict) {
    return verdict.problem().orElseThrow().code();
  }
}
