package org.spfsuite.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.verdict.ProblemCode;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;
import org.spfsuite.core.verdict.Warning;

/** What a receiver knows better than DNS. */
final class DomainOverridesTest {

  private static final String EVERYBODY = "v=spf1 +all";

  private static final Zone ZONE =
      Zones.of(
          "bank.example TXT v=spf1 ~all",
          "www.bank.example TXT v=spf1 -all",
          "customer.example TXT v=spf1 include:bank.example -all",
          "moved.example TXT v=spf1 redirect=bank.example",
          "broken.example TXT v=spf1 nonsense",
          "many.example TXT v=spf1 a:x.test a:x.test a:x.test ?all",
          "x.test ADDR 203.0.113.9",
          "silent.example TXT no policy here",
          "dead.example FAILS SERVFAIL");

  private static Verdict check(DomainOverrides.Builder overrides, String domain) {
    CheckSettings settings = CheckSettings.DEFAULTS.withOverrides(overrides.build());
    return new CheckHost(ZONE, settings, InstantSource.system(), System::nanoTime)
        .check(Checks.arguments(Checks.CLIENT, "u@" + domain));
  }

  private static DomainOverrides.Builder overrides() {
    return DomainOverrides.builder();
  }

  private static List<String> warnings(Verdict verdict) {
    return verdict.warnings().stream()
        .filter(warning -> warning.code() == Warning.Code.OVERRIDDEN)
        .map(warning -> warning.domain() + " " + warning.detail())
        .toList();
  }

  // --- replacement ---

  @ParameterizedTest
  @CsvSource({
    "bank.example,     pass", // instead of a record
    "BANK.example,     pass",
    "customer.example, pass", // where it is included
    "moved.example,    pass", // where it is redirected to
    "www.bank.example, fail" // another domain
  })
  void aReplacementStandsForTheRecordWhereverItIsAskedFor(String domain, String result) {
    Verdict verdict = check(overrides().replace("Bank.Example", EVERYBODY), domain);
    assertThat(verdict.result().text()).isEqualTo(result);
    assertThat(warnings(verdict).isEmpty()).isEqualTo(result.equals("fail"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"broken.example", "silent.example", "missing.example", "dead.example"})
  void aReplacementNeedsNoDns(String domain) {
    Verdict verdict = check(overrides().replace("*", EVERYBODY), domain);
    assertThat(verdict.result()).isEqualTo(SpfResult.PASS);
    assertThat(warnings(verdict)).containsExactly(domain + " by " + EVERYBODY);
  }

  @Test
  void aReplacementIsEvaluatedLikeAnyOtherRecord() {
    Verdict verdict =
        check(overrides().replace("bank.example", "v=spf1 a:x.test -all"), "bank.example");
    assertThat(verdict.result()).isEqualTo(SpfResult.FAIL);
    assertThat(verdict.counters().lookups()).isEqualTo(1);
    assertThat(verdict.reason()).isEqualTo("bank.example -all");
  }

  // --- fallback ---

  @ParameterizedTest
  @CsvSource({
    "silent.example,  pass, true",
    "missing.example, pass, true",
    "bank.example,    softfail, false", // it has a record
    "broken.example,  permerror, false", // it has one, though broken
    "dead.example,    temperror, false" // nobody knows
  })
  void aFallbackStandsInWhereThereIsNoRecord(String domain, String result, boolean warned) {
    Verdict verdict = check(overrides().fallback("*.example", EVERYBODY), domain);
    assertThat(verdict.result().text()).isEqualTo(result);
    assertThat(warnings(verdict)).hasSize(warned ? 1 : 0);
  }

  @Test
  void aFallbackIsForTheCheckedDomainOnly() {
    Verdict verdict =
        check(
            overrides()
                .fallback("silent.example", EVERYBODY)
                .replace("bank.example", "v=spf1 include:silent.example -all"),
            "bank.example");
    assertThat(verdict.problem()).map(p -> p.code()).contains(ProblemCode.INCLUDE_WITHOUT_RECORD);
  }

  // --- limits ---

  @Test
  void limitsCountForTheCheckedDomain() {
    CheckLimits two = new CheckLimits(2, 2, 10, 10, Duration.ofSeconds(20));
    assertThat(check(overrides().limits("many.example", two), "many.example").problem())
        .map(p -> p.code())
        .contains(ProblemCode.LOOKUP_LIMIT);
    assertThat(check(overrides().limits("other.example", two), "many.example").result())
        .isEqualTo(SpfResult.NEUTRAL);
  }

  // --- treatment ---

  @Test
  void aResultIsTreatedAsAnother() {
    DomainOverrides.Builder strict =
        overrides().treatAs("bank.example", SpfResult.SOFTFAIL, SpfResult.FAIL);
    Verdict verdict = check(strict, "bank.example");
    assertThat(verdict.result()).isEqualTo(SpfResult.FAIL);
    assertThat(warnings(verdict)).containsExactly("bank.example softfail is treated as fail");
    assertThat(verdict.mechanism()).isEqualTo("~all");
    assertThat(check(strict, "www.bank.example").result()).isEqualTo(SpfResult.FAIL);
    assertThat(warnings(check(strict, "www.bank.example"))).isEmpty();
  }

  @Test
  void aTreatmentDoesNotReachIntoIncludes() {
    DomainOverrides.Builder lenient =
        overrides().treatAs("bank.example", SpfResult.SOFTFAIL, SpfResult.PASS);
    assertThat(check(lenient, "customer.example").result()).isEqualTo(SpfResult.FAIL);
  }

  @Test
  void oneDomainMayHaveSeveralTreatments() {
    DomainOverrides.Builder many =
        overrides()
            .treatAs("*.example", SpfResult.FAIL, SpfResult.SOFTFAIL)
            .treatAs("*.example", SpfResult.NONE, SpfResult.NEUTRAL);
    assertThat(check(many, "www.bank.example").result()).isEqualTo(SpfResult.SOFTFAIL);
    assertThat(check(many, "silent.example").result()).isEqualTo(SpfResult.NEUTRAL);
    assertThat(check(many, "bank.example").result()).isEqualTo(SpfResult.SOFTFAIL);
  }

  @Test
  void theMoreSpecificPatternMustKnowTheResult() {
    DomainOverrides.Builder both =
        overrides()
            .treatAs("bank.example", SpfResult.PASS, SpfResult.NEUTRAL)
            .treatAs("*", SpfResult.SOFTFAIL, SpfResult.FAIL);
    assertThat(check(both, "bank.example").result()).isEqualTo(SpfResult.FAIL);
  }

  // --- patterns ---

  @ParameterizedTest
  @CsvSource({
    "a.b.example,   exact",
    "x.b.example,   below b",
    "y.x.b.example, below b",
    "b.example,     below example", // not below itself
    "c.example,     below example",
    "example.test,  any",
    "xb.example,    below example"
  })
  void theMostSpecificPatternApplies(String domain, String expected) {
    DomainOverrides.Builder rules =
        overrides()
            .replace("*", "v=spf1 +all any=1")
            .replace("*.example", "v=spf1 +all below=example")
            .replace("*.B.example", "v=spf1 +all below=b")
            .replace("a.b.example.", "v=spf1 +all exact=1");
    String text = check(rules, domain).steps().get(0).record();
    assertThat(text)
        .isEqualTo(
            "v=spf1 +all "
                + (expected.contains(" ") ? expected.replace(' ', '=') : expected + "=1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*.", "**", "a.*", "*.*.example", "a*b.example", "a..b", "x.*.y"})
  void aPatternMustBeOne(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> overrides().replace(pattern, EVERYBODY))
        .withMessageContaining(pattern)
        .withMessageContaining("*.bank.example");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> overrides().limits(pattern, CheckLimits.RFC_7208));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> overrides().treatAs(pattern, SpfResult.FAIL, SpfResult.NONE));
  }

  @Test
  void aRecordMustBeOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> overrides().replace("a.example", "v=spf1 ip4:1.2.3 -all"))
        .withMessageStartingWith("not an SPF record: \"1.2.3\" at character 12, expected ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> overrides().fallback("a.example", "spf1"))
        .withMessageStartingWith("not an SPF record: ");
  }

  @Test
  void whatIsBuiltDoesNotChangeAnyMore() {
    DomainOverrides.Builder builder =
        overrides().treatAs("bank.example", SpfResult.SOFTFAIL, SpfResult.FAIL);
    DomainOverrides built = builder.build();
    builder.treatAs("bank.example", SpfResult.SOFTFAIL, SpfResult.PASS);
    CheckSettings settings = CheckSettings.DEFAULTS.withOverrides(built);
    assertThat(
            new CheckHost(ZONE, settings, InstantSource.system(), System::nanoTime)
                .check(Checks.arguments(Checks.CLIENT, "u@bank.example"))
                .result())
        .isEqualTo(SpfResult.FAIL);
  }
}
