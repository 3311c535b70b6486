package org.spfsuite.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.dns.AnswerMeta;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.RecordData;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.verdict.Counters;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.ProblemCode;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Step;
import org.spfsuite.core.verdict.Verdict;

/** What {@code check_host()} says, and what it says beside the result. */
final class CheckHostTest {

  // --- include, RFC 7208 §5.2 ---

  @ParameterizedTest
  @CsvSource({
    "TXT v=spf1 +all,     PASS",
    "TXT v=spf1 -all,     SOFTFAIL",
    "TXT v=spf1 ~all,     SOFTFAIL",
    "TXT v=spf1 ?all,     SOFTFAIL",
    "TXT v=spf1,          SOFTFAIL",
    "FAILS SERVFAIL,      TEMPERROR",
    "FAILS TIMEOUT,       TEMPERROR",
    "TXT v=spf1 foo,      PERMERROR",
    "TXT hello,           PERMERROR",
    "EMPTY,               PERMERROR"
  })
  void anIncludeMatchesOnlyIfTheIncludedPolicyPasses(String inner, SpfResult expected) {
    Verdict verdict =
        Checks.check(
            Zones.of("example.com TXT v=spf1 include:inner.example ~all", "inner.example " + inner),
            "u@example.com");
    assertThat(verdict.result()).as(verdict.reason()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"+, PASS", "-, FAIL", "~, SOFTFAIL", "?, NEUTRAL"})
  void theQualifierOfAnIncludeDecidesWhatItsMatchMeans(String qualifier, SpfResult expected) {
    Verdict verdict =
        Checks.check(
            Zones.of(
                "example.com TXT v=spf1 " + qualifier + "include:inner.example",
                "inner.example TXT v=spf1 ip4:192.0.2.0/24 -all"),
            "u@example.com");
    assertThat(verdict.result()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"include:missing.example", "include:%{l}", "include:%{l-}.x..example.com"})
  void anIncludeOfNothingIsAPermerrorOfTheIncludingDomain(String term) {
    Verdict verdict =
        Checks.check(Zones.of("example.com TXT v=spf1 " + term + " +all"), "u@example.com");
    assertThat(verdict.problem())
        .hasValueSatisfying(
            problem -> {
              assertThat(problem.code()).isEqualTo(ProblemCode.INCLUDE_WITHOUT_RECORD);
              assertThat(problem.domain()).isEqualTo("example.com");
              assertThat(problem.detail()).contains(term);
            });
  }

  @Test
  void theSameIncludeTwiceIsNoLoop() {
    Verdict verdict =
        Checks.check(
            Zones.of(
                "example.com TXT v=spf1 include:a.example include:b.example -all",
                "a.example TXT v=spf1 include:shared.example -all",
                "b.example TXT v=spf1 include:shared.example ip4:192.0.2.1 -all",
                "shared.example TXT v=spf1 ip4:203.0.113.1 -all"),
            "u@example.com");
    assertThat(verdict.result()).isEqualTo(SpfResult.PASS);
    assertThat(verdict.counters().lookups()).isEqualTo(4);
  }

  // --- redirect, RFC 7208 §6.1 ---

  @ParameterizedTest
  @CsvSource({
    "TXT v=spf1 +all,     PASS",
    "TXT v=spf1 -all,     FAIL",
    "TXT v=spf1 ~all,     SOFTFAIL",
    "TXT v=spf1 ?all,     NEUTRAL",
    "TXT v=spf1,          NEUTRAL",
    "FAILS SERVFAIL,      TEMPERROR",
    "TXT v=spf1 foo,      PERMERROR",
    "TXT hello,           PERMERROR",
    "EMPTY,               PERMERROR"
  })
  void aRedirectHasTheResultOfItsTarget(String target, SpfResult expected) {
    Verdict verdict =
        Checks.check(
            Zones.of(
                "example.com TXT v=spf1 redirect=r.example ip4:203.0.113.1", "r.example " + target),
            "u@example.com");
    assertThat(verdict.result()).as(verdict.reason()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redirect=r.example -all",
        "-all redirect=r.example",
        "redirect=r.example ip4:192.0.2.1 ?all",
        "redirect=r.example -ip4:192.0.2.1"
      })
  void aRedirectIsNotFollowedWhereAnythingElseDecides(String record) {
    RecordingResolver resolver =
        new RecordingResolver(
            Zones.of("example.com TXT v=spf1 " + record, "r.example TXT v=spf1 ~all"));
    Verdict verdict = Checks.check(resolver, "u@example.com");
    assertThat(verdict.result()).isNotEqualTo(SpfResult.SOFTFAIL);
    assertThat(verdict.counters().lookups()).isZero();
    assertThat(resolver.asked()).containsExactly("example.com/TXT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"redirect=missing.example", "redirect=%{l}", "redirect=x..example.com"})
  void aRedirectToNothingIsAPermerror(String redirect) {
    Verdict verdict =
        Checks.check(Zones.of("example.com TXT v=spf1 a:example.net " + redirect), "u@example.com");
    assertThat(verdict.problem())
        .hasValueSatisfying(
            problem -> {
              assertThat(problem.code()).isEqualTo(ProblemCode.REDIRECT_WITHOUT_RECORD);
              assertThat(problem.detail()).contains(redirect);
            });
  }

  @Test
  void theDomainChangesWithARedirectButTheSenderDoesNot() {
    RecordingResolver resolver =
        new RecordingResolver(
            Zones.of(
                "example.com TXT v=spf1 redirect=r.example",
                "r.example TXT v=spf1 exists:%{d}.d.test exists:%{o}.o.test exists:%{s}.s.test a -all",
                "r.example.d.test ADDR 192.0.2.77",
                "r.example ADDR 192.0.2.1"));
    Verdict verdict = Checks.check(resolver, "u@example.com");
    assertThat(verdict.result()).isEqualTo(SpfResult.PASS);
    assertThat(resolver.asked()).contains("r.example.d.test/A").doesNotContain("example.com/A");
  }

  // --- loops ---

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com TXT v=spf1 include:example.com -all",
        "example.com TXT v=spf1 redirect=example.com",
        "example.com TXT v=spf1 include:b.example -all;b.example TXT v=spf1 include:example.com -all",
        "example.com TXT v=spf1 redirect=b.example;b.example TXT v=spf1 redirect=example.com",
        "example.com TXT v=spf1 include:b.example;b.example TXT v=spf1 redirect=example.com",
        "example.com TXT v=spf1 include:%{d} include:%{d} -all"
      })
  void loopsEndAtTheLimit(String dns) {
    RecordingResolver resolver = new RecordingResolver(Zones.of(dns.split(";", -1)));
    Verdict verdict = Checks.check(resolver, "u@example.com");
    assertThat(verdict.result()).isEqualTo(SpfResult.PERMERROR);
    assertThat(verdict.problem().orElseThrow().code()).isEqualTo(ProblemCode.LOOKUP_LIMIT);
    assertThat(verdict.counters().lookups()).isEqualTo(10);
    assertThat(resolver.asked()).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(2);
  }

  // --- what is no domain to check, RFC 7208 §4.3 ---

  @ParameterizedTest
  @ValueSource(
      strings = {
        "u@",
        "u@[192.0.2.1]",
        "u@[IPv6:2001:db8::1]",
        "u@[example.com]",
        "u@localhost",
        "u@com.",
        "u@.",
        "u@example..com",
        "u@.example.com",
        "u@example.com..",
        "u@a123456789b123456789c123456789d123456789e123456789f123456789abcd.example",
        "u@\u0378.example",
        "u@.b\u00fccher.example",
        "u@b\u00fccher"
      })
  void anythingElseThanAMultiLabelDomainIsNoneAndNotAskedFor(String sender) {
    RecordingResolver resolver = new RecordingResolver(Zones.of("com TXT v=spf1 -all"));
    Verdict verdict = Checks.check(resolver, sender);
    assertThat(verdict.result()).isEqualTo(SpfResult.NONE);
    assertThat(verdict.problem()).isEmpty();
    assertThat(verdict.counters().lookups()).isZero();
    assertThat(verdict.domain().chars()).allMatch(c -> c >= 0x20 && c <= 0x7E);
    assertThat(resolver.asked()).isEmpty();
  }

  @Test
  void aDomainOf254CharactersIsNone() {
    String domain = "a.".repeat(126) + "aa";
    RecordingResolver resolver = new RecordingResolver(Zones.of());
    assertThat(Checks.check(resolver, "u@" + domain).result()).isEqualTo(SpfResult.NONE);
    assertThat(resolver.asked()).isEmpty();
    assertThat(Checks.check(resolver, "u@" + domain.substring(1)).result())
        .isEqualTo(SpfResult.NONE);
  }

  // --- clients and senders of other kinds ---

  @Test
  void aMappedClientIsAnIpv4Client() {
    RecordingResolver resolver =
        new RecordingResolver(
            Zones.of(
                "example.com TXT v=spf1 ip6:::/0 a exists:%{i}.%{v}.x.test ip4:192.0.2.1 -all",
                "example.com ADDR ::ffff:192.0.2.1 203.0.113.1", "mapped.example EMPTY"));
    Verdict verdict = Checks.check(resolver, "::ffff:192.0.2.1", "u@example.com");
    assertThat(verdict.mechanism()).isEqualTo("ip4:192.0.2.1");
    assertThat(resolver.asked())
        .containsExactly("example.com/TXT", "example.com/A", "192.0.2.1.in-addr.x.test/A");
  }

  @Test
  void anInternationalDomainIsAskedForInItsAsciiForm() {
    RecordingResolver resolver =
        new RecordingResolver(
            Zones.of("xn--bcher-kva.example TXT v=spf1 exists:%{d}.%{o}.x.test ~all"));
    Verdict verdict = Checks.check(resolver, "u@B\u00fccher.example");
    assertThat(verdict.result()).isEqualTo(SpfResult.SOFTFAIL);
    assertThat(verdict.domain()).isEqualTo("xn--bcher-kva.example");
    assertThat(resolver.asked())
        .containsExactly(
            "xn--bcher-kva.example/TXT", "xn--bcher-kva.example.xn--bcher-kva.example.x.test/A");
  }

  @Test
  void anInternationalLocalPartMatchesNoTermThatUsesIt() {
    RecordingResolver resolver =
        new RecordingResolver(
            Zones.of(
                "example.com TXT v=spf1 exists:%{l}.x.test include:%{s}.x.test a:%{L}.x.test"
                    + " mx:%{l1}.x.test ptr:%{l} exists:%{d}.x.test -all",
                "example.com.x.test ADDR 127.0.0.2"));
    Verdict verdict = Checks.check(resolver, "j\u00f6rg@example.com");
    assertThat(verdict.mechanism()).isEqualTo("exists:%{d}.x.test");
    assertThat(resolver.asked()).containsExactly("example.com/TXT", "example.com.x.test/A");
  }

  /** It names no other policy, so none is left: neutral, as where nothing matches. */
  @Test
  void anInternationalLocalPartLeadsToNoRedirect() {
    RecordingResolver resolver =
        new RecordingResolver(
            Zones.of("example.com TXT v=spf1 ip4:203.0.113.1 redirect=%{l}.x.test"));
    Verdict verdict = Checks.check(resolver, "j\u00f6rg@example.com");
    assertThat(verdict.result()).isEqualTo(SpfResult.NEUTRAL);
    assertThat(verdict.problem()).isEmpty();
    assertThat(resolver.asked()).containsExactly("example.com/TXT");
  }

  /** RFC 7505: a domain that takes no mail has the root as its only mail exchanger. */
  @Test
  void aNullMxIsNotAskedFor() {
    RecordingResolver resolver =
        new RecordingResolver(Zones.of("example.com TXT v=spf1 mx ~all", "example.com MX ."));
    assertThat(Checks.check(resolver, "u@example.com").result()).isEqualTo(SpfResult.SOFTFAIL);
    assertThat(resolver.asked()).containsExactly("example.com/TXT", "example.com/MX");
  }

  @Test
  void aClientNamedByTheRootHasNoName() {
    RecordingResolver resolver =
        new RecordingResolver(
            Zones.of("example.com TXT v=spf1 ptr ~all", Checks.CLIENT + " PTR ."));
    assertThat(Checks.check(resolver, "u@example.com").result()).isEqualTo(SpfResult.SOFTFAIL);
    assertThat(resolver.asked()).containsExactly("example.com/TXT", "1.2.0.192.in-addr.arpa/PTR");
  }

  @Test
  void aSenderWithoutALocalPartIsPostmaster() {
    RecordingResolver resolver =
        new RecordingResolver(Zones.of("example.com TXT v=spf1 exists:%{s}.%{l}.x.test ?all"));
    Checks.check(resolver, "@example.com");
    assertThat(resolver.asked()).contains("postmaster@example.com.postmaster.x.test/A");
  }

  // --- %{p}, RFC 7208 §7.3 ---

  @ParameterizedTest
  @CsvSource({
    "'other.test sub.example.com example.com',  example.com",
    "'other.test sub.example.com',              sub.example.com",
    "'other.test third.test',                   other.test",
    "'notexample.com other.test',               notexample.com",
    "'liar.test other.test',                    other.test",
    "'broken.test a.b.example.com',             a.b.example.com",
    "'liar.test broken.test missing.test',      unknown",
    "'',                                        unknown"
  })
  void theValidatedNamePrefersTheDomainThenWhatLiesBelowIt(String names, String expected) {
    Zone.Builder zone =
        Zone.builder()
            .txt("example.com", "v=spf1 exists:%{p}.p.test -all")
            .address("liar.test", "203.0.113.1")
            .failing("broken.test", DnsAnswer.FailureKind.SERVFAIL)
            .address(expected + ".p.test", "127.0.0.2");
    for (String name : names.split(" ", -1)) {
      if (!name.isEmpty()) {
        zone.ptr(Checks.CLIENT, name);
      }
    }
    for (String name : List.of("other.test", "third.test", "notexample.com", "a.b.example.com")) {
      zone.address(name, "203.0.113.7", Checks.CLIENT);
    }
    zone.address("sub.example.com", Checks.CLIENT).address("example.com", Checks.CLIENT);
    assertThat(Checks.check(zone.build(), "u@example.com").result()).isEqualTo(SpfResult.PASS);
  }

  @Test
  void theValidatedNameIsUnknownWhereDnsFails() {
    Verdict verdict =
        Checks.check(
            Zones.of(
                "example.com TXT v=spf1 exists:%{p}.p.test -all",
                "1.2.0.192.in-addr.arpa FAILS SERVFAIL", "unknown.p.test ADDR 127.0.0.2"),
            "u@example.com");
    assertThat(verdict.result()).isEqualTo(SpfResult.PASS);
  }

  // --- what a verdict says beside its result ---

  @Test
  void theStepsLeadThroughIncludesAndRedirectsToTheDirectiveThatMatched() {
    Verdict verdict =
        Checks.check(
            Zones.of(
                "bank.example TXT v=spf1 redirect=_spf.bank.example",
                "_spf.bank.example TXT v=spf1 ip4:203.0.113.1 ?include:mailer.example -all",
                "mailer.example TXT v=spf1 redirect=pool.mailer.example",
                "pool.mailer.example TXT v=spf1 A:pool.mailer.example/24 -all",
                "pool.mailer.example ADDR 192.0.2.200"),
            "u@bank.example");
    assertThat(verdict.result()).isEqualTo(SpfResult.NEUTRAL);
    assertThat(verdict.steps().stream().map(step -> step.domain() + " " + step.termText()))
        .containsExactly(
            "bank.example redirect=_spf.bank.example",
            "_spf.bank.example ?include:mailer.example",
            "mailer.example redirect=pool.mailer.example",
            "pool.mailer.example A:pool.mailer.example/24");
    assertThat(verdict.steps())
        .extracting(Step::record)
        .allMatch(text -> text.startsWith("v=spf1"));
    assertThat(verdict.mechanism()).isEqualTo("A:pool.mailer.example/24");
    assertThat(verdict.reason())
        .isEqualTo(
            "bank.example redirect=_spf.bank.example -> _spf.bank.example ?include:mailer.example"
                + " -> mailer.example redirect=pool.mailer.example"
                + " -> pool.mailer.example A:pool.mailer.example/24");
  }

  @Test
  void anIncludeThatDidNotMatchLeavesNoStep() {
    Verdict verdict =
        Checks.check(
            Zones.of(
                "example.com TXT v=spf1 include:inner.example ~all",
                "inner.example TXT v=spf1 -all"),
            "u@example.com");
    assertThat(verdict.reason()).isEqualTo("example.com ~all");
  }

  @ParameterizedTest
  @CsvSource({
    "u@silent.example,     default, there is no SPF policy for silent.example",
    "u@,                   default, no domain to check",
    "u@vague.example,      default, vague.example has no directive that matches",
    "u@forwarding.example, default, forwarding.example has no directive that matches",
    "u@sure.example,       -all,    sure.example -all"
  })
  void theReasonIsAFragmentForPeople(String sender, String mechanism, String reason) {
    Verdict verdict =
        Checks.check(
            Zones.of(
                "vague.example TXT v=spf1 ip4:203.0.113.1",
                "forwarding.example TXT v=spf1 redirect=vague.example",
                "sure.example TXT v=spf1 -all"),
            sender);
    assertThat(verdict.mechanism()).isEqualTo(mechanism);
    assertThat(verdict.reason()).isEqualTo(reason);
    assertThat(verdict.identity()).isEqualTo(Identity.MAIL_FROM);
  }

  @ParameterizedTest
  @CsvSource({
    "FAILS SERVFAIL,                   dns-failure,        SERVFAIL",
    "FAILS REFUSED,                    dns-failure,        REFUSED",
    "FAILS MALFORMED,                  dns-failure,        MALFORMED",
    "FAILS CNAME_CHAIN,                dns-failure,        CNAME_CHAIN",
    "FAILS TIMEOUT,                    dns-timeout,        TXT example.com",
    "FAILS INTERNAL,                   internal,           TXT example.com",
    "TXT v=spf1 ip4:1.2.3 -all,        syntax,             \"1.2.3\" at character 12",
    "TXT v=spf1 a mx:b -all,           syntax,             \"b\" at character 13"
  })
  void theProblemNamesItselfTheDomainAndThePlace(String data, String name, String detail) {
    Verdict verdict = Checks.check(Zones.of("example.com " + data), "u@example.com");
    assertThat(verdict.problem())
        .hasValueSatisfying(
            problem -> {
              assertThat(problem.code().text()).isEqualTo(name);
              assertThat(problem.code().result()).isEqualTo(verdict.result());
              assertThat(problem.domain()).isEqualTo("example.com");
              assertThat(problem.detail()).contains(detail);
            });
    assertThat(verdict.reason())
        .isEqualTo(name + ": " + verdict.problem().get().detail() + " (example.com)");
    assertThat(verdict.mechanism()).isEqualTo("default");
  }

  @Test
  void theProblemOfAnIncludedRecordIsThatDomains() {
    Verdict verdict =
        Checks.check(
            Zones.of(
                "example.com TXT v=spf1 include:inner.example -all",
                "inner.example TXT v=spf1 bogus\u00e4\r\n"),
            "u@example.com");
    assertThat(verdict.problem())
        .hasValueSatisfying(
            problem -> {
              assertThat(problem.domain()).isEqualTo("inner.example");
              assertThat(problem.detail().chars()).allMatch(c -> c >= 0x20 && c <= 0x7E);
            });
  }

  @Test
  void twoRecordsOfOneDomainAreAProblemOfItsOwn() {
    Verdict verdict =
        Checks.check(
            Zones.of(
                "example.com TXT v=spf1 -all", "example.com TXT V=SPF1 +all", "example.com TXT x"),
            "u@example.com");
    assertThat(verdict.result()).isEqualTo(SpfResult.PERMERROR);
    assertThat(verdict.problem().orElseThrow().code()).isEqualTo(ProblemCode.MULTIPLE_RECORDS);
  }

  @Test
  void theCountersSayWhatTheCheckCost() {
    AtomicLong nanos = new AtomicLong(-5);
    Zone zone =
        Zones.of(
            "example.com TXT v=spf1 a:void.example include:inner.example -all",
            "inner.example TXT v=spf1 mx ~all",
            "inner.example MX mail.inner.example",
            "mail.inner.example ADDR 192.0.2.1");
    DnsResolver costly =
        question -> {
          nanos.addAndGet(1_000_000);
          return CompletableFuture.completedStage(
              withMeta(zone.answer(question), new AnswerMeta(60, false, 3)));
        };
    Verdict verdict =
        new CheckHost(
                costly,
                CheckSettings.DEFAULTS.withReceiver(Checks.RECEIVER),
                InstantSource.fixed(Checks.NOW),
                nanos::get)
            .check(Checks.arguments(Checks.CLIENT, "u@example.com"));
    assertThat(verdict.result()).isEqualTo(SpfResult.PASS);
    // TXT, A (void), TXT, MX, A; three of the answers belong to terms.
    assertThat(verdict.counters()).isEqualTo(new Counters(3, 1, 15, Duration.ofMillis(5)));
  }

  @Test
  void theVerdictStaysTrueForTheSmallestTtlOfAllAnswers() {
    Map<String, Long> ttls =
        Map.of("example.com/TXT", 300L, "a.example/A", 20L, "b.example/A", 60L);
    Zone zone =
        Zones.of(
            "example.com TXT v=spf1 a:a.example a:b.example a:c.example",
            "a.example ADDR 203.0.113.1",
            "b.example ADDR 192.0.2.1");
    DnsResolver resolver =
        question ->
            CompletableFuture.completedStage(
                withMeta(
                    zone.answer(question),
                    new AnswerMeta(ttls.getOrDefault(question.toString(), 1L), false, 0)));
    assertThat(Checks.check(resolver, "u@example.com").ttlSeconds()).isEqualTo(20);
    assertThat(Checks.check(resolver, "u@localhost").ttlSeconds()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "none,            true",
    "example.com/TXT, false",
    "a.example/A,     false",
    "b.example/A,     false",
    "c.example/A,     true"
  })
  void theVerdictIsAuthenticIfEveryAnswerIs(String bogus, boolean expected) {
    Zone zone =
        Zones.of(
            "example.com TXT v=spf1 a:a.example a:b.example a:c.example",
            "b.example ADDR 192.0.2.1");
    DnsResolver resolver =
        question ->
            CompletableFuture.completedStage(
                withMeta(
                    zone.answer(question),
                    new AnswerMeta(60, !bogus.equals(question.toString()), 0)));
    assertThat(Checks.check(resolver, "u@example.com").authentic()).isEqualTo(expected);
    assertThat(Checks.check(resolver, "u@localhost").authentic()).isFalse();
  }

  @Test
  void mailExchangersAreComparedByPreference() {
    Zone zone =
        Zone.builder()
            .txt("example.com", "v=spf1 mx -all")
            .add("example.com", RecordType.MX, mx(30, "c.example"))
            .add("example.com", RecordType.MX, mx(10, "a.example"))
            .add("example.com", RecordType.MX, mx(20, "b.example"))
            .address("b.example", Checks.CLIENT)
            .build();
    RecordingResolver resolver = new RecordingResolver(zone);
    assertThat(Checks.check(resolver, "u@example.com").result()).isEqualTo(SpfResult.PASS);
    assertThat(resolver.asked())
        .containsExactly("example.com/TXT", "example.com/MX", "a.example/A", "b.example/A");
  }

  private static RecordData mx(int preference, String host) {
    return new RecordData.Mx(preference, DnsName.parse(host).orElseThrow());
  }

  private static DnsAnswer withMeta(DnsAnswer answer, AnswerMeta meta) {
    if (answer instanceof DnsAnswer.Records records) {
      return new DnsAnswer.Records(records.records(), meta);
    }
    return answer instanceof DnsAnswer.NoData
        ? new DnsAnswer.NoData(meta)
        : new DnsAnswer.NxDomain(meta);
  }
}
