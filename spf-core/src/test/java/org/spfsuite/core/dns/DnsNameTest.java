package org.spfsuite.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.net.IpAddress;

final class DnsNameTest {

  private static final String LABEL_63 = "a".repeat(63);

  /** 63 + 1 + 63 + 1 + 63 + 1 + 61 = 253 characters. */
  private static final String NAME_253 = (LABEL_63 + ".").repeat(3) + "b".repeat(61);

  @ParameterizedTest
  @CsvSource({"example.com, 2", "example.com., 2", "com, 1", "a.b.c.d.e, 5", "_spf.a-b.x_y, 3"})
  void countsLabelsWithoutTheRoot(String text, int labels) {
    assertThat(name(text).labelCount()).isEqualTo(labels);
    assertThat(name(text).labels()).hasSize(labels);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", ".com", "a..com", "example.com..", ".example.com", "a.b..", "..a"})
  void refusesEmptyLabels(String text) {
    assertThat(DnsName.parse(text)).isEmpty();
    assertThat(DnsName.parseOctets(text)).isEmpty();
  }

  @Test
  void takesLabelsOf63OctetsAndNoMore() {
    assertThat(DnsName.parse(LABEL_63 + ".com")).isPresent();
    assertThat(DnsName.parse("com." + LABEL_63)).isPresent();
    assertThat(DnsName.parse("a" + LABEL_63 + ".com")).isEmpty();
    assertThat(DnsName.parse("com.a" + LABEL_63)).isEmpty();
  }

  @Test
  void takesNamesOf253OctetsAndNoMore() {
    assertThat(NAME_253).hasSize(253);
    assertThat(DnsName.parse(NAME_253)).isPresent();
    assertThat(DnsName.parse(NAME_253 + ".")).contains(name(NAME_253));
    assertThat(DnsName.parse(NAME_253 + "b")).isEmpty();
    assertThat(DnsName.parse(NAME_253 + "b.")).isEmpty();
  }

  @Test
  void takes127LabelsAndNoMore() {
    assertThat(name("a.".repeat(126) + "a").labelCount()).isEqualTo(127);
    assertThat(DnsName.parse("a.".repeat(127) + "a")).isEmpty();
  }

  @Test
  void countsOctetsNotCharacters() {
    assertThat(DnsName.parse("\u00e4".repeat(31) + ".com")).isPresent();
    assertThat(DnsName.parse("\u00e4".repeat(32) + ".com")).isEmpty();
    assertThat(DnsName.parseOctets("\u00e4".repeat(63) + ".com")).isPresent();
  }

  @Test
  void carriesCharactersBeyondAsciiAsUtf8() {
    assertThat(name("\u00e4.com").labels().get(0)).containsExactly(0xC3, 0xA4);
    assertThat(name("\u00e4.com").text()).isEqualTo("\u00c3\u00a4.com");
    assertThat(name("\u00e4.com")).hasToString("\\195\\164.com");
  }

  @Test
  void carriesEveryOctetButTheDotThroughText() {
    for (int octet = 0; octet < 0x100; octet++) {
      if (octet != '.') {
        String text = "x" + (char) octet + ".example";
        DnsName name = DnsName.parseOctets(text).orElseThrow();
        assertThat(name.labels().get(0)).containsExactly('x', octet);
        assertThat(name.text()).isEqualTo(text);
        assertThat(name.toString().chars()).allMatch(c -> c > 0x20 && c < 0x7F);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0,   a\\000b.example",
    "9,   a\\009b.example",
    "10,  a\\010b.example",
    "32,  a\\032b.example",
    "46,  a\\.b.example",
    "92,  a\\\\b.example",
    "127, a\\127b.example",
    "255, a\\255b.example",
    "37,  a%b.example",
    "47,  a/b.example"
  })
  void escapesForPeopleWhatWouldMislead(int octet, String printed) {
    assertThat(ofLabels("a" + (char) octet + "b", "example")).hasToString(printed);
  }

  @Test
  void hasNoLabelsAtTheRoot() {
    DnsName root = DnsName.ofLabels(List.of()).orElseThrow();
    assertThat(root.labelCount()).isZero();
    assertThat(root).hasToString(".");
    assertThat(root.text()).isEmpty();
    assertThat(name("example.com").isAtOrBelow(root)).isTrue();
  }

  @Test
  void isEqualWhateverTheCaseOfAsciiLettersButKeepsItsSpelling() {
    DnsName lower = name("mail.example.com");
    DnsName mixed = name("MaiL.eXample.COM");
    assertThat(mixed).isEqualTo(lower).hasSameHashCodeAs(lower);
    assertThat(mixed).hasToString("MaiL.eXample.COM");
    assertThat(mixed.text()).isEqualTo("MaiL.eXample.COM");
  }

  @ParameterizedTest
  @CsvSource({
    "example.com, example.org",
    "example.com, example.com.au",
    "a@.com,      a`.com",
    "a[.com,      a{.com",
    "ab.c,        a.bc",
    "example.com, com"
  })
  void isDifferentInAnythingElse(String one, String other) {
    assertThat(name(one)).isNotEqualTo(name(other));
  }

  @Test
  void foldsNoOctetsBeyondAscii() {
    assertThat(DnsName.parseOctets("\u00c4.com")).isNotEqualTo(DnsName.parseOctets("\u00e4.com"));
  }

  @ParameterizedTest
  @CsvSource({
    "example.com,             example.com, true",
    "mail.example.com,        example.com, true",
    "MAIL.EXAMPLE.COM,        example.com, true",
    "a.b.c.example.com,       example.com, true",
    "mail.bad-example.com,    example.com, false",
    "badexample.com,          example.com, false",
    "example.com,             mail.example.com, false",
    "com,                     example.com, false",
    "example.com.evil.org,    example.com, false",
    "example.com,             com,         true"
  })
  void liesBelowAnotherNameAtLabelBoundariesOnly(String name, String other, boolean expected) {
    assertThat(name(name).isAtOrBelow(name(other))).isEqualTo(expected);
  }

  @Test
  void isNotFooledByLengthOctetsInsideLabels() {
    // "7example3com" inside one label looks like two labels on the wire.
    DnsName fake = ofLabels("x\u0007example", "com");
    assertThat(fake.isAtOrBelow(name("example.com"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.3, 3.2.0.192.in-addr.arpa",
    "0.0.0.255, 255.0.0.0.in-addr.arpa",
    "2001:db8::cb01," + " 1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa",
    "fedc:ba98:7654:3210::,"
        + " 0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1.2.3.4.5.6.7.8.9.a.b.c.d.e.f.ip6.arpa"
  })
  void hasAReverseNameForEveryAddress(String address, String reverse) {
    assertThat(DnsName.reverse(IpAddress.parse(address).orElseThrow())).hasToString(reverse);
  }

  @Test
  void givesAwayNewLabelsEachTime() {
    DnsName name = name("example.com");
    name.labels().get(0)[0] = 'X';
    assertThat(name).hasToString("example.com");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {6, 4343})
  void comesBackFromItsLabelsAndFromItsText(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      List<byte[]> labels = new ArrayList<>();
      int count = 1 + random.nextInt(4);
      for (int label = 0; label < count; label++) {
        byte[] octets = new byte[1 + random.nextInt(62)];
        random.nextBytes(octets);
        labels.add(octets);
      }
      DnsName name = DnsName.ofLabels(labels).orElseThrow();
      assertThat(name.labels()).usingElementComparator(Arrays::compare).isEqualTo(labels);
      assertThat(DnsName.ofLabels(name.labels())).contains(name);
      if (labels.stream().noneMatch(DnsNameTest::holdsDot)) {
        assertThat(DnsName.parseOctets(name.text())).contains(name);
      }
    }
  }

  @Test
  void refusesBadLabelsAsItRefusesBadText() {
    assertThat(DnsName.ofLabels(List.of(new byte[0]))).isEmpty();
    assertThat(DnsName.ofLabels(List.of(new byte[64]))).isEmpty();
    assertThat(DnsName.ofLabels(List.of(new byte[63], new byte[63], new byte[63], new byte[62])))
        .isEmpty();
    assertThat(DnsName.ofLabels(List.of(new byte[63], new byte[63], new byte[63], new byte[61])))
        .isPresent();
  }

  @Test
  void printsAQuestionInOneWord() {
    DnsQuestion question = new DnsQuestion(name("a b.example"), RecordType.AAAA);
    assertThat(question).hasToString("a\\032b.example/AAAA");
    assertThat(question)
        .isEqualTo(new DnsQuestion(name("A B.example".toUpperCase(Locale.ROOT)), RecordType.AAAA));
  }

  private static boolean holdsDot(byte[] label) {
    return new String(label, StandardCharsets.ISO_8859_1).indexOf('.') >= 0;
  }

  private static DnsName name(String text) {
    return DnsName.parse(text).orElseThrow();
  }

  private static DnsName ofLabels(String... labels) {
    List<byte[]> octets = new ArrayList<>();
    for (String label : labels) {
      octets.add(label.getBytes(StandardCharsets.ISO_8859_1));
    }
    return DnsName.ofLabels(octets).orElseThrow();
  }

  @Test
  void hashesNamesThatSomebodyMadeToCollideApart() {
    int pairs = 12;
    Set<Integer> hashes = new HashSet<>();
    for (int bits = 0; bits < 1 << pairs; bits++) {
      StringBuilder label = new StringBuilder();
      for (int pair = 0; pair < pairs; pair++) {
        label.append((bits >> pair & 1) == 0 ? "az" : "b["); // 31 * 'a' + 'z' == 31 * 'b' + '['
      }
      hashes.add(DnsName.parse(label + ".example").orElseThrow().hashCode());
    }
    assertThat(hashes).hasSizeGreaterThan((1 << pairs) - 100);
  }

  @Test
  void hashesNamesThatDifferInCaseAlike() {
    assertThat(DnsName.parse("EXAMPLE.com").orElseThrow())
        .hasSameHashCodeAs(DnsName.parse("example.COM").orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({"a, 3", "example.com, 13", "example.com., 13"})
  void knowsItsLengthOnTheWire(String name, int octets) {
    assertThat(DnsName.parse(name).orElseThrow().wireLength()).isEqualTo(octets);
    assertThat(DnsName.ofLabels(List.of()).orElseThrow().wireLength()).isEqualTo(1);
  }
}
