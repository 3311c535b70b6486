package org.spfsuite.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.check.OpenChoices.OtherFamily;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.verdict.ProblemCode;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;
import org.spfsuite.core.verdict.Warning;

/** What RFC 7208 leaves open; the suites in YAML have the cases that the RFC speaks of. */
@Timeout(30)
final class OpenChoicesTest {

  private static Verdict check(OpenChoices choices, DnsResolver dns, String client, String domain) {
    CheckSettings settings =
        CheckSettings.DEFAULTS
            .withChoices(choices)
            .withLimits(CheckLimits.RFC_7208.withTimeout(Duration.ofMillis(200)));
    return new CheckHost(dns, settings, InstantSource.system(), System::nanoTime)
        .check(Checks.arguments(client, "u@" + domain));
  }

  private static Verdict check(OpenChoices choices, DnsResolver dns) {
    return check(choices, dns, Checks.CLIENT, "example.com");
  }

  private static OpenChoices.Builder choices() {
    return OpenChoices.DEFAULTS.with();
  }

  @Test
  void aBuilderChangesWhatItIsToldAndKeepsTheRest() {
    OpenChoices all =
        choices()
            .mxVoids(true)
            .otherFamily(OtherFamily.IGNORE)
            .singleLabels(true)
            .underscores(false)
            .ptrFailureIsError(true)
            .deadlineIsPermerror(true)
            .lowerCaseDomain(true)
            .maxRecordLength(1)
            .maxTerms(1)
            .build();
    assertThat(all)
        .isEqualTo(new OpenChoices(true, OtherFamily.IGNORE, true, false, true, true, true, 1, 1))
        .isEqualTo(all.with().build());
    assertThat(choices().build()).isEqualTo(OpenChoices.DEFAULTS);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65_536})
  void aRecordsLengthHasItsBounds(int octets) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> choices().maxRecordLength(octets).build())
        .withMessageContaining("1-65535 octets");
    assertThat(choices().maxRecordLength(65_535).build().maxRecordLength()).isEqualTo(65_535);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 8_193})
  void aRecordsTermsHaveTheirBounds(int terms) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> choices().maxTerms(terms).build())
        .withMessageContaining("1-8192 terms");
    assertThat(choices().maxTerms(8_192).build().maxTerms()).isEqualTo(8_192);
  }

  @ParameterizedTest
  @CsvSource({"19, softfail", "18, permerror"})
  void aRecordMayBeAsLongAsTheLimit(int octets, String result) {
    Verdict verdict =
        check(
            choices().maxRecordLength(octets).build(),
            Zones.of("example.com TXT v=spf1 a=b c=d ~all"));
    assertThat(verdict.result().text()).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource({"4, softfail", "3, permerror"})
  void directivesAndModifiersAreTermsAlike(int terms, String result) {
    Verdict verdict =
        check(
            choices().maxTerms(terms).build(),
            Zones.of("example.com TXT v=spf1 a=b ip4:203.0.113.1 c=d ~all"));
    assertThat(verdict.result().text()).isEqualTo(result);
    assertThat(verdict.problem().isPresent()).isEqualTo(result.equals("permerror"));
  }

  @ParameterizedTest
  @CsvSource({"false, temperror", "true, permerror"})
  void aCheckThatTakesTooLongIsOneErrorOrTheOther(boolean permanent, String result) {
    Verdict verdict =
        check(
            choices().deadlineIsPermerror(permanent).build(),
            question -> new CompletableFuture<>());
    assertThat(verdict.result().text()).isEqualTo(result);
    assertThat(verdict.problem()).map(p -> p.code()).contains(ProblemCode.DEADLINE);
  }

  @Test
  void onlyTheDeadlineMayBecomeAPermerror() {
    Verdict verdict =
        check(choices().deadlineIsPermerror(true).build(), Zones.of("example.com FAILS TIMEOUT"));
    assertThat(verdict.result()).isEqualTo(SpfResult.TEMPERROR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"_spf.example.com", "a_b.example.com", "example.com_"})
  void underscoresAreTakenOrNot(String domain) {
    DnsResolver dns = Zones.of(domain + " TXT v=spf1 -all");
    assertThat(check(choices().build(), dns, Checks.CLIENT, domain).result())
        .isEqualTo(SpfResult.FAIL);
    assertThat(check(choices().underscores(false).build(), dns, Checks.CLIENT, domain).result())
        .isEqualTo(SpfResult.NONE);
  }

  // --- addresses of the other family only, §4.6.4 ---

  private static final List<String> DUAL =
      List.of(
          "v4.test ADDR 203.0.113.5",
          "both.test ADDR 203.0.113.5 2001:db8::1",
          "text.test TXT neither");

  private static DnsResolver dual(String terms) {
    return Zones.of(
        Stream.concat(Stream.of("example.com TXT v=spf1 " + terms), DUAL.stream())
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource(OtherFamily.class)
  void anAddressIsFoundWhateverOthersCount(OtherFamily choice) {
    Verdict verdict =
        check(
            choices().otherFamily(choice).build(),
            dual("a:v4.test a:both.test -all"),
            "2001:db8::1",
            "example.com");
    assertThat(verdict.result()).isEqualTo(SpfResult.PASS);
  }

  @ParameterizedTest
  @CsvSource({
    // two at most are void; what is asked for is AAAA
    "ASK,    a:v4.test a:v4.test a:v4.test,         0, false",
    "ASK,    a:v4.test a:text.test a:text.test,     2, false",
    "ASK,    a:text.test a:text.test a:text.test,   3, true",
    "ASK,    a:v4.test a:v4.test exists:gone.test,  1, false",
    "ASK,    a:text.test a:gone.test a:gone.test,   3, true",
    "VOID,   a:v4.test a:v4.test,                   2, false",
    "VOID,   a:v4.test a:v4.test a:v4.test,         3, true",
    "IGNORE, a:v4.test a:text.test a:text.test,     0, false",
    "IGNORE, a:gone.test a:gone.test a:gone.test,   3, true"
  })
  void whatIsVoid(OtherFamily choice, String terms, int voids, boolean tooMany) {
    Verdict verdict =
        check(
            choices().otherFamily(choice).build(),
            dual(terms + " ?all"),
            "2001:db8::1",
            "example.com");
    assertThat(verdict.result()).isEqualTo(tooMany ? SpfResult.PERMERROR : SpfResult.NEUTRAL);
    assertThat(verdict.counters().voidLookups()).isEqualTo(voids);
  }

  @Test
  void theOtherFamilyIsAskedForOnlyIfItMatters() {
    RecordingResolver two = new RecordingResolver(dual("a:v4.test a:text.test ?all"));
    Verdict verdict = check(choices().build(), two, "2001:db8::1", "example.com");
    assertThat(two.asked()).containsExactly("example.com/TXT", "v4.test/AAAA", "text.test/AAAA");
    assertThat(verdict.counters().voidLookups()).isEqualTo(2);
    assertThat(verdict.warnings()).isEmpty();

    RecordingResolver three = new RecordingResolver(dual("a:v4.test a:text.test a:v4.test ?all"));
    verdict = check(choices().build(), three, "2001:db8::1", "example.com");
    assertThat(three.asked()).contains("v4.test/A", "text.test/A");
    assertThat(verdict.counters().voidLookups()).isEqualTo(1);
    assertThat(verdict.warnings())
        .containsExactly(
            new Warning(
                Warning.Code.OTHER_FAMILY_ONLY,
                "example.com",
                "v4.test has A but no AAAA records"));
  }
}
