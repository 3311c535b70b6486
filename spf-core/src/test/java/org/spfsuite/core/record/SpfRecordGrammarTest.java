package org.spfsuite.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.net.IpAddress;

/**
 * The parser against the ABNF of RFC 7208 §12 written as regular expressions, on random records.
 */
final class SpfRecordGrammarTest {

  private static final int ROUNDS = 10_000;

  private static final String DIGITS = "(?:0*[1-9][0-9]*)?";
  private static final String DELIMITERS = "[-.+,/_=]*";
  private static final String ESCAPE = "%[%_-]";
  private static final String MACRO =
      "(?:%\\{[slodiphvSLODIPHV]" + DIGITS + "[rR]?" + DELIMITERS + "\\}|" + ESCAPE + ")";
  private static final String ANY_MACRO =
      "(?:%\\{[slodiphvcrtSLODIPHVCRT]" + DIGITS + "[rR]?" + DELIMITERS + "\\}|" + ESCAPE + ")";
  private static final String LITERAL = "[\\x21-\\x24\\x26-\\x7E]";
  private static final String TOPLABEL =
      "(?:[a-zA-Z0-9]*[a-zA-Z][a-zA-Z0-9]*|[a-zA-Z0-9]+-[a-zA-Z0-9-]*[a-zA-Z0-9])";
  private static final String DOMAIN =
      "(?:" + MACRO + "|" + LITERAL + ")*(?:\\." + TOPLABEL + "\\.?|" + MACRO + ")";
  private static final String CIDR4 = "/(?:[0-9]|[12][0-9]|3[0-2])";
  private static final String CIDR6 = "/(?:[0-9]|[1-9][0-9]|1[01][0-9]|12[0-8])";
  private static final String DUAL_CIDR = "(?:" + CIDR4 + ")?(?:/" + CIDR6 + ")?";
  private static final String QNUM = "(?:[0-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5])";
  private static final String MECHANISM =
      "(?:(?i:all)|(?i:include|exists):"
          + DOMAIN
          + ("|(?i:a|mx)(?::" + DOMAIN + ")?" + DUAL_CIDR)
          + ("|(?i:ptr)(?::" + DOMAIN + ")?")
          + ("|(?i:ip4):" + QNUM + "(?:\\." + QNUM + "){3}(?:" + CIDR4 + ")?")
          + ("|(?i:ip6):(?<ip6>[0-9a-fA-F:.]+)(?:" + CIDR6 + ")?)");

  private static final Pattern DIRECTIVE = Pattern.compile("[-+?~]?" + MECHANISM);
  private static final Pattern KNOWN = Pattern.compile("(?i:redirect|exp)=" + DOMAIN);
  private static final Pattern UNKNOWN =
      Pattern.compile(
          "(?!(?i:redirect|exp)=)[a-zA-Z][a-zA-Z0-9_.-]*=(?:" + ANY_MACRO + "|" + LITERAL + ")*");

  private static final List<String> NAMES =
      List.of("all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists", "redirect", "exp");
  private static final List<String> DOMAINS =
      List.of(
          "example.com",
          "x.",
          ".com",
          "com",
          "%{d}",
          "%{ir}.%{v}",
          "%{l1r+-}",
          "%%",
          "%-",
          "a.1-b",
          "%{d0}",
          "%{dr2}",
          "%{c}",
          "%{",
          "}",
          "%",
          ".123",
          "_spf.",
          "foo/bar",
          "-",
          "\u00e4",
          "@");
  private static final List<String> ADDRESSES =
      List.of(
          "1.2.3.4", "192.0.2.0", "256.1.1.1", "01.2.3.4", "1.2.3", "::", "2001:db8::1", "1::2::3");
  private static final List<String> CIDRS =
      List.of("/24", "//64", "/0", "//0", "/33", "//129", "/", "//", "/024", "/32//128", "/9/9");
  private static final List<String> ODD =
      List.of(":", "=", "/", "+", "-", "?", "~", "x=", "a.b-c_d=", "\t", "1", "!", ".", "moo=%{t}");

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {7208, 5234, 4408})
  void acceptsExactlyWhatTheGrammarOfTheRfcAccepts(long seed) {
    Random random = new Random(seed);
    int good = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String text = record(random, NAMES);
      boolean expected = keepsGrammar(text);
      good += expected ? 1 : 0;
      ParsedRecord parsed = SpfRecordParser.parse(text);
      assertThat(parsed instanceof ParsedRecord.Valid)
          .as("<%s> keeps the grammar: %s", text, parsed)
          .isEqualTo(expected);
    }
    assertThat(good).as("a fair share of each kind").isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {20, 14})
  void accountsForEveryTermOfAnyText(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      String text = record(random, NAMES);
      long terms = terms(text).size();
      ParsedRecord parsed = SpfRecordParser.parse(text);
      if (parsed instanceof ParsedRecord.Invalid invalid) {
        assertThat(invalid.problems()).as(text).hasSizeBetween(1, (int) terms);
        assertThat(invalid.problems())
            .isSortedAccordingTo((a, b) -> Integer.compare(a.span().start(), b.span().start()))
            .allSatisfy(problem -> assertThat(problem.span().of(text)).isEqualTo(problem.found()));
      } else {
        SpfRecord record = ((ParsedRecord.Valid) parsed).record();
        List<Term> all = new ArrayList<>(record.directives());
        all.addAll(record.modifiers());
        all.sort((a, b) -> Integer.compare(a.span().start(), b.span().start()));
        assertThat(all.stream().map(term -> term.span().of(text))).isEqualTo(terms(text));
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void ignoresTheCaseOfNames(long seed) {
    Random lower = new Random(seed);
    Random upper = new Random(seed);
    List<String> upperNames = NAMES.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList();
    for (int i = 0; i < ROUNDS; i++) {
      String text = record(lower, NAMES);
      String shouted = record(upper, upperNames);
      ParsedRecord one = SpfRecordParser.parse(text);
      ParsedRecord other = SpfRecordParser.parse(shouted);
      if (one instanceof ParsedRecord.Valid valid) {
        assertThat(other).as(shouted).isInstanceOf(ParsedRecord.Valid.class);
        SpfRecord record = ((ParsedRecord.Valid) other).record();
        assertThat(record.directives()).isEqualTo(valid.record().directives());
        assertThat(record.redirect()).isEqualTo(valid.record().redirect());
        assertThat(record.exp()).isEqualTo(valid.record().exp());
      } else {
        assertThat(other).as(shouted).isInstanceOf(ParsedRecord.Invalid.class);
        assertThat(((ParsedRecord.Invalid) other).problems())
            .extracting(SyntaxProblem::span)
            .isEqualTo(
                ((ParsedRecord.Invalid) one).problems().stream().map(SyntaxProblem::span).toList());
      }
    }
  }

  private static boolean keepsGrammar(String text) {
    List<String> terms = terms(text);
    return terms.stream().allMatch(SpfRecordGrammarTest::isTerm)
        && count(terms, "redirect=") <= 1
        && count(terms, "exp=") <= 1;
  }

  private static List<String> terms(String text) {
    return Arrays.stream(text.substring("v=spf1".length()).split(" "))
        .filter(term -> !term.isEmpty())
        .toList();
  }

  private static boolean isTerm(String term) {
    var directive = DIRECTIVE.matcher(term);
    return directive.matches()
        ? directive.group("ip6") == null || isIpv6(directive.group("ip6"))
        : KNOWN.matcher(term).matches() || UNKNOWN.matcher(term).matches();
  }

  private static boolean isIpv6(String text) {
    return IpAddress.parse(text).filter(address -> !address.isIpv4()).isPresent();
  }

  private static long count(List<String> terms, String prefix) {
    return terms.stream()
        .filter(term -> term.regionMatches(true, 0, prefix, 0, prefix.length()))
        .count();
  }

  private static String record(Random random, List<String> names) {
    StringBuilder text = new StringBuilder("v=spf1");
    int terms = 1 + random.nextInt(3);
    for (int i = 0; i < terms; i++) {
      text.append(" ".repeat(1 + random.nextInt(2)));
      if (random.nextInt(4) == 0) {
        text.append(soup(random, names));
      } else {
        text.append(term(random, names));
      }
    }
    return text.append(random.nextInt(8) == 0 ? " " : "").toString();
  }

  /** Something close to a term. */
  private static String term(Random random, List<String> names) {
    int name = random.nextInt(names.size());
    String qualifier = name < 8 ? pick(random, List.of("", "", "+", "-", "?", "~")) : "";
    String start = qualifier + names.get(name);
    return switch (NAMES.get(name)) {
      case "all" -> start;
      case "ip4", "ip6" -> start + ":" + pick(random, ADDRESSES) + cidr(random);
      case "a", "mx" -> start + (random.nextBoolean() ? ":" + domain(random) : "") + cidr(random);
      case "ptr" -> start + (random.nextBoolean() ? ":" + domain(random) : "");
      case "redirect", "exp" -> start + "=" + domain(random);
      default -> start + ":" + domain(random);
    };
  }

  private static String domain(Random random) {
    StringBuilder domain = new StringBuilder();
    for (int i = random.nextInt(3); i > 0; i--) {
      domain.append(pick(random, DOMAINS));
    }
    return domain
        .append(random.nextInt(4) == 0 ? pick(random, DOMAINS) : ".example.com")
        .toString();
  }

  private static String cidr(Random random) {
    return random.nextInt(3) == 0 ? pick(random, CIDRS) : "";
  }

  /** Pieces of terms in any order. */
  private static String soup(Random random, List<String> names) {
    StringBuilder soup = new StringBuilder();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      soup.append(
          pick(random, List.of(names, DOMAINS, ADDRESSES, CIDRS, ODD).get(random.nextInt(5))));
    }
    return soup.toString();
  }

  private static String pick(Random random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
