package org.spfsuite.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.check.CheckSettings;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.verdict.ProblemCode;
import org.spfsuite.core.verdict.Verdict;
import org.spfsuite.core.verdict.Warning;

final class VerdictReportTest {

  private static final Path SCHEMA_FILE = Path.of("../docs/verdict.schema.json");

  private static final Zone ZONE =
      Zone.builder()
          .txt(
              "shop.example",
              "v=spf1 mx exists:%{i}._s.%{d} include:esp.example -all exp=e.shop.example")
          .mx("shop.example", 10, "mx.shop.example")
          .address("mx.shop.example", "192.0.2.1")
          .txt("e.shop.example", "%{i} may not send for %{d}")
          .txt("esp.example", "v=spf1 ip4:198.51.100.0/24 redirect=more.esp.example")
          .txt("more.esp.example", "v=spf1 ip6:2001:db8::/32 ~all")
          .txt("pass.example", "v=spf1 +all")
          .txt("softfail.example", "v=spf1 a:%{l}..%{d} ~all")
          .txt("neutral.example", "v=spf1")
          .txt("permerror.example", "v=spf1 ip4:300.0.0.1")
          .failing("temperror.example", FailureKind.TIMEOUT)
          .txt("hostile.example", "v=spf1 -all exp=h.example", "")
          .txt("h.example", "a%_quote \" and \\ %{h}")
          .build();

  private static Verdict check(String domain, String client) {
    return SpfChecker.builder()
        .resolver(ZONE)
        .settings(CheckSettings.DEFAULTS.withTraces(true))
        .build()
        .checkMailFrom(SpfRequest.of(client, "helo.example\r\nX: y\u2028", "me@" + domain));
  }

  private static Schema schema() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(SCHEMA_FILE));
  }

  @Test
  void treeShowsEveryStepAndWhy() {
    Verdict verdict = check("shop.example", "203.0.113.66");

    assertThat(VerdictText.tree(verdict.trace().orElseThrow(), TreeStyle.UNICODE))
        .isEqualTo(
            """
            policy of shop.example: fail
            ├─ DNS TXT shop.example: v=spf1 mx exists:%{i}._s.%{d} include:esp.example -all exp=e.shop.example
            ├─ mx  no match, 203.0.113.66 is not among the addresses
            │  ├─ DNS MX shop.example: 10 mx.shop.example
            │  └─ DNS A mx.shop.example: 192.0.2.1
            ├─ exists:%{i}._s.%{d}  no match, the name has no A record
            │  ├─ macros %{i}._s.%{d} -> 203.0.113.66._s.shop.example
            │  └─ DNS A 203.0.113.66._s.shop.example: nxdomain, a void look-up
            ├─ include:esp.example  no match, esp.example says softfail
            │  ├─ macros esp.example -> esp.example
            │  └─ policy of esp.example: softfail
            │     ├─ DNS TXT esp.example: v=spf1 ip4:198.51.100.0/24 redirect=more.esp.example
            │     ├─ ip4:198.51.100.0/24  no match, 203.0.113.66 is not in 198.51.100.0/24
            │     └─ redirect=more.esp.example  followed, the target says softfail
            │        ├─ macros more.esp.example -> more.esp.example
            │        └─ policy of more.esp.example: softfail
            │           ├─ DNS TXT more.esp.example: v=spf1 ip6:2001:db8::/32 ~all
            │           ├─ ip6:2001:db8::/32  no match, 203.0.113.66 is of the other address family
            │           └─ ~all  match, matches everybody
            └─ -all  match, matches everybody
            explanation
            ├─ macros e.shop.example -> e.shop.example
            ├─ DNS TXT e.shop.example: %{i} may not send for %{d}
            └─ macros %{i} may not send for %{d} -> 203.0.113.66 may not send for shop.example
            """);
  }

  static Stream<Arguments> terms() {
    return Stream.of(
        arguments("a:host.test", "match, 192.0.2.1 is an address of host.test"),
        arguments("mx:host.test", "match, 192.0.2.1 is an address of mx1.test"),
        arguments("a:far.test", "no match, 192.0.2.1 is not among the addresses"),
        arguments("mx:gone.test", "no match, there is no such address"),
        arguments("a:gone.test", "no match, there is no such address"),
        arguments("ptr:host.test", "match, 192.0.2.1 has a validated name there"),
        arguments("ptr:far.test", "no match, 192.0.2.1 has no validated name there"),
        arguments("exists:host.test", "match, the name has an A record"),
        arguments("ip4:192.0.2.0/24", "match, 192.0.2.1 is in 192.0.2.0/24"),
        arguments("include:%{l}.test", "no match, its name cannot be looked up"),
        arguments(
            "include:broken.test",
            "syntax, \"nonsense\" at character 8, expected one of all, include, a, mx, ptr,"
                + " ip4, ip6, exists (broken.test)"),
        arguments(
            "include:gone.test",
            "include-without-record, include:gone.test has no SPF record" + " (terms.test)"),
        arguments(
            "redirect=broken.test",
            "followed, the target says permerror, syntax: \"nonsense\" at character 8, expected one"
                + " of all, include, a, mx, ptr, ip4, ip6, exists (broken.test)"),
        arguments(
            "redirect=gone.test",
            "followed, the target says permerror, redirect-without-record: redirect=gone.test has no SPF record (terms.test)"),
        arguments("redirect=soft.test", "followed, the target says softfail"));
  }

  @ParameterizedTest
  @MethodSource("terms")
  void treeTellsWhyEachKindOfTermMatchedOrNot(String term, String why) {
    Zone zone =
        Zone.builder()
            .txt("terms.test", "v=spf1 " + term)
            .address("host.test", "192.0.2.1")
            .mx("host.test", 5, "far.test")
            .mx("host.test", 10, "mx1.test")
            .address("mx1.test", "192.0.2.1")
            .address("far.test", "203.0.113.1")
            .ptr("192.0.2.1", "host.test")
            .txt("broken.test", "v=spf1 nonsense")
            .txt("soft.test", "v=spf1 ~all")
            .build();
    Verdict verdict =
        SpfChecker.builder()
            .resolver(zone)
            .settings(CheckSettings.DEFAULTS.withTraces(true))
            .build()
            .checkMailFrom(SpfRequest.of("192.0.2.1", "h.test", "j\u00f6rg@terms.test"));
    assertThat(VerdictText.tree(verdict.trace().orElseThrow(), TreeStyle.ASCII))
        .contains("- " + term + "  " + why + "\n");
  }

  @Test
  void treeTellsWhichNamesCannotBeLookedUp() {
    assertThat(tree("j\u00f6rg", "include:%{l}.test"))
        .contains("macros %{l}.test -> nothing: the local part is not ASCII\n");
    assertThat(tree("a..b", "include:%{l}.test"))
        .contains("macros %{l}.test -> not a domain name: a..b.test\n");
  }

  private static String tree(String localPart, String term) {
    Verdict verdict =
        SpfChecker.builder()
            .resolver(Zone.builder().txt("terms.test", "v=spf1 " + term + " -all").build())
            .settings(CheckSettings.DEFAULTS.withTraces(true))
            .build()
            .checkMailFrom(SpfRequest.of("192.0.2.1", "h.test", localPart + "@terms.test"));
    return VerdictText.tree(verdict.trace().orElseThrow(), TreeStyle.ASCII);
  }

  @Test
  void jsonHoldsTheRecordOfEachPolicy() {
    assertThat(VerdictJson.write(check("shop.example", "203.0.113.66")))
        .contains("\"record\":\"v=spf1 ip4:198.51.100.0/24 redirect=more.esp.example\"")
        .contains("\"record\":\"v=spf1 ip6:2001:db8::/32 ~all\"");
  }

  @Test
  void asciiTreeIsAscii() {
    String tree =
        VerdictText.tree(
            check("shop.example", "203.0.113.66").trace().orElseThrow(), TreeStyle.ASCII);

    assertThat(tree.chars()).allMatch(c -> c == '\n' || (c >= 0x20 && c <= 0x7E));
    assertThat(tree).contains("\n|- mx  no match").contains("\n`- -all  match");
  }

  @Test
  void textTellsResultReasonAndExplanation() {
    assertThat(VerdictText.of(check("shop.example", "203.0.113.66")))
        .startsWith(
            """
            MAIL FROM shop.example: fail
              because: shop.example -all
              shop.example explains: 203.0.113.66 may not send for shop.example
              cost: 4 of the limited look-ups, 1 void, 0 DNS queries, \
            """);
  }

  @Test
  void hostileTextsStayOnTheirLine() {
    Verdict verdict = check("hostile.example", "203.0.113.66");

    assertThat(VerdictText.of(verdict))
        .contains("  hostile.example explains: a quote \" and \\ helo.example??X: y???\n");
    assertThat(VerdictText.tree(verdict.trace().orElseThrow(), TreeStyle.ASCII).chars())
        .allMatch(c -> c == '\n' || (c >= 0x20 && c <= 0x7E));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop",
        "pass",
        "softfail",
        "neutral",
        "permerror",
        "temperror",
        "none",
        "hostile",
        "[1.2.3.4]"
      })
  void jsonKeepsItsSchema(String name) throws IOException {
    String domain = name.startsWith("[") ? name : name + ".example";

    String json = VerdictJson.write(check(domain, "203.0.113.66"));

    assertThat(schema().validate(json, InputFormat.JSON)).as(json).isEmpty();
    assertThat(json).doesNotContain("\n").contains("\"identity\":\"mailfrom\"");
  }

  @Test
  void schemaRefusesWhatIsNoVerdict() throws IOException {
    assertThat(schema().validate("{\"result\":\"fail\"}", InputFormat.JSON)).isNotEmpty();
    String odd =
        VerdictJson.write(check("pass.example", "192.0.2.1")).replace("\"pass\"", "\"passed\"");
    assertThat(schema().validate(odd, InputFormat.JSON)).isNotEmpty();
  }

  static Stream<String> namesThatTheSchemaMustKnow() {
    return Stream.of(
            Arrays.stream(ProblemCode.values()).map(ProblemCode::text),
            Arrays.stream(Warning.Code.values()).map(Warning.Code::text),
            Arrays.stream(FailureKind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', '-')))
        .flatMap(names -> names);
  }

  @ParameterizedTest
  @MethodSource("namesThatTheSchemaMustKnow")
  void schemaKnowsEveryName(String name) throws IOException {
    assertThat(Files.readString(SCHEMA_FILE)).contains("\"" + name + "\"");
  }

  @ParameterizedTest
  @EnumSource(ProblemCode.class)
  void problemsNameTheirSection(ProblemCode code) {
    assertThat(code.section()).matches("\\d(\\.\\d+)*");
  }

  @Test
  void withoutTracingThereIsNoTrace() {
    Verdict verdict =
        SpfChecker.builder()
            .resolver(ZONE)
            .build()
            .checkMailFrom(SpfRequest.of("192.0.2.1", "h.example", "me@pass.example"));

    assertThat(verdict.trace()).isEmpty();
    assertThat(VerdictJson.write(verdict)).doesNotContain("\"trace\"");
  }
}
