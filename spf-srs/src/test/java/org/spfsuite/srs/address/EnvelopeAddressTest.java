package org.spfsuite.srs.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.srs.store.SenderStore;

final class EnvelopeAddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          alice@example.com       | alice    | example.com | alice@example.com
          Alice@Example.COM       | Alice    | Example.COM | Alice@Example.COM
          "john doe"@x.y          | john doe | x.y         | "john doe"@x.y
          "a@b"@x.y               | a@b      | x.y         | "a@b"@x.y
          "john"@x.y              | john     | x.y         | john@x.y
          "a\\"b"@x.y             | a"b      | x.y         | "a\\"b"@x.y
          "a\\\\b"@x.y            | a\\b     | x.y         | "a\\\\b"@x.y
          "\\a"@x.y               | a        | x.y         | a@x.y
          a..b@x.y                | a..b     | x.y         | "a..b"@x.y
          a.@x.y                  | a.       | x.y         | "a."@x.y
          é@x.y                   | é        | x.y         | é@x.y
          a\u00a0b@x.y            | a\u00a0b | x.y         | a\u00a0b@x.y
          a@[192.0.2.1]           | a        | [192.0.2.1] | a@[192.0.2.1]
          a@bücher.example        | a        | xn--bcher-kva.example | a@xn--bcher-kva.example
          a@x_y-z.1               | a        | x_y-z.1     | a@x_y-z.1
          a@AZaz09                | a        | AZaz09      | a@AZaz09
          """)
  void addressesHaveTwoParts(String text, String local, String domain, String written) {
    assertThat(EnvelopeAddress.parse(text))
        .hasValueSatisfying(
            address -> {
              assertThat(address).isEqualTo(new EnvelopeAddress(local, domain));
              assertThat(address).hasToString(written);
              assertThat(EnvelopeAddress.parse(written)).contains(address);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "a",
        "a@",
        "@x",
        "a b@x",
        "a@b@x",
        "\"a@x",
        "a\"@x",
        "\"\"@x",
        "\"a\\\"@x",
        "\"a\\@x",
        "\"a\"b@x",
        "\"a\"\"b\"@x",
        "a@x y",
        "a@x=y",
        "a@x@",
        "a@[]",
        "a@[x",
        "a@x]",
        "a@.x",
        "a@x.",
        "a@x..y",
        "a@x/y",
        "a\u0000@x",
        "a\u007f@x",
        "\"a\u007f\"@x",
        "a\u0085@x",
        "a\uD800@x",
        "a\uDFFF@x",
        "a\r\n@x",
        "a@x\n",
        "a@＝.x",
        "a@ß.x"
      })
  void nothingElseIsAnAddress(String text) {
    assertThat(EnvelopeAddress.parse(text)).isEmpty();
  }

  @Test
  void longTextIsNotLookedAt() {
    assertThat(EnvelopeAddress.parse("a".repeat(998) + "@x")).isPresent();
    assertThat(EnvelopeAddress.parse("a".repeat(999) + "@x")).isEmpty();
    assertThat(EnvelopeAddress.parse("a".repeat(5_000_000))).isEmpty();
  }

  @Test
  void longDomainsAreNone() {
    assertThat(EnvelopeAddress.parse("a@" + "d".repeat(253))).isPresent();
    assertThat(EnvelopeAddress.parse("a@" + "d".repeat(254))).isEmpty();
    assertThat(EnvelopeAddress.parse("a@[" + "1".repeat(252) + "]")).isEmpty();
    assertThat(EnvelopeAddress.parse("a@" + "ü.".repeat(30) + "example")).isPresent();
    assertThat(EnvelopeAddress.parse("a@" + "ü.".repeat(40) + "example")).isEmpty();
  }

  /** Which is what a store takes. */
  @ParameterizedTest
  @ValueSource(strings = {"ü.", "\uD83D\uDE00.", "a"})
  void noAddressIsMuchLongerThanItCame(String label) {
    for (int i = 1; i < 500; i++) {
      for (String local : List.of("a", "\"" + "\\\"".repeat(300) + "\"", "." + "é".repeat(600))) {
        EnvelopeAddress.parse(local + "@" + label.repeat(i) + "x")
            .ifPresent(a -> assertThat(a.toString()).hasSizeLessThan(SenderStore.MAX_SENDER));
      }
    }
  }

  @Test
  void limitsCountOctetsAndQuotes() {
    assertThat(new EnvelopeAddress("a".repeat(64), "x").fits()).isTrue();
    assertThat(new EnvelopeAddress("a".repeat(65), "x").fits()).isFalse();
    assertThat(new EnvelopeAddress("é".repeat(32), "x").fits()).isTrue();
    assertThat(new EnvelopeAddress("é".repeat(33), "x").fits()).isFalse();
    assertThat(new EnvelopeAddress(" ".repeat(62), "x").fits()).isTrue();
    assertThat(new EnvelopeAddress(" ".repeat(63), "x").fits()).isFalse();
    assertThat(new EnvelopeAddress("\\".repeat(31), "x").fits()).isTrue();
    assertThat(new EnvelopeAddress("\\".repeat(32), "x").fits()).isFalse();
    assertThat(new EnvelopeAddress("a", "x".repeat(252)).fits()).isTrue();
    assertThat(new EnvelopeAddress("a", "x".repeat(253)).fits()).isFalse();
  }

  @Test
  void domainsAreComparedInAnyCase() {
    assertThat(new EnvelopeAddress("a", "X.Y").isAt("x.y")).isTrue();
    assertThat(new EnvelopeAddress("a", "x.y").isAt("x.z")).isFalse();
  }

  @Test
  void onlyAsciiIsFolded() {
    assertThat(Ascii.lower("AZaz09ÉİI\u212A[@")).isEqualTo("azaz09Éİi\u212A[@");
    String same = "abc";
    assertThat(Ascii.lower(same)).isSameAs(same);
  }
}
