package org.spfsuite.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.SpfResult;

/** For whom else the verdict on 192.0.2.77, which calls itself h.example, holds. */
final class ExaminationTest {

  private static final String EVERYBODY = "0.0.0.0 - 255.255.255.255";

  private static Examination examine(String record) {
    return examine(record, Extent.FULL);
  }

  private static Examination examine(String record, Extent extent) {
    Zone zone =
        Zone.builder()
            .ttl(300)
            .txt("bank.example", record)
            .address("bank.example", "192.0.2.70")
            .mx("bank.example", 10, "mx.example")
            .address("mx.example", "192.0.2.80")
            .ptr("192.0.2.77", "host.example")
            .address("host.example", "192.0.2.77")
            .txt("inner.example", "v=spf1 ip4:192.0.2.64/28 -all")
            .txt("plain.example", "Go away.")
            .txt("sender.example", "%{s} may not")
            .txt("client.example", "%{c} may not")
            .txt("time.example", "not at %{t}")
            .txt("broken.example", "%{l} %{")
            .build();
    return Checks.host(zone, CheckLimits.RFC_7208)
        .examine(
            new CheckArguments(
                Identity.MAIL_FROM,
                IpAddress.parse("192.0.2.77").orElseThrow(),
                "bank.example",
                "a",
                "h.example"),
            extent,
            Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "*",
      value = {
        "v=spf1 -all                               | DOMAIN | *",
        "v=spf1 ip6:2001:db8::/32 -all             | DOMAIN | *",
        "v=spf1 ip4:192.0.2.0/24 -all              | DOMAIN | 192.0.2.0 - 192.0.2.255",
        "v=spf1 ip4:192.0.2.1 ip4:192.0.2.96/27    | DOMAIN | 192.0.2.2 - 192.0.2.95",
        "v=spf1 a mx -all                          | DOMAIN | 192.0.2.71 - 192.0.2.79",
        "v=spf1 include:inner.example -all         | DOMAIN | 192.0.2.64 - 192.0.2.79",
        "v=spf1 redirect=inner.example             | DOMAIN | 192.0.2.64 - 192.0.2.79",
        "v=spf1 exists:%{d}.%{o}.%{v}.test -all    | DOMAIN | *",
        "v=spf1 ptr:host.example -all              | DOMAIN | 192.0.2.77 - 192.0.2.77",
        "v=spf1 exists:%{i}.test -all              | DOMAIN | 192.0.2.77 - 192.0.2.77",
        "v=spf1 exists:%{p}.test -all              | DOMAIN | 192.0.2.77 - 192.0.2.77",
        "v=spf1 exists:%{l}.test -all              | CLAIM  | *",
        "v=spf1 exists:%{s}.test -all              | CLAIM  | *",
        "v=spf1 include:%{l}.test -all             | CLAIM  | *",
        "v=spf1 redirect=%{l}.test                 | CLAIM  | *",
        "v=spf1 a:%{l}.test/8 -all                 | CLAIM  | *",
        "v=spf1 ip4:192.0.2.0/24 exists:%{l}.test  | DOMAIN | 192.0.2.0 - 192.0.2.255",
        "v=spf1 ip4:192.0.3.0/24 exists:%{l}.test  | CLAIM  | 0.0.0.0 - 192.0.2.255",
        "v=spf1 exists:%{h}.test -all              | CLAIM  | *",
        "v=spf1 exists:%{h}.%{l}.test -all         | CLAIM  | *",
        "v=spf1 exists:%{l}.%{h}.test -all         | CLAIM  | *",
        "v=spf1 -all exp=plain.example             | DOMAIN | *",
        "v=spf1 -all exp=sender.example            | CLAIM  | *",
        "v=spf1 -all exp=client.example            | DOMAIN | 192.0.2.77 - 192.0.2.77",
        "v=spf1 -all exp=time.example              | CHECK  | *",
        "v=spf1 -all exp=broken.example            | DOMAIN | *",
        "v=spf1 -all exp=%{l}.example              | CLAIM  | *",
        "v=spf1 ?all exp=time.example              | DOMAIN | *",
        "v=spf1 nonsense                           | DOMAIN | *",
        "no record at all                          | DOMAIN | *",
      })
  void whatACheckLooksAtIsWhatItsVerdictHoldsFor(String record, Reach reach, String range) {
    Examination examination = examine(record);
    assertThat(examination.reach()).isEqualTo(reach);
    assertThat(examination.range().first() + " - " + examination.range().last())
        .isEqualTo(range == null ? EVERYBODY : range);
  }

  @Test
  void whatTheVerdictRestsOn() {
    assertThat(examine("v=spf1 exists:%{l}.test mx ~all").questions())
        .extracting(DnsQuestion::toString)
        .isEqualTo(List.of("bank.example/TXT", "a.test/A", "bank.example/MX", "mx.example/A"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "*",
      value = {
        "v=spf1 ip4:192.0.2.0/24 -all                    | PASS    | false | 192.0.2.0 - 192.0.2.255",
        "v=spf1 ptr:host.example -all                    | FAIL    | true  | *",
        "v=spf1 ptr:%{i}.example -all                    | FAIL    | true  | *",
        "v=spf1 exists:%{i}.test -all                    | FAIL    | true  | *",
        "v=spf1 a:%{p}.test mx:%{ir}.test ~all           | SOFTFAIL | true | *",
        "v=spf1 exists:%{i}.test ip4:192.0.2.0/24 -all   | PASS    | true  | 192.0.2.0 - 192.0.2.255",
        "v=spf1 ip4:192.0.2.0/24 exists:%{i}.test -all   | PASS    | false | 192.0.2.0 - 192.0.2.255",
        "v=spf1 include:%{i}.test -all                   | FAIL    | true  | *",
        "v=spf1 ip4:10.0.0.0/8 redirect=%{i}.test        | NEUTRAL | true  | 11.0.0.0 - 255.255.255.255",
        "v=spf1 -all exp=client.example                  | FAIL    | false | *",
        "v=spf1 ptr ptr ptr ptr ptr ptr ptr ptr ptr ptr ptr | PERMERROR | true | *",
      })
  void ofTheNetworksAloneTheClientItselfIsNoPart(
      String record, SpfResult result, boolean personal, String range) {
    Examination examination = examine(record, Extent.NETWORKS);
    assertThat(examination.verdict().result()).isEqualTo(result);
    assertThat(examination.verdict().warnings()).isEmpty();
    assertThat(examination.personal()).isEqualTo(personal);
    assertThat(examination.range().first() + " - " + examination.range().last())
        .isEqualTo(range == null ? EVERYBODY : range);
    assertThat(examination.questions())
        .extracting(DnsQuestion::toString)
        .containsExactly("bank.example/TXT");
  }

  @Test
  void ofTheResultAloneTheExplanationIsNoPart() {
    Examination examination =
        examine("v=spf1 ip4:10.0.0.0/8 exists:%{i}.test -all exp=plain.example", Extent.RESULT);
    assertThat(examination.verdict().explanation()).isEmpty();
    assertThat(examination.personal()).isTrue();
    assertThat(examination.compared()).isEqualTo(1);
    assertThat(examination.range().first()).isEqualTo(examination.range().last());
    assertThat(examination.questions())
        .extracting(DnsQuestion::toString)
        .containsExactly("bank.example/TXT", "192.0.2.77.test/A");
  }
}
