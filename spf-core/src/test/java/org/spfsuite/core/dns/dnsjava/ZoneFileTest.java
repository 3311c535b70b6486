package org.spfsuite.core.dns.dnsjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.RecordData;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.net.IpAddress;

final class ZoneFileTest {

  private static final String EXAMPLE =
      """
      $TTL 1h
      $ORIGIN bank.example.
      @        IN SOA ns hostmaster ( 1 7200 ; refresh
                                      3600 1209600 300 )
               IN NS  ns
               IN TXT "v=spf1 mx " "-all"   ; two strings
               600 MX 10 mx
      mx       A     192.0.2.1
               AAAA  2001:db8::1
      www      CNAME mx.bank.example.
      old      SPF   "v=spf1 -all"
      $ORIGIN .
      1.2.0.192.in-addr.arpa PTR mx.bank.example
      bare.example TXT unquoted
      mapped.example AAAA ::ffff:192.0.2.7
      chaos.example CH TXT "not Internet"
      """;

  @TempDir private Path directory;

  private static ZoneFile.Result parse(String text) {
    return ZoneFile.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ZoneFile.Valid valid(String text) {
    assertThat(parse(text)).isInstanceOf(ZoneFile.Valid.class);
    return (ZoneFile.Valid) parse(text);
  }

  private static DnsAnswer ask(Zone zone, String name, RecordType type) {
    return zone.answer(new DnsQuestion(DnsName.parse(name).orElseThrow(), type));
  }

  private static RecordData only(Zone zone, String name, RecordType type) {
    assertThat(ask(zone, name, type)).isInstanceOf(DnsAnswer.Records.class);
    DnsAnswer.Records records = (DnsAnswer.Records) ask(zone, name, type);
    assertThat(records.records()).hasSize(1);
    return records.records().get(0);
  }

  @Test
  void keepsWhatSpfAsksFor() {
    Zone zone = valid(EXAMPLE).zone();

    DnsName mx = DnsName.parse("mx.bank.example").orElseThrow();
    assertThat(only(zone, "bank.example", RecordType.TXT))
        .isEqualTo(new RecordData.Txt("v=spf1 mx -all"));
    assertThat(only(zone, "bank.example", RecordType.MX)).isEqualTo(new RecordData.Mx(10, mx));
    assertThat(only(zone, "mx.bank.example", RecordType.A)).isEqualTo(address("192.0.2.1"));
    assertThat(only(zone, "mx.bank.example", RecordType.AAAA)).isEqualTo(address("2001:db8::1"));
    assertThat(only(zone, "1.2.0.192.in-addr.arpa", RecordType.PTR))
        .isEqualTo(new RecordData.Ptr(mx));
    assertThat(only(zone, "bare.example", RecordType.TXT))
        .isEqualTo(new RecordData.Txt("unquoted"));
    assertThat(only(zone, "mapped.example", RecordType.AAAA))
        .isEqualTo(address("::ffff:192.0.2.7"));
  }

  private static RecordData.Address address(String literal) {
    return new RecordData.Address(IpAddress.parse(literal).orElseThrow());
  }

  @Test
  void followsAliases() {
    assertThat(only(valid(EXAMPLE).zone(), "WWW.bank.example", RecordType.A))
        .isEqualTo(address("192.0.2.1"));
  }

  @ParameterizedTest
  @CsvSource({"old.bank.example,TXT", "chaos.example,TXT", "ns.bank.example,A"})
  void passesOverOtherTypesAndClasses(String name, RecordType type) {
    assertThat(ask(valid(EXAMPLE).zone(), name, type)).isInstanceOf(DnsAnswer.NxDomain.class);
  }

  @Test
  void answersCarryTheSmallestTtl() {
    assertThat(ask(valid(EXAMPLE).zone(), "bank.example", RecordType.TXT).meta().ttlSeconds())
        .isEqualTo(600);
    assertThat(ask(valid("a.example TXT x").zone(), "a.example", RecordType.TXT).meta())
        .matches(meta -> meta.ttlSeconds() == 300);
  }

  @Test
  void octetsBeyondAsciiStayWhatTheyAre() {
    Zone zone = valid("b\u00fccher.example TXT \"\u00fc\\252\\\"\" \"\\\\\"").zone();

    assertThat(only(zone, "b\u00fccher.example", RecordType.TXT))
        .isEqualTo(new RecordData.Txt("\u00c3\u00bc\u00fc\"\\"));
  }

  @Test
  void underscoresAndEscapedLettersAreNames() {
    Zone zone = valid("\\095spf.a.example TXT x\n*.b.example CNAME _spf.a.example").zone();

    assertThat(only(zone, "_spf.a.example", RecordType.TXT)).isEqualTo(new RecordData.Txt("x"));
  }

  @Test
  void parenthesesCountOnlyWhereTheyAreSyntax() {
    assertThat(valid("a TXT \"(\" \\( ; (\nb TXT (\n \"x)\" ; )\n )\n").warnings()).isEmpty();
  }

  @Test
  void wildcardsAreWarnedOf() {
    assertThat(valid("*.b.example A 192.0.2.1\nb.example A 192.0.2.1").warnings())
        .containsExactly("wildcards are not expanded: *.b.example");
  }

  @Test
  void generatedRecordsAreRecords() {
    Zone zone = valid("$ORIGIN 2.0.192.in-addr.arpa.\n$GENERATE 1-3 $ PTR h$.example.\n").zone();

    assertThat(only(zone, "3.2.0.192.in-addr.arpa", RecordType.PTR).toString())
        .contains("h3.example");
  }

  @Test
  void generatingWithoutEndIsRefused() {
    byte[] endless =
        "$GENERATE 0-4294967295 h$.example A 192.0.2.1".getBytes(StandardCharsets.UTF_8);

    assertThat(ZoneFile.parse(endless, 1000))
        .isEqualTo(new ZoneFile.Invalid(1, "more than 1000 records"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a A 192.0.2.1                 | 1 | ``",
        "a A 192.0.2.256               | 2 | 192.0.2.256",
        "a AAAA 192.0.2.1              | 2 | 192.0.2.1",
        "a MX mx.example               | 2 | integer",
        "a MX 10                       | 2 | name",
        "a TXT                         | 2 | string",
        "a TXT \"x                     | 2 | quoted string",
        "a TXT ( \"x\"                 | 2 | parenthes",
        "a FOO 1                       | 2 | FOO",
        "a                             | 2 | string",
        "a..b A 192.0.2.1              | 2 | a..b",
        "a 99999999999 A 192.0.2.1     | 2 | 99999999999",
        "a CNAME b c                   | 2 | ``",
        "a A 192.0.2.1 192.0.2.2       | 2 | ``",
        "\"\" A 192.0.2.1              | 2 | not an entry",
        "a\\046b A 192.0.2.1           | 2 | dot in a label",
        "\\255 A 192.0.2.1             | 2 | not in UTF-8",
        "a CNAME x\\.y                 | 2 | dot in a label",
        "$INCLUDE /etc/passwd          | 2 | not supported",
        "$FOO                          | 2 | $FOO",
        "$TTL soon                     | 2 | TTL",
        "$GENERATE x                   | 2 | x",
      })
  void wrongLinesAreNamed(String entry, int line, String problem) {
    ZoneFile.Result result = parse("; a comment\n" + entry + "\n\nb A 192.0.2.2\n");

    if (line == 1) {
      assertThat(result).isInstanceOf(ZoneFile.Valid.class);
    } else {
      assertThat(result).isInstanceOf(ZoneFile.Invalid.class);
      ZoneFile.Invalid invalid = (ZoneFile.Invalid) result;
      assertThat(invalid.line()).as(invalid.problem()).isEqualTo(line);
      assertThat(invalid.problem()).contains(problem).doesNotContain("<none>");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void linesAreCountedWithBothLineEnds(String end) {
    String text = String.join(end, "a A 192.0.2.1", "", "a TXT ( \"x\"", "\"y\" )", "a A", "");

    assertThat(parse(text)).matches(r -> r instanceof ZoneFile.Invalid wrong && wrong.line() == 5);
  }

  @Test
  void problemsArePrintable() {
    ZoneFile.Invalid invalid = (ZoneFile.Invalid) parse("a \u001b[31m\u0007\u009b x");

    assertThat(invalid.problem().chars()).allMatch(c -> c >= 0x20 && c <= 0x7E);
  }

  @Test
  void readsFiles() throws IOException {
    Path file = Files.writeString(directory.resolve("zone"), "a.example A 192.0.2.1");

    assertThat(ZoneFile.read(file)).isInstanceOf(ZoneFile.Valid.class);
    assertThatThrownBy(() -> ZoneFile.read(directory.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void emptyFilesAreZonesWithoutNames() {
    assertThat(ask(valid("").zone(), "a.example", RecordType.A))
        .isInstanceOf(DnsAnswer.NxDomain.class);
  }
}
