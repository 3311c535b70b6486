package org.spfsuite.core.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must be true of every text that is read, wherever it comes from. */
final class HeaderReadersTest {

  private static final List<String> FIELDS =
      List.of(
          "Received-SPF: pass (mx: domain of a@b.example designates 192.0.2.1 as permitted sender)"
              + "\r\n\tclient-ip=192.0.2.1; envelope-from=\"a@b.example\"; helo=c; identity=mailfrom;"
              + "\r\n\tmechanism=\"ip4:192.0.2.0/24\"; problem=x y (z); receiver=mx",
          "Received-SPF: softfail client-ip=2001:db8::1; x-software=a 1.0 http://b/ with c;",
          "Authentication-Results: mx.example (a (b)) 1; spf/1 = pass reason=\"x\""
              + "\r\n\tsmtp . mailfrom=\"a b\"@c.example; d.example; dkim=fail (e) header.b=nM0+XC=; none",
          "Authentication-Results: spf=pass (f) smtp.mfrom=a; g.example; dmarc=pass action=none",
          "ARC-Authentication-Results: i=1; mx.example; spf=pass");

  /** 100 seeds of 500 texts. */
  @ParameterizedTest
  @MethodSource("seeds")
  @Timeout(30)
  void readersNeverThrow(long seed) {
    Hostile hostile = new Hostile(seed);
    for (int i = 0; i < 500; i++) {
      String text =
          hostile.below(4) == 0
              ? "pass " + hostile.text()
              : hostile.mutate(FIELDS.get(hostile.below(FIELDS.size())));
      try {
        assertReadable(text);
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", text " + i + ": " + text, e);
      }
    }
  }

  static LongStream seeds() {
    return LongStream.range(1_000, 1_100);
  }

  private static void assertReadable(String text) {
    assertOutcome(ReceivedSpf.parse(text), text);
    assertOutcome(AuthenticationResults.parse(text), text);
    AuthenticationResults.claims(text, "mx.example");
  }

  private static void assertOutcome(ParsedField<?> outcome, String text) {
    if (outcome instanceof ParsedField.Malformed<?> malformed) {
      assertThat(malformed.position()).as(text).isBetween(0, text.length());
      assertThat(malformed.expected()).isNotEmpty();
    } else {
      assertThat(outcome.toString()).as(text).doesNotContain("\r", "\n");
    }
  }

  /** Texts that a careless reader looks at again and again. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        ")",
        "()",
        "(()",
        "( ",
        "\\",
        "(\\",
        "\"",
        "\"\\",
        "a ",
        "a=",
        "a= ",
        "a .",
        "a . ",
        "a/",
        "a(b)",
        "a (b) . ",
        "=",
        ";",
        "; ",
        "a;",
        " ",
        "\r\n ",
        "\n",
        ".",
        "a.b.c.d.e.f ",
        "a=b c ",
        "a=\"b\"",
        "\"a\"b ",
        "a=b;",
        "a=b "
      })
  @Timeout(5)
  void readersAreLinear(String piece) {
    for (String head : List.of("", "pass ", "pass a=", "mx; ", "mx; spf=pass ", "mx; a=b c.d=")) {
      int room = FieldScanner.MAX_LENGTH - head.length();
      assertReadable(head + piece.repeat(room / piece.length()));
      assertReadable(head + piece.repeat(1_000_000));
    }
  }
}
