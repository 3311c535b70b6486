package org.spfsuite.core.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.verdict.Counters;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.ProblemCode;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;

final class ReceivedSpfTest {

  private static final String RECEIVER = "mx.example.org";
  private static final String FOLD = "\r\n\t";

  private static final Pattern ATOM = Pattern.compile("[\\w!#$%&'*+/=?^`{|}~-]+");

  private static final Zone ZONE =
      Zone.builder()
          .txt("pass.example", "v=spf1 ip4:192.0.2.1 -all")
          .txt("fail.example", "v=spf1 -all")
          .txt("softfail.example", "v=spf1 ~all")
          .txt("neutral.example", "v=spf1 a:neutral.example")
          .failing("temperror.example", FailureKind.TIMEOUT)
          .txt("permerror.example", "v=spf1 foo -all")
          .build();

  private static final SpfChecker CHECKER = SpfChecker.builder().resolver(ZONE).build();

  static Stream<Arguments> goldenFields() {
    String rest = "identity=mailfrom; mechanism=";
    return Stream.of(
        Arguments.of(
            "pass",
            lines(
                "Received-SPF: pass client-ip=192.0.2.1; envelope-from=\"alice@pass.example\";",
                "helo=mail.client.example; identity=mailfrom;",
                "mechanism=\"ip4:192.0.2.1\"; receiver=mx.example.org")),
        Arguments.of(
            "fail",
            lines(
                "Received-SPF: fail (mx.example.org: domain of alice@fail.example does not",
                "designate 192.0.2.1 as permitted sender) client-ip=192.0.2.1;",
                "envelope-from=\"alice@fail.example\"; helo=mail.client.example;",
                rest + "-all; receiver=mx.example.org")),
        Arguments.of(
            "softfail",
            lines(
                "Received-SPF: softfail (mx.example.org: domain of alice@softfail.example",
                "discourages use of 192.0.2.1 as permitted sender) client-ip=192.0.2.1;",
                "envelope-from=\"alice@softfail.example\"; helo=mail.client.example;",
                rest + "~all; receiver=mx.example.org")),
        Arguments.of(
            "neutral",
            lines(
                "Received-SPF: neutral (mx.example.org: 192.0.2.1 is neither permitted nor",
                "denied by domain of alice@neutral.example) client-ip=192.0.2.1;",
                "envelope-from=\"alice@neutral.example\"; helo=mail.client.example;",
                rest + "default; receiver=mx.example.org")),
        Arguments.of(
            "none",
            lines(
                "Received-SPF: none (mx.example.org: domain of alice@none.example does not",
                "publish a policy) client-ip=192.0.2.1;",
                "envelope-from=\"alice@none.example\"; helo=mail.client.example;",
                rest + "default; receiver=mx.example.org")),
        Arguments.of(
            "temperror",
            lines(
                "Received-SPF: temperror (mx.example.org: policy of domain of",
                "alice@temperror.example cannot be read at the moment)",
                "client-ip=192.0.2.1; envelope-from=\"alice@temperror.example\";",
                "helo=mail.client.example; identity=mailfrom; mechanism=default;",
                "problem=\"dns-timeout TXT temperror.example: TIMEOUT zone says TIMEOUT\";",
                "receiver=mx.example.org")),
        Arguments.of(
            "permerror",
            lines(
                "Received-SPF: permerror (mx.example.org: policy of domain of",
                "alice@permerror.example is broken) client-ip=192.0.2.1;",
                "envelope-from=\"alice@permerror.example\"; helo=mail.client.example;",
                rest + "default;",
                "problem=\"syntax \\\"foo\\\" at character 8, expected one of all, include, a,"
                    + " mx, ptr, ip4, ip6, exists\";",
                "receiver=mx.example.org")));
  }

  @ParameterizedTest
  @MethodSource("goldenFields")
  void writesAFieldForEachResult(String result, String expected) {
    SpfRequest request =
        SpfRequest.of("192.0.2.1", "mail.client.example", "alice@" + result + ".example");
    Verdict verdict = CHECKER.checkMailFrom(request);
    assertThat(verdict.result().text()).isEqualTo(result);
    assertThat(ReceivedSpf.write(verdict, request, RECEIVER).toString()).isEqualTo(expected);
    assertThat(ReceivedSpf.write(verdict, request, RECEIVER).body())
        .isEqualTo(expected.substring("Received-SPF: ".length()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 40, 50})
  void keepsEveryLineWithin78CharactersWhereNothingIsLonger(int length) {
    for (SpfResult result : SpfResult.values()) {
      Verdict verdict = verdict(result, Identity.MAIL_FROM, "x".repeat(30));
      String name = "x".repeat(length);
      SpfRequest request = SpfRequest.of("192.0.2.1", name, "a".repeat(length - 1) + "@b");
      assertThat(ReceivedSpf.write(verdict, request, name).toString().split("\r\n", -1))
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(78));
    }
  }

  @Test
  void speaksOfTheHeloNameWhereThatWasChecked() {
    SpfRequest request = SpfRequest.of("192.0.2.1", "pass.example", "alice@fail.example");
    assertThat(ReceivedSpf.write(CHECKER.checkHelo(request), request, RECEIVER).toString())
        .isEqualTo(
            lines(
                "Received-SPF: pass client-ip=192.0.2.1; helo=pass.example; identity=helo;",
                "mechanism=\"ip4:192.0.2.1\"; receiver=mx.example.org"));
  }

  @Test
  void speaksOfTheHeloNameWhereTheSenderIsNull() {
    SpfRequest request = SpfRequest.of("192.0.2.1", "fail.example", "");
    assertThat(unfolded(CHECKER.checkMailFrom(request), request, RECEIVER))
        .contains("domain of fail.example does not designate")
        .contains(" envelope-from=\"\"; helo=fail.example; identity=mailfrom; ");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1,          client-ip=192.0.2.1;",
    "::ffff:192.0.2.1,   client-ip=192.0.2.1;",
    "2001:DB8::1,        client-ip=\"2001:db8::1\";"
  })
  void writesTheClientAsItWasChecked(String client, String expected) {
    SpfRequest request = SpfRequest.of(client, "mail.client.example", "alice@none.example");
    assertThat(unfolded(CHECKER.checkMailFrom(request), request, RECEIVER)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "mail.client.example,   helo=mail.client.example;",
    "a_b-c+d.x,             helo=a_b-c+d.x;",
    "!#$%&*+-/=?^_`{|}~,    helo=!#$%&*+-/=?^_`{|}~;",
    "'',                    helo=\"\";",
    ".,                     helo=\".\";",
    "a.,                    helo=\"a.\";",
    ".a,                    helo=\".a\";",
    "a..b,                  helo=\"a..b\";",
    "[192.0.2.1],           helo=\"[192.0.2.1]\";",
    "a b,                   helo=\"a b\";",
    "a;b,                   helo=\"a;b\";",
    "a(b)c,                 helo=\"a(b)c\";",
    "a\"b,                  helo=\"a\\\"b\";",
    "a\\b,                  helo=\"a\\\\b\";",
    "a\u00e4b,              helo=a?b;",
    "a\u0007b,              helo=a?b;",
    "a\u007fb,              helo=a?b;"
  })
  void quotesWhatIsNoDotAtom(String helo, String expected) {
    SpfRequest request = SpfRequest.of("192.0.2.1", helo, "alice@none.example");
    assertThat(unfolded(CHECKER.checkMailFrom(request), request, RECEIVER)).contains(expected);
  }

  static Stream<String> hostileTexts() {
    return Stream.of(
        "x\r\nBcc: victim@example.com",
        "x\nReceived-SPF: pass",
        "x\r",
        "x\u0000y\u0008z",
        "x\u2028y\u0085z",
        "x) client-ip=1.2.3.4; (",
        "x((((((((",
        "\\",
        "x\\",
        "\"",
        "x\\\") pass (",
        "; identity=helo; ",
        " ".repeat(400),
        "\t".repeat(400),
        "(".repeat(10_000),
        "\\".repeat(10_000),
        "\"".repeat(10_000),
        "a ".repeat(5_000),
        "\u00e4".repeat(10_000),
        "x".repeat(10_000));
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void keepsHostileTextInItsPlace(String hostile) {
    for (SpfResult result : SpfResult.values()) {
      for (Identity identity : Identity.values()) {
        assertWellFormed(verdict(result, identity, hostile), hostile, hostile, hostile);
        assertWellFormed(verdict(result, identity, "x"), hostile, "a@b", RECEIVER);
        assertWellFormed(verdict(result, identity, "x"), "h", hostile, RECEIVER);
        assertWellFormed(verdict(result, identity, "x"), "h", "a@b", hostile);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {5322, 5436})
  void isWellFormedWhateverItIsTold(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      SpfResult result = pick(random, List.of(SpfResult.values()));
      Identity identity = pick(random, List.of(Identity.values()));
      assertWellFormed(
          verdict(result, identity, text(random)), text(random), text(random), text(random));
    }
  }

  private static void assertWellFormed(
      Verdict verdict, String helo, String mailFrom, String receiver) {
    SpfRequest request = SpfRequest.of("192.0.2.1", helo, mailFrom);
    String field = ReceivedSpf.write(verdict, request, receiver).toString();
    String unfolded = field.replace(FOLD, " ");
    assertThat(unfolded.chars()).as(field).allMatch(c -> c >= 0x20 && c <= 0x7E);
    String words = verdict.result() == SpfResult.PASS ? " client-ip=" : " (";
    assertThat(unfolded).startsWith("Received-SPF: " + verdict.result().text() + words);
    assertThat(keys(unfolded, words))
        .startsWith(
            verdict.identity() == Identity.HELO
                ? new String[] {"client-ip", "helo", "identity", "mechanism"}
                : new String[] {"client-ip", "envelope-from", "helo", "identity", "mechanism"})
        .endsWith("receiver");
    for (String line : field.split("\r\n", -1)) {
      // RFC 5322 §2.1.1 and §3.2.2.
      assertThat(line).hasSizeLessThanOrEqualTo(998).isNotBlank();
    }
  }

  /** Reads an unfolded field by the grammar of RFC 7208 §9.1 (erratum 5436); its keys. */
  private static List<String> keys(String field, String words) {
    List<String> keys = new ArrayList<>();
    int start = field.indexOf(words);
    int at = words.endsWith("(") ? closing(field, start + 1, ')') + 1 : start;
    while (at < field.length()) {
      assertThat(field.charAt(at)).as(field).isEqualTo(' ');
      int equals = field.indexOf('=', at);
      keys.add(field.substring(at + 1, equals));
      int end = valueEnd(field, equals + 1);
      assertThat(field.substring(end, Math.min(end + 1, field.length()))).as(field).isIn(";", "");
      at = end + 1;
    }
    return keys;
  }

  private static int valueEnd(String field, int start) {
    if (field.charAt(start) == '"') {
      return closing(field, start, '"') + 1;
    }
    int semicolon = field.indexOf(';', start);
    int end = semicolon < 0 ? field.length() : semicolon;
    assertThat(field.substring(start, end).split("\\.", -1))
        .allSatisfy(atom -> assertThat(atom).matches(ATOM));
    return end;
  }

  /** Where the comment or quoted string that begins here ends; ours never nest. */
  private static int closing(String field, int start, char close) {
    for (int i = start + 1; i < field.length(); i++) {
      if (field.charAt(i) == close) {
        return i;
      }
      assertThat(close == ')' && field.charAt(i) == '(').as(field).isFalse();
      i += field.charAt(i) == '\\' ? 1 : 0;
    }
    throw new AssertionError("not closed: " + field);
  }

  private static Verdict verdict(SpfResult result, Identity identity, String detail) {
    Optional<Problem> problem =
        Stream.of(ProblemCode.values())
            .filter(code -> code.result() == result)
            .findFirst()
            .map(code -> new Problem(code, "x.example", detail));
    return new Verdict(
        result,
        identity,
        "x.example",
        List.of(),
        Optional.empty(),
        problem,
        List.of(),
        Counters.NONE,
        false,
        0,
        Optional.empty());
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(random.nextInt(10) == 0 ? 1_000 : 30);
    for (int i = 0; i < length; i++) {
      text.append(
          random.nextInt(10) == 0
              ? (char) random.nextInt(0x10000)
              : "ab.@ \"\\();=\r\n\t".charAt(random.nextInt(14)));
    }
    return text.toString();
  }

  private static String lines(String... lines) {
    return String.join(FOLD, lines);
  }

  private static String unfolded(Verdict verdict, SpfRequest request, String receiver) {
    return ReceivedSpf.write(verdict, request, receiver).toString().replace(FOLD, " ");
  }
}
