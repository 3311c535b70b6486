package org.spfsuite.scoring.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.scoring.testing.Scored.BANK;
import static org.spfsuite.scoring.testing.Scored.STRANGER;
import static org.spfsuite.scoring.testing.Scored.message;
import static org.spfsuite.scoring.testing.Scored.scorer;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.spfsuite.core.header.HeaderField;
import org.spfsuite.scoring.Scorer;
import org.spfsuite.scoring.fact.Facts;
import org.spfsuite.scoring.policy.HeaderTemplate;
import org.spfsuite.scoring.policy.HeaderTemplate.When;
import org.spfsuite.scoring.rule.Hit;
import org.spfsuite.scoring.score.ScoreReport;

final class ReportsTest {

  private static final Scorer SCORER = scorer("");

  private static ScoreReport forged() {
    return SCORER.score(
        message(STRANGER, "mail.bank.example", "ann@bank.example", "From: <ann@bank.example>"));
  }

  private static ScoreReport genuine() {
    return SCORER.score(
        message(BANK, "mail.bank.example", "ann@bank.example", "From: <ann@bank.example>"));
  }

  private static Map<String, String> headers(ScoreReport report) {
    return SpamHeaders.of(report, SCORER.policy().policy().headers(), "mx.here.example").stream()
        .collect(Collectors.toMap(HeaderField::name, HeaderField::body));
  }

  @Test
  void spamHasAllFields() {
    assertThat(headers(forged()))
        .containsEntry("X-Spam-Flag", "YES")
        .containsEntry("X-Spam-Level", "******")
        .containsEntry(
            "X-Spam-Status",
            String.join(
                "\r\n\t",
                "Yes, score=6.0 required=5.0 tests=SPF_BOTH_FAIL,SPF_FAIL,",
                "SPF_HELO_FAIL version=SPF-Suite"))
        .hasEntrySatisfying(
            "X-Spam-Report",
            report ->
                assertThat(report)
                    .containsSubsequence(
                        "2.5 SPF_FAIL", "the domain's owner says: 203.0.113.66 is none of us"));
  }

  @Test
  void hamHasFewer() {
    assertThat(headers(genuine()))
        .containsOnlyKeys("X-Spam-Checker-Version", "X-Spam-Level", "X-Spam-Status")
        .containsEntry("X-Spam-Level", "")
        .hasEntrySatisfying(
            "X-Spam-Status",
            status -> assertThat(status).startsWith("No, score=-0.1 required=5.0"));
  }

  /** As SpamAssassin rounds. */
  @ParameterizedTest
  @CsvSource({
    "2.99, 3, 2.9",
    "2.94, 3, 2.9",
    "3, 3, 3.0",
    "4.015, 5, 4.0",
    "-0.002, 5, -0.0",
    "901.297, 5, 901.3",
    "4.96, 4.99, 4.9",
  })
  void scoresBelowTheRequiredOneLookSo(double score, double required, String text) {
    assertThat(SpamHeaders.score(new ScoreReport(score, required, List.of(), forged().facts())))
        .isEqualTo(text);
  }

  private static String tag(String template) {
    HeaderTemplate all = new HeaderTemplate(When.SPAM, "Test", template);
    return SpamHeaders.of(forged(), List.of(all), "mx.here.example").get(0).body();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "_YESNO_ | Yes",
        "_YESNOCAPS_ | YES",
        "_SCORE_/_HITS_ | 6.0/6.0",
        "_REQD_ | 5.0",
        "_TESTS_ | SPF_BOTH_FAIL,SPF_FAIL,SPF_HELO_FAIL",
        "_TESTS( )_ | SPF_BOTH_FAIL SPF_FAIL SPF_HELO_FAIL",
        "_TESTSSCORES_ | SPF_BOTH_FAIL=1.5,SPF_FAIL=2.5,SPF_HELO_FAIL=2.0",
        "_STARS(x)_ | xxxxxx",
        "_HOSTNAME_ | mx.here.example",
        "_LASTEXTERNALIP_ | 203.0.113.66",
        "_LASTEXTERNALHELO_ | mail.bank.example",
        "_SENDERDOMAIN_ | bank.example",
        "_NOSUCHTAG_ | _NOSUCHTAG_",
        "a_b | a_b",
        "my_text _SCORE_ of _ _REQD_ | my_text 6.0 of _ 5.0",
        "_TESTS(_)_ | SPF_BOTH_FAIL_SPF_FAIL_SPF_HELO_FAIL",
        "_TESTS(, | _TESTS(,",
        "_SCORE_SCORE_ | 6.0SCORE_",
        "_ | _",
        "no tag | no tag",
      })
  void tags(String template, String text) {
    assertThat(tag(template)).isEqualTo(text);
  }

  /** A fold that holds nothing but blanks is obsolete, and some servers end the header there. */
  @Test
  void fieldsHaveNoBlankLines() {
    assertThat(tag("\na \n\n \t\n_REQD_\tb\n")).isEqualTo("a\r\n\t5.0 b");
  }

  @Test
  void whatIsTooLongEndsOnce() {
    assertThat(tag("word\n".repeat(4_000))).hasSizeLessThan(20_000).endsWith("...");
    assertThat(tag("word\n".repeat(4_000))).containsOnlyOnce("...");
  }

  static Stream<String> hostileTexts() {
    return Stream.of(
        "a\r\nBcc: x",
        "\u0000\u0007",
        "\u00e4\u2028",
        "x".repeat(10_000),
        "( \"",
        "a ".repeat(5_000));
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void hostileTextStaysInItsField(String hostile) {
    ScoreReport report =
        SCORER.score(
            message(
                STRANGER,
                hostile,
                "ann" + hostile + "@bank.example",
                "From: <" + hostile + "@x.y>"));
    When when = report.isSpam() ? When.SPAM : When.HAM;
    String tags = "_REPORT_ _LASTEXTERNALHELO_ _SENDERDOMAIN_";
    List<HeaderTemplate> templates = List.of(new HeaderTemplate(when, "Test", tags));

    String field = SpamHeaders.of(report, templates, hostile).get(0).toString();
    assertThat(field.replace("\r\n\t", " ").chars()).allMatch(c -> c >= 0x20 && c <= 0x7E);
    assertThat(field.split("\r\n", -1))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(998));
    assertThat(ScoreText.of(report).chars()).allMatch(c -> c == '\n' || (c >= 0x20 && c <= 0x7E));
    assertThat(ScoreJson.of(hostile, report, List.of()).chars())
        .allMatch(c -> c >= 0x20 && c <= 0x7E);
  }

  @Test
  void textForPeople() {
    assertThat(ScoreText.of(forged()))
        .isEqualTo(
            """
            spam, score 6.0 of 5.0
            judged    203.0.113.66 (HELO mail.bank.example): newest host that is not our own, from the session
            sender    <ann@bank.example>, from the session
            mailfrom  fail: bank.example -all
                      the domain's owner says: 203.0.113.66 is none of us
            helo      fail: mail.bank.example -all
            author    ann@bank.example
                 2.5 SPF_FAIL                SPF: the client may not send for this sender [bank.example -all]
                 2.0 SPF_HELO_FAIL           SPF: the client may not use its HELO name [mail.bank.example -all]
                 1.5 SPF_BOTH_FAIL           SPF: neither the sender nor the HELO name allows the client [bank.example -all; mail.bank.example -all]
            """);
  }

  @Test
  void jsonForPrograms() {
    Facts facts = forged().facts();
    assertThat(ScoreJson.of("a.eml", forged(), SCORER.policy().truths(facts)))
        .startsWith(
            "{\"id\":\"a.eml\",\"spam\":true,\"score\":6.0,\"required\":5.0,\"hits\":{\"SPF_FAIL\":2.5,"
                + "\"SPF_HELO_FAIL\":2.0,\"SPF_BOTH_FAIL\":1.5},\"reasons\":[{\"rule\":\"SPF_FAIL\",")
        .contains("\"facts\":[\"__SPF_FAIL\",\"SPF_HELO_FAIL\"]")
        .contains("\"judged\":{\"client\":\"203.0.113.66\",\"helo\":\"mail.bank.example\"")
        .contains("\"sender\":{\"address\":\"ann@bank.example\",\"source\":\"session\"}")
        .contains("\"mailfrom\":{\"result\":\"fail\",\"source\":\"dns\"");
  }

  @Test
  void pointsAreShownWithoutNeedlessDigits() {
    assertThat(ScoreText.points(new Hit("A", -0.001, "", "").points())).isEqualTo("-0.001");
    assertThat(ScoreText.points(2.5)).isEqualTo("2.5");
    assertThat(ScoreText.points(100)).isEqualTo("100.0");
  }
}
