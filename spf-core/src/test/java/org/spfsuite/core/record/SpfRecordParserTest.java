package org.spfsuite.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.record.MacroString.Escape;
import org.spfsuite.core.record.MacroString.Literal;
import org.spfsuite.core.record.MacroString.Macro;

final class SpfRecordParserTest {

  private static final String BEFORE = "v=spf1 ";
  private static final String AFTER = " -all";

  // --- RFC 7208 §4.5: which texts are SPF records ---

  @ParameterizedTest
  @ValueSource(strings = {"v=spf1", "v=spf1 ", "v=spf1 -all", "V=SPF1 -all", "v=sPf1   "})
  void takesATextWithTheVersionForARecord(String text) {
    assertThat(SpfRecordParser.isSpfRecord(text)).isTrue();
    assertThat(SpfRecordParser.parse(text)).isInstanceOf(ParsedRecord.Valid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v",
        "v=spf",
        "v=spf10",
        "v=spf1-all",
        "v=spf1\t-all",
        "v=spf1/",
        " v=spf1 -all",
        "\tv=spf1 -all",
        "v = spf1 -all",
        "v=spf2 -all",
        "spf2.0/pra -all",
        "\"v=spf1 -all\"",
        "v=DMARC1; p=none"
      })
  void takesNothingElseForARecord(String text) {
    assertThat(SpfRecordParser.isSpfRecord(text)).isFalse();
    assertThat(problems(text)).singleElement().extracting(SyntaxProblem::section).isEqualTo("4.5");
  }

  @Test
  void findsNoTermsInABareVersion() {
    assertThat(valid("v=spf1")).isEqualTo(new SpfRecord("v=spf1", List.of(), List.of()));
  }

  // --- terms that keep the grammar ---

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "all,                             PASS all",
        "+all,                            PASS all",
        "-all,                            FAIL all",
        "~all,                            SOFTFAIL all",
        "?all,                            NEUTRAL all",
        "-ALL,                            FAIL all",
        "include:example.com,             PASS include example.com",
        "-iNcLuDe:example.com,            FAIL include example.com",
        "a,                               PASS a - 32 128",
        "A,                               PASS a - 32 128",
        "a/0,                             PASS a - 0 128",
        "a/24,                            PASS a - 24 128",
        "a/32,                            PASS a - 32 128",
        "a//0,                            PASS a - 32 0",
        "a//128,                          PASS a - 32 128",
        "a/24//64,                        PASS a - 24 64",
        "a:example.com,                   PASS a example.com 32 128",
        "a:example.com/24,                PASS a example.com 24 128",
        "a:example.com//64,               PASS a example.com 32 64",
        "a:example.com/0//0,              PASS a example.com 0 0",
        "a:foo/bar.example.com,           PASS a foo/bar.example.com 32 128",
        "a:foo/bar.example.com/24,        PASS a foo/bar.example.com 24 128",
        "a:foo/24//64.example.com//64,    PASS a foo/24//64.example.com 32 64",
        "a:%{ir/}.example.com/24,         PASS a %{ir/}.example.com 24 128",
        "a:%{d/}/24,                      PASS a %{d/} 24 128",
        "a:%{d}/24//64,                   PASS a %{d} 24 64",
        "a:foo:bar.example.com,           PASS a foo:bar.example.com 32 128",
        "a:!@#$^&*()=+~`'<>?|[].com,      PASS a !@#$^&*()=+~`'<>?|[].com 32 128",
        "mx,                              PASS mx - 32 128",
        "-mX:example.com/8//16,           FAIL mx example.com 8 16",
        "ptr,                             PASS ptr -",
        "?PTR:example.com,                NEUTRAL ptr example.com",
        "ip4:192.0.2.1,                   PASS ip 192.0.2.1/32",
        "ip4:0.0.0.0/0,                   PASS ip 0.0.0.0/0",
        "IP4:192.0.2.77/24,               PASS ip 192.0.2.77/24",
        "ip6:2001:DB8::CB01,              PASS ip 2001:db8::cb01/128",
        "ip6:::/0,                        PASS ip ::/0",
        "ip6:::1,                         PASS ip ::1/128",
        "ip6:::ffff:192.0.2.1/96,         PASS ip ::ffff:c000:201/96",
        "exists:%{i}._spf.example.com,    PASS exists %{i}._spf.example.com",
        "redirect=_spf.example.com,       redirect _spf.example.com",
        "REDIRECT=_spf.example.com,       redirect _spf.example.com",
        "exp=%{d},                        exp %{d}",
        "Exp=explain.%{d2},               exp explain.%{d2}",
        "moo=,                            unknown moo=",
        "moo=cow,                         unknown moo=cow",
        "all=,                            unknown all=",
        "a=b,                             unknown a=b",
        "ip4=1.2.3.4/99,                  unknown ip4=1.2.3.4/99",
        "include=:/,                      unknown include=:/",
        "redirect.2=x,                    unknown redirect.2=x",
        "Under_score-dot.9=x=y=z,         unknown Under_score-dot.9=x=y=z",
        "moo=%{c}%{R}%{t3r-}%%%_%-,       unknown moo=%{c}%{R}%{t3r-}%%%_%-"
      })
  void readsEveryTerm(String term, String expected) {
    assertThat(describe(onlyTerm(term))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com",
        "example.com.",
        "a.b.c.d.e.f",
        ".com",
        "foo..example.com",
        "_spf.example.c",
        "example.4com",
        "example.com4",
        "example.4c4",
        "example.c-m",
        "example.1-2",
        "example.xn--p1ai",
        "example.a--b",
        "1.2.3.4a",
        "%{d}",
        "%{D2r.-+,/_=}",
        "%{l127}.com",
        "%{s99999999999999999999}",
        "%{d00002}",
        "%{dR}",
        "%{d}.com",
        "%{d}.com.",
        "%%",
        "x%_",
        "x.%-",
        "%{i}%{v}",
        "foo%%bar.com"
      })
  void acceptsTheseDomains(String domain) {
    assertThat(SpfRecordParser.parse(BEFORE + "exists:" + domain + AFTER))
        .isInstanceOf(ParsedRecord.Valid.class);
    assertThat(SpfRecordParser.parse(BEFORE + "redirect=" + domain))
        .isInstanceOf(ParsedRecord.Valid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "com",
        "com.",
        "localhost",
        "example.",
        "example..",
        "example.com..",
        "example.-com",
        "example.com-",
        "example.c_m",
        "example.c+m",
        "example.com/",
        "example.com/24",
        "example.com:25",
        "1.2.3.4",
        "example.123",
        "example.123.",
        "example.-",
        "%{d}com",
        "%{d}.",
        "%{d}-",
        "%{d}.123",
        "%%com"
      })
  void refusesTheseDomains(String domain) {
    String text = BEFORE + "exists:" + domain + AFTER;
    assertThat(problems(text))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.found()).isEqualTo(domain);
              assertThat(problem.span().start()).isEqualTo((BEFORE + "exists:").length());
              assertThat(problem.section()).isEqualTo("7.1");
            });
  }

  // --- terms that break it: what is pointed at, and which section says so ---

  @ParameterizedTest
  @CsvSource({
    "all:foo,                 :foo,                     5.1",
    "all/8,                   /8,                       5.1",
    "all.,                    all.,                     4.6.1",
    "foo,                     foo,                      4.6.1",
    "foo:example.com,         foo:example.com,          4.6.1",
    "1a=foo,                  1a=foo,                   4.6.1",
    "=foo,                    =foo,                     4.6.1",
    "_x=foo,                  _x=foo,                   4.6.1",
    "++a,                     +a,                       4.6.1",
    "-,                       '',                       4.6.1",
    "!a,                      !a,                       4.6.1",
    "-redirect=example.com,   redirect=example.com,     4.6.1",
    "~exp=example.com,        exp=example.com,          4.6.1",
    "?moo=cow,                moo=cow,                  4.6.1",
    "redirect:example.com,    redirect:example.com,     4.6.1",
    "include,                 include,                  5.2",
    "include/example.com,     include/example.com,      5.2",
    "include:,                '',                       7.1",
    "include:example,         example,                  7.1",
    "include:example.com/24,  example.com/24,           7.1",
    "a:,                      '',                       7.1",
    "a:/24,                   '',                       7.1",
    "a:foo,                   foo,                      7.1",
    "a:foo/24,                foo,                      7.1",
    "a:1.2.3.4/24,            1.2.3.4,                  7.1",
    "a/,                      /,                        5.3",
    "a//,                     //,                       5.3",
    "a/33,                    /33,                      5.3",
    "a/024,                   /024,                     5.3",
    "a/00,                    /00,                      5.3",
    "a/1000,                  /1000,                    5.3",
    "a/-1,                    /-1,                      5.3",
    "a/2a,                    /2a,                      5.3",
    "a//129,                  //129,                    5.3",
    "a//064,                  //064,                    5.3",
    "a/24/64,                 /24/64,                   5.3",
    "a/24//,                  /24//,                    5.3",
    "a/24//129,               /24//129,                 5.3",
    "a//64/24,                //64/24,                  5.3",
    "a///64,                  ///64,                    5.3",
    "a/24:example.com,        /24:example.com,          5.3",
    "a:example.com/33,        /33,                      5.3",
    "a:example.com/,          /,                        5.3",
    "mx/33,                   /33,                      5.4",
    "mx:example.com//129,     //129,                    5.4",
    "mx:,                     '',                       7.1",
    "ptr/24,                  ptr/24,                   5.5",
    "ptr:,                    '',                       7.1",
    "ptr:example.com/24,      example.com/24,           7.1",
    "ip4,                     ip4,                      5.6",
    "ip4/192.0.2.0,           ip4/192.0.2.0,            5.6",
    "ip4:,                    '',                       5.6",
    "ip4:192.0.2,             192.0.2,                  5.6",
    "ip4:192.0.2/24,          192.0.2,                  5.6",
    "ip4:192.0.02.1,          192.0.02.1,               5.6",
    "ip4:256.0.2.1,           256.0.2.1,                5.6",
    "ip4:192.0.2.1:25,        192.0.2.1:25,             5.6",
    "ip4:example.com,         example.com,              5.6",
    "ip4:::1,                 ::1,                      5.6",
    "ip4:192.0.2.0/33,        /33,                      5.6",
    "ip4:192.0.2.0/024,       /024,                     5.6",
    "ip4:192.0.2.0/,          /,                        5.6",
    "ip4:192.0.2.0//24,       //24,                     5.6",
    "ip4:192.0.2.0/24//64,    /24//64,                  5.6",
    "ip6,                     ip6,                      5.6",
    "ip6:,                    '',                       5.6",
    "ip6:192.0.2.1,           192.0.2.1,                5.6",
    "ip6::1,                  :1,                       5.6",
    "ip6:2001:db8:,           2001:db8:,                5.6",
    "ip6:[::1],               [::1],                    5.6",
    "ip6:::1%eth0,            ::1%eth0,                 5.6",
    "ip6:::1/129,             /129,                     5.6",
    "ip6:::1//64,             //64,                     5.6",
    "exists,                  exists,                   5.7",
    "exists:,                 '',                       7.1",
    "redirect=,               '',                       7.1",
    "redirect=example,        example,                  7.1",
    "redirect=example.com/24, example.com/24,           7.1",
    "exp=,                    '',                       7.1",
    "exists:%,                %,                        7.1",
    "exists:x%.com,           %.,                       7.1",
    "exists:%(ir).com,        %(,                       7.1",
    "exists:%{d,              %{d,                      7.1",
    "exists:%{},              %{},                      7.2",
    "exists:%{x},             %{x},                     7.2",
    "exists:%{2d},            %{2d},                    7.2",
    "exists:%{c},             %{c},                     7.2",
    "exists:%{R}.com,         %{R},                     7.2",
    "exists:%{t}.com,         %{t},                     7.2",
    "exp=%{r}.com,            %{r},                     7.2",
    "exists:%{d0},            %{d0},                    7.3",
    "exists:%{d000r},         %{d000r},                 7.3",
    "exists:%{dr2},           %{dr2},                   7.1",
    "exists:%{drr},           %{drr},                   7.1",
    "exists:%{d-r},           %{d-r},                   7.1",
    "exists:%{d!},            %{d!},                    7.1",
    "exists:%{d%},            %{d%},                    7.1",
    "moo=%,                   %,                        7.1",
    "moo=%{x},                %{x},                     7.2",
    "moo=%{d0},               %{d0},                    7.3",
    "a:\u00e4.example.com,    \u00e4,                   7.1",
    "moo=\u007f,              \u007f,                   7.1",
    "\u00e4,                  \u00e4,                   4.6.1"
  })
  void pointsAtWhatBreaksTheGrammar(String term, String found, String section) {
    String text = BEFORE + term + AFTER;
    assertThat(problems(text))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.found()).isEqualTo(found);
              assertThat(problem.span().of(text)).isEqualTo(found);
              assertThat(problem.section()).isEqualTo(section);
              assertThat(problem.expected()).isNotBlank();
              assertThat(problem.span().end()).isLessThanOrEqualTo((BEFORE + term).length());
            });
  }

  @Test
  void takesATabForAPartOfATerm() {
    assertThat(problems("v=spf1 a\tmx -all"))
        .singleElement()
        .extracting(SyntaxProblem::found)
        .isEqualTo("a\tmx");
    assertThat(problems("v=spf1 a:foo\t.example.com -all"))
        .singleElement()
        .extracting(SyntaxProblem::span)
        .isEqualTo(new SourceSpan(12, 13));
  }

  @Test
  void reportsEveryBrokenTermInOrder() {
    String text = "v=spf1 foo a/33  mx ip4:1.2.3  redirect=x exists:%{z} -all bar";
    assertThat(problems(text))
        .extracting(SyntaxProblem::found)
        .containsExactly("foo", "/33", "1.2.3", "x", "%{z}", "bar");
    assertThat(problems(text))
        .extracting(problem -> problem.span().start())
        .containsExactly(7, 12, 24, 40, 49, 59);
  }

  @ParameterizedTest
  @CsvSource({
    "v=spf1 redirect=a.example -all redirect=b.example, redirect=b.example",
    "v=spf1 exp=a.example EXP=a.example -all,           EXP=a.example",
    "v=spf1 redirect=a.example REDIRECT=%{d} -all,      REDIRECT=%{d}"
  })
  void refusesASecondRedirectOrExp(String text, String found) {
    assertThat(problems(text))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.found()).isEqualTo(found);
              assertThat(problem.section()).isEqualTo("6");
            });
  }

  @Test
  void keepsUnknownModifiersWhereverAndHoweverOftenTheyStand() {
    SpfRecord record = valid("v=spf1 moo=1 a moo=1 -all moo=2 exp=x.example");
    assertThat(record.modifiers().stream().map(SpfRecordParserTest::describe))
        .containsExactly("unknown moo=1", "unknown moo=1", "unknown moo=2", "exp x.example");
    assertThat(record.directives()).hasSize(2);
  }

  @Test
  void findsTheModifiersThatMatter() {
    SpfRecord record = valid("v=spf1 exp=e.example moo=x redirect=r.example ~all");
    assertThat(record.redirect()).map(r -> r.target().toString()).contains("r.example");
    assertThat(record.exp()).map(e -> e.target().toString()).contains("e.example");
    assertThat(record.hasAll()).isTrue();
    assertThat(valid("v=spf1 a").redirect()).isEmpty();
    assertThat(valid("v=spf1 a all=x").hasAll()).isFalse();
  }

  @Test
  void knowsWhereEachTermStands() {
    String text = "v=spf1  -a:example.com/24   moo=x mx ";
    SpfRecord record = valid(text);
    assertThat(record.directives())
        .extracting(Directive::span)
        .containsExactly(new SourceSpan(8, 25), new SourceSpan(34, 36));
    assertThat(record.modifiers())
        .extracting(Modifier::span)
        .containsExactly(new SourceSpan(28, 33));
    assertThat(record.directives().get(0).span().of(text)).isEqualTo("-a:example.com/24");
  }

  @Test
  void takesAMacroStringApart() {
    Modifier.Exp exp = (Modifier.Exp) onlyTerm("exp=a%%b%_%-%{S1R+-}.x.com");
    assertThat(exp.target().macros().elements())
        .containsExactly(
            new Literal("a"),
            Escape.PERCENT,
            new Literal("b"),
            Escape.SPACE,
            Escape.URL_SPACE,
            new Macro(MacroLetter.SENDER, true, 1, true, "+-"),
            new Literal(".x.com"));
  }

  @ParameterizedTest
  @CsvSource({
    "%{dR},         %{dr}",
    "%{D003r.-},    %{D3r.-}",
    "a%%b%_c%-.com, a%%b%_c%-.com",
    "%{l127},       %{l127}"
  })
  void printsADomainInItsNormalForm(String domain, String normal) {
    assertThat(((Modifier.Exp) onlyTerm("exp=" + domain)).target()).hasToString(normal);
  }

  // --- bounds ---

  @Test
  void reads65535CharactersAndNoMore() {
    String longest = "v=spf1 x=" + "y".repeat(65_535 - 9);
    assertThat(SpfRecordParser.parse(longest)).isInstanceOf(ParsedRecord.Valid.class);
    assertThat(problems(longest + "yy"))
        .containsExactly(
            new SyntaxProblem(
                new SourceSpan(65_535, 65_537), "yy", "at most 65535 characters", "3.4"));
  }

  @Test
  void readsAsManyTermsAsItSaysAndNoMore() {
    String most = "v=spf1" + " a".repeat(SpfRecordParser.MAX_TERMS);
    assertThat(valid(most).directives()).hasSize(SpfRecordParser.MAX_TERMS);
    assertThat(problems(most + " mx mx"))
        .singleElement()
        .extracting(SyntaxProblem::span)
        .isEqualTo(new SourceSpan(most.length() + 1, most.length() + 3));
  }

  @Test
  @Timeout(10)
  void readsHostileTextsInOnePass() {
    for (String piece : List.of("a:%{", "a:/", "%{d}", "a/", "=", "x=%", "a:.")) {
      String text = BEFORE + "a:" + piece.repeat(60_000 / piece.length());
      assertThat(SpfRecordParser.parse(text)).as(piece).isNotNull();
    }
  }

  // --- explanations, RFC 7208 §6.2 ---

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "%{i} is not one of %{d}'s designated mail servers.",
        "See http://%{d}/why.html?s=%{S}&i=%{I}",
        "  %{c} %{r} %{t} %% %_ %-  "
      })
  void readsExplanationsWithBlanksAndAllLetters(String text) {
    assertThat(SpfRecordParser.parseExplanation(text))
        .isInstanceOfSatisfying(
            ParsedExplanation.Valid.class,
            explanation -> assertThat(explanation.macros()).hasToString(text));
  }

  @ParameterizedTest
  @CsvSource({
    "100% sure,   '% '",
    "100%,        %",
    "%{x} bad,    %{x}",
    "%{d0} bad,   %{d0}",
    "na\u00efve,  \u00ef",
    "tab\there,   '\t'",
    "bell\u0007 ..., '\u0007'"
  })
  void pointsAtWhatBreaksAnExplanation(String text, String found) {
    assertThat(SpfRecordParser.parseExplanation(text))
        .isInstanceOfSatisfying(
            ParsedExplanation.Invalid.class,
            invalid -> {
              assertThat(invalid.problem().found()).isEqualTo(found);
              assertThat(invalid.problem().span().of(text)).isEqualTo(found);
            });
  }

  private static Term onlyTerm(String term) {
    SpfRecord record = valid(BEFORE + term);
    List<Term> terms = new ArrayList<>(record.directives());
    terms.addAll(record.modifiers());
    assertThat(terms).hasSize(1);
    assertThat(terms.get(0).span().of(record.text())).isEqualTo(term);
    return terms.get(0);
  }

  private static SpfRecord valid(String text) {
    ParsedRecord parsed = SpfRecordParser.parse(text);
    assertThat(parsed).isInstanceOf(ParsedRecord.Valid.class);
    return ((ParsedRecord.Valid) parsed).record();
  }

  private static List<SyntaxProblem> problems(String text) {
    ParsedRecord parsed = SpfRecordParser.parse(text);
    assertThat(parsed).isInstanceOf(ParsedRecord.Invalid.class);
    assertThat(((ParsedRecord.Invalid) parsed).text()).isEqualTo(text);
    return ((ParsedRecord.Invalid) parsed).problems();
  }

  private static String describe(Term term) {
    if (term instanceof Directive directive) {
      return directive.qualifier() + " " + directive.mechanism().accept(new Description());
    }
    if (term instanceof Modifier.Redirect redirect) {
      return "redirect " + redirect.target();
    }
    if (term instanceof Modifier.Exp exp) {
      return "exp " + exp.target();
    }
    Modifier.Unknown unknown = (Modifier.Unknown) term;
    return "unknown " + unknown.name() + "=" + unknown.value();
  }

  /** A mechanism in words. */
  private static final class Description implements Mechanism.Visitor<String> {
    @Override
    public String all(Mechanism.All all) {
      return "all";
    }

    @Override
    public String include(Mechanism.Include include) {
      return "include " + include.target();
    }

    @Override
    public String a(Mechanism.A a) {
      return "a " + target(a.target()) + " " + a.cidr().ip4() + " " + a.cidr().ip6();
    }

    @Override
    public String mx(Mechanism.Mx mx) {
      return "mx " + target(mx.target()) + " " + mx.cidr().ip4() + " " + mx.cidr().ip6();
    }

    @Override
    public String ptr(Mechanism.Ptr ptr) {
      return "ptr " + target(ptr.target());
    }

    @Override
    public String ip(Mechanism.Ip ip) {
      return "ip " + ip.network().toString().toLowerCase(Locale.ROOT);
    }

    @Override
    public String exists(Mechanism.Exists exists) {
      return "exists " + exists.target();
    }

    private static String target(Optional<DomainSpec> target) {
      return target.map(DomainSpec::toString).orElse("-");
    }
  }
}
