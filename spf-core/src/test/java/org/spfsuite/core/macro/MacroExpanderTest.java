package org.spfsuite.core.macro;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.macro.MacroExpander.Target;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.record.DomainSpec;
import org.spfsuite.core.record.MacroString;
import org.spfsuite.core.record.ParsedExplanation;
import org.spfsuite.core.record.ParsedRecord;
import org.spfsuite.core.record.SpfRecordParser;

final class MacroExpanderTest {

  /** The sender and client of RFC 7208 §7.4. */
  private static final MacroContext IPV4 = context("strong-bad", "192.0.2.3");

  private static final MacroContext IPV6 = context("strong-bad", "2001:db8::cb01");

  // --- RFC 7208 §7.4 ---

  @ParameterizedTest
  @CsvSource({
    "%{s},    strong-bad@email.example.com",
    "%{o},    email.example.com",
    "%{d},    email.example.com",
    "%{d4},   email.example.com",
    "%{d3},   email.example.com",
    "%{d2},   example.com",
    "%{d1},   com",
    "%{dr},   com.example.email",
    "%{d2r},  example.email",
    "%{l},    strong-bad",
    "%{l-},   strong.bad",
    "%{lr},   strong-bad",
    "%{lr-},  bad.strong",
    "%{l1r-}, strong"
  })
  void expandsTheMacrosOfTheRfc(String macro, String expected) {
    assertThat(text(macro, IPV4)).isEqualTo(expected);
    assertThat(text(macro, IPV6)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "%{ir}.%{v}._spf.%{d2},              3.2.0.192.in-addr._spf.example.com",
    "%{lr-}.lp._spf.%{d2},               bad.strong.lp._spf.example.com",
    "%{lr-}.lp.%{ir}.%{v}._spf.%{d2}," + " bad.strong.lp.3.2.0.192.in-addr._spf.example.com",
    "%{ir}.%{v}.%{l1r-}.lp._spf.%{d2},   3.2.0.192.in-addr.strong.lp._spf.example.com",
    "%{d2}.trusted-domains.example.net,  example.com.trusted-domains.example.net"
  })
  void expandsTheIpv4DomainsOfTheRfc(String spec, String expected) {
    assertThat(target(spec, IPV4)).isEqualTo(name(expected));
  }

  @Test
  void expandsTheIpv6DomainOfTheRfc() {
    assertThat(target("%{ir}.%{v}._spf.%{d2}", IPV6))
        .isEqualTo(
            name(
                "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2"
                    + ".ip6._spf.example.com"));
  }

  // --- RFC 7208 §7.2 and §7.3 ---

  @ParameterizedTest
  @CsvSource({
    "%{i},   192.0.2.3",
    "%{c},   192.0.2.3",
    "%{v},   in-addr",
    "%{h},   mail.example.net",
    "%{p},   mx.example.org",
    "%{r},   mx.receiver.example",
    "%{t},   1400000000",
    "%%,     %",
    "a%_b,   a b",
    "a%-b,   a%20b"
  })
  void expandsTheOtherLetters(String macro, String expected) {
    MacroContext context = context("strong-bad", "192.0.2.3", () -> "mx.example.org");
    assertThat(text(macro, context)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "%{c}, 2001:db8::cb01",
    "%{v}, ip6",
    "%{i}, 2.0.0.1.0.d.b.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.c.b.0.1",
    "%{C}, 2001%3Adb8%3A%3Acb01"
  })
  void expandsAnIpv6ClientForDnsAndForPeople(String macro, String expected) {
    assertThat(text(macro, IPV6)).isEqualToIgnoringCase(expected);
  }

  @ParameterizedTest
  @CsvSource({
    // local part,    macro,         expansion
    "a.b.c.d,         %{l2},         c.d",
    "a.b.c.d,         %{l2r},        b.a",
    "a.b.c.d,         %{l128},       a.b.c.d",
    "a.b.c.d,         %{l99999999999999999999}, a.b.c.d",
    "a-b_c+d,         %{l-_+},       a.b.c.d",
    "a-b_c+d,         %{l+},         a-b_c.d",
    "'a,b/c=d',       '%{lr,/=}',    d.c.b.a",
    "a.b-c,           %{l-},         a.b.c",
    "a.b-c,           %{lr-},        c.a.b",
    "a.b-c,           %{l1-},        c",
    "a..b,            %{l.},         a..b",
    "a..b,            %{l2},         .b",
    "-a-,             %{l-},         .a.",
    "-a-,             %{lr-},        .a.",
    "-a-,             %{l1-},        ''",
    "-a-b,            %{l1r-},       ''",
    "a-b,             %{l},          a-b",
    "a-b,             %{l1},         a-b"
  })
  void splitsKeepsAndReversesParts(String local, String macro, String expected) {
    assertThat(text(macro, context(local, "192.0.2.3"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "jack&jill=up,    %{S},      jack%26jill%3Dup%40email.example.com",
    "jack&jill=up,    %{L},      jack%26jill%3Dup",
    "jack+x&y,        %{L+},     jack.x%26y",
    "jack+x&y,        %{Lr+},    x%26y.jack",
    "a/b c,           %{L},      a%2Fb%20c",
    "a-b.c_d~e,       %{L},      a-b.c_d~e",
    "'!#$%*',         %{L},      %21%23%24%25%2A",
    "x,               %{D},      email.example.com"
  })
  void escapesUpperCaseMacrosAfterTransformation(String local, String macro, String expected) {
    assertThat(text(macro, context(local, "192.0.2.3"))).isEqualTo(expected);
  }

  /** RFC 3986 §2.3. */
  @Test
  void escapesAllButTheUnreservedCharacters() {
    for (char c = ' '; c < 0x7F; c++) {
      boolean unreserved = Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0;
      String expected = unreserved ? String.valueOf(c) : "%%%02X".formatted((int) c);
      assertThat(text("%{L}", context(String.valueOf(c), "192.0.2.3"))).isEqualTo(expected);
    }
  }

  @Test
  void escapesEveryOctetBeyondAscii() {
    assertThat(text("%{L}", context("\u00e4", "192.0.2.3"))).isEqualTo("%C3%A4");
  }

  @Test
  void asksForTheValidatedNameOnlyIfItOccurs() {
    assertThat(text("%{s} %{i} %{d} %{h}", context("x", "192.0.2.3", MacroExpanderTest::notAsked)))
        .isNotEmpty();
  }

  // --- target names ---

  @Test
  void dropsWholeLabelsFromTheLeftOfALongName() {
    String tail =
        "." + "b".repeat(63) + "." + "c".repeat(63) + "." + "d".repeat(60) + ".example.com";
    // 1 + 3 * 63 + ... : with 50 characters in front the name has exactly 253.
    String fits = "a".repeat(253 - tail.length());
    assertThat(target("%{l}" + tail, context(fits, "192.0.2.3"))).isEqualTo(name(fits + tail));
    assertThat(target("%{l}" + tail, context(fits + "a", "192.0.2.3")))
        .isEqualTo(name(tail.substring(1)));
    assertThat(target("%{l}" + tail, context("x." + fits, "192.0.2.3")))
        .isEqualTo(name(fits + tail));
    assertThat(target("%{l}" + tail + ".", context("x." + fits, "192.0.2.3")))
        .as("the trailing dot does not count")
        .isEqualTo(name(fits + tail));
    assertThat(target("%{l}" + tail, context("much.too.long." + "y".repeat(5_000), "192.0.2.3")))
        .isEqualTo(name(tail.substring(1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a..b",
        ".a",
        "a.",
        "....",
        "x123456789012345678901234567890123456789012345678901234567890123"
      })
  void findsNoNameInAMalformedExpansion(String local) {
    assertThat(expand("%{l}.example.com", context(local, "192.0.2.3")))
        .isEqualTo(new Target.Malformed(local + ".example.com"));
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 253, 254, 2_000, 100_000})
  void findsNoNameInOneOverlongLabel(int length) {
    assertThat(expand("%{l-}", context("y".repeat(length), "192.0.2.3")))
        .isInstanceOfSatisfying(
            Target.Malformed.class, malformed -> assertThat(malformed.text()).startsWith("yyy"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a%b", "a,b=c", "\"a\"", "a\\b", "a\u0001b"})
  void asksForAnyOctetThatIsNoDot(String local) {
    assertThat(target("%{l}.example.com", context(local, "192.0.2.3")).labels().get(0))
        .asString(StandardCharsets.ISO_8859_1)
        .isEqualTo(local);
  }

  @Test
  void acceptsATrailingDot() {
    assertThat(target("%{d}.example.net.", IPV4)).isEqualTo(name("email.example.com.example.net"));
  }

  // --- RFC 8616 §4 ---

  @ParameterizedTest
  @CsvSource({
    "%{s}.example.net,           true",
    "%{L-}.example.net,          true",
    "x.%{l1}.example.net,        true",
    "%{d}%{i}%{h}.example.net,   false",
    "%{o}.example.net,           false"
  })
  void matchesNothingWhereAnInternationalLocalPartIsUsed(String spec, boolean never) {
    for (String local : List.of("j\u00f6rg", "\u0431\u043e\u0440\u0438\u0441", "a\u0080")) {
      assertThat(expand(spec, context(local, "192.0.2.3")) instanceof Target.NeverMatches)
          .as(local)
          .isEqualTo(never);
    }
  }

  @Test
  void takesEveryAsciiLocalPartForNational() {
    for (char c = 0; c < 0x80; c++) {
      assertThat(context("a" + c, "192.0.2.3").localPartIsInternational()).isFalse();
    }
  }

  // --- bounds ---

  @Test
  void cutsAnExplanationAfter4096Characters() {
    String long4095 = "x".repeat(4_095);
    assertThat(text(long4095 + "y", IPV4)).isEqualTo(long4095 + "y");
    assertThat(text(long4095 + "yz", IPV4)).isEqualTo(long4095 + "y");
    assertThat(text("%{l}".repeat(2_000), context("ab", "192.0.2.3")))
        .isEqualTo("ab".repeat(2_000));
    assertThat(text("%{l}".repeat(3_000), context("ab", "192.0.2.3")))
        .isEqualTo("ab".repeat(2_048));
  }

  // --- a second opinion ---

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {7208, 3986, 8616})
  void agreesWithANaiveExpansion(long seed) {
    Random random = new Random(seed);
    int names = 0;
    for (int i = 0; i < 5_000; i++) {
      MacroContext context =
          context(randomText(random, "ab.-+,/_=&%A9 ", 300), "192.0.2." + random.nextInt(256));
      StringBuilder macros = new StringBuilder();
      for (int piece = random.nextInt(5); piece >= 0; piece--) {
        macros.append(randomPiece(random));
      }
      String expected = Naive.expand(macros.toString(), context);
      assertThat(text(macros.toString(), context)).as(macros.toString()).isEqualTo(expected);

      String spec = macros + ".example.com";
      String fitting = Naive.truncate(expected + ".example.com");
      Target target = expand(spec, context);
      names += target instanceof Target.Name ? 1 : 0;
      assertThat(target)
          .as(spec)
          .isEqualTo(
              DnsName.parseOctets(fitting)
                  .<Target>map(Target.Name::new)
                  .orElseGet(() -> new Target.Malformed(fitting)));
    }
    assertThat(names).isBetween(500, 4_500);
  }

  /** §7.3 sentence by sentence, with regular expressions. */
  private static final class Naive {
    private static final Pattern MACRO =
        Pattern.compile("%\\{([a-zA-Z])([0-9]*)([rR]?)([-.+,/_=]*)}|%[%_-]");

    static String expand(String macros, MacroContext context) {
      return MACRO
          .matcher(macros)
          .replaceAll(
              found ->
                  Matcher.quoteReplacement(
                      found.group(1) == null
                          ? Map.of("%%", "%", "%_", " ", "%-", "%20").get(found.group())
                          : expand(
                              found.group(1),
                              found.group(2),
                              found.group(3),
                              found.group(4),
                              context)));
    }

    private static String expand(
        String letter, String digits, String reverse, String delimiters, MacroContext context) {
      String value =
          Map.of(
                  "s", context.localPart() + "@" + context.senderDomain(),
                  "l", context.localPart(),
                  "o", context.senderDomain(),
                  "d", context.domain(),
                  "h", context.helo(),
                  "i", context.client().toString())
              .getOrDefault(letter.toLowerCase(Locale.ROOT), "");
      if (!(digits + reverse + delimiters).isEmpty()) {
        String at = delimiters.isEmpty() ? "." : delimiters;
        List<String> parts =
            new ArrayList<>(Arrays.asList(value.split("[" + Pattern.quote(at) + "]", -1)));
        if (!reverse.isEmpty()) {
          Collections.reverse(parts);
        }
        while (!digits.isEmpty() && parts.size() > Integer.parseInt(digits)) {
          parts.remove(0);
        }
        value = String.join(".", parts);
      }
      return letter.equals(letter.toUpperCase(Locale.ROOT)) ? escape(value) : value;
    }

    private static String escape(String value) {
      return Pattern.compile("[^A-Za-z0-9._~-]")
          .matcher(value)
          .replaceAll(found -> String.format("%%%02X", (int) found.group().charAt(0)));
    }

    static String truncate(String name) {
      return name.length() > 253 && name.contains(".")
          ? truncate(name.substring(name.indexOf('.') + 1))
          : name;
    }
  }

  private static String randomPiece(Random random) {
    if (random.nextInt(4) == 0) {
      return List.of("x", ".", "%%", "%_", "%-", "-", "a.b").get(random.nextInt(7));
    }
    String letter = "slodhiSLODHI".charAt(random.nextInt(12)) + "";
    String digits = random.nextBoolean() ? "" : Integer.toString(1 + random.nextInt(12));
    return "%{"
        + letter
        + digits
        + (random.nextBoolean() ? "r" : "")
        + (random.nextBoolean() ? randomText(random, ".-+,/_=", 2) : "")
        + "}";
  }

  private static String randomText(Random random, String alphabet, int maxLength) {
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(random.nextInt(8) == 0 ? maxLength : Math.min(maxLength, 12));
    while (text.length() < length) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static String notAsked() {
    throw new AssertionError("%{p} does not occur, so DNS must not be asked");
  }

  private static MacroContext context(String local, String client) {
    return context(local, client, MacroExpanderTest::notAsked);
  }

  private static MacroContext context(String local, String client, Supplier<String> validated) {
    return new MacroContext(
        MacroContext.octets(local),
        "email.example.com",
        "email.example.com",
        IpAddress.parse(client).orElseThrow(),
        "mail.example.net",
        "mx.receiver.example",
        InstantSource.fixed(Instant.ofEpochSecond(1_400_000_000, 999_999_999)),
        validated);
  }

  private static String text(String macros, MacroContext context) {
    ParsedExplanation parsed = SpfRecordParser.parseExplanation(macros);
    assertThat(parsed).as(macros).isInstanceOf(ParsedExplanation.Valid.class);
    return MacroExpander.text(((ParsedExplanation.Valid) parsed).macros(), context);
  }

  private static Target expand(String spec, MacroContext context) {
    return MacroExpander.target(spec(spec), context);
  }

  private static DnsName target(String spec, MacroContext context) {
    Target target = expand(spec, context);
    assertThat(target).as(spec).isInstanceOf(Target.Name.class);
    return ((Target.Name) target).name();
  }

  private static DomainSpec spec(String spec) {
    ParsedRecord parsed = SpfRecordParser.parse("v=spf1 exp=" + spec);
    assertThat(parsed).as(spec).isInstanceOf(ParsedRecord.Valid.class);
    MacroString macros =
        ((ParsedRecord.Valid) parsed).record().exp().orElseThrow().target().macros();
    return new DomainSpec(macros);
  }

  private static DnsName name(String text) {
    return DnsName.parse(text).orElseThrow();
  }
}
