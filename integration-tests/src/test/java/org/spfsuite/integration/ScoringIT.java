package org.spfsuite.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.integration.JamesFixture.ALICE;
import static org.spfsuite.integration.JamesFixture.message;
import static org.spfsuite.integration.JamesFixture.subject;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.integration.james.JamesServer;
import org.spfsuite.integration.james.JamesServer.Refusal;
import org.spfsuite.integration.james.Mailbox.Delivered;
import org.spfsuite.integration.smtp.SmtpClient;

/** Points on the spool, in a James whose hook only watches. */
final class ScoringIT {

  private static final String STRANGER = "203.0.113.66";
  private static final String BOB = "bob@here.example";

  private static final String MAILETS =
      """
      <mailet match="All" class="org.spfsuite.mailet.mailets.SpfScore"/>
      <mailet match="org.spfsuite.mailet.matchers.ScoreRuleHit=SPF_SOFTFAIL,SPF_NEUTRAL" class="SetMimeHeader">
        <name>X-Rule</name><value>yes</value>
      </mailet>
      <mailet match="org.spfsuite.mailet.matchers.SpamScoreAtLeast=5.0" class="ToProcessor">
        <processor>quarantine</processor>
      </mailet>
      """;

  /** Shows in each message where a result is from, and treats Bob differently. */
  private static final String POLICY =
      """
      add_header all Report _REPORT_
      for_recipient bob@here.example
      score SPF_FAIL 1.25
      end_for
      """;

  private static final Zone ZONE =
      Zone.builder()
          .txt("bank.example", "v=spf1 ip4:192.0.2.10 -all")
          .txt("mail.bank.example", "v=spf1 ip4:192.0.2.10 -all")
          .txt("soft.example", "v=spf1 ~all")
          .build();

  @RegisterExtension
  private static final JamesFixture mx =
      JamesFixture.of(ZONE, james -> james.mailets(MAILETS).scoreConfig(POLICY), "mode = monitor")
          .with(BOB);

  private static String status(Delivered delivered) {
    assertThat(delivered.all("X-Spam-Status")).hasSize(1);
    return delivered.all("X-Spam-Status").get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.10,   mail.bank.example, me@bank.example, 'No, score=-0.0', 'SPF_HELO_PASS,SPF_PASS'",
    "203.0.113.66, plain.example,     me@bank.example, 'No, score=2.5', 'SPF_FAIL,SPF_HELO_NONE'",
    "203.0.113.66, plain.example,     me@soft.example, 'No, score=1.0', 'SPF_HELO_NONE,SPF_SOFTFAIL'",
    "192.0.2.10,   mail.bank.example, '',              'No, score=-0.0', 'SPF_HELO_PASS,SPF_PASS'",
    "203.0.113.66, plain.example,     '',              'No, score=0.1', 'SPF_HELO_NONE,SPF_NONE'",
  })
  void messagesTellTheirScore(String client, String helo, String sender, String score, String rules)
      throws Exception {
    String subject = subject();
    mx.deliver(client, helo, sender, subject);

    Delivered delivered = mx.awaitDelivery(subject);
    assertThat(status(delivered)).startsWith(score).contains(" required=5.0 ").contains(rules);
    assertThat(delivered.all("X-Rule")).hasSize(sender.contains("soft") ? 1 : 0);
  }

  @Test
  void theVerdictOfTheHookIsTheOneThatCounts() throws Exception {
    String subject = subject();
    mx.deliver(STRANGER, "plain.example", "me@plain.example", subject);

    assertThat(mx.awaitDelivery(subject).all("X-Spam-Report").get(0))
        .containsPattern("0.1 SPF_NONE .* says none .received-spf.* SPF_HELO_NONE")
        .containsPattern("SPF_HELO_NONE .*mx.example.org says none .authentication-results.");
    assertThat(mx.james().log())
        .contains("SPF action=accept mail=")
        .contains("score=0.101 required=5.0 rules=\"SPF_NONE=0.1, SPF_HELO_NONE=0.001\"");
  }

  @Test
  void fieldsThatStrangersWroteGoAndOursStandOnTop() throws Exception {
    String subject = subject();
    try (SmtpClient smtp = mx.from(STRANGER)) {
      smtp.ehlo("plain.example");
      smtp.mailFrom("me@bank.example");
      smtp.rcptTo(ALICE);
      smtp.data(
          message(subject, "X-Spam-Status: No, score=-100", "x-spam-flag: NO", "X-Spammer: no"));
    }

    Delivered delivered = mx.awaitDelivery(subject);
    assertThat(status(delivered)).startsWith("No, score=2.5 ");
    assertThat(delivered.all("X-Spam-Flag")).isEmpty();
    assertThat(delivered.all("X-Spammer")).containsExactly("no");
    assertThat(delivered.headers().stream().map(field -> field.name()))
        .filteredOn(name -> !name.equals("Return-Path")) // James's, at delivery
        .startsWith("X-Spam-Checker-Version", "X-Spam-Level", "X-Spam-Status", "X-Spam-Report");
  }

  @Test
  void spamGoesWhereTheAdministratorWantsIt() throws Exception {
    String subject = subject();
    mx.deliver(STRANGER, "mail.bank.example", "boss@bank.example", subject);

    Awaitility.await()
        .until(
            () ->
                mx.james()
                    .webAdmin("GET", "/mailRepositories/var%2Fmail%2Fquarantine/mails", "")
                    .body()
                    .contains("Mail"));
    assertThat(mx.wasDelivered(subject)).isFalse();
    assertThat(mx.james().log()).contains("SPF action=tag mail=");
  }

  @Test
  void recipientsMayHaveScoresOfTheirOwn() throws Exception {
    String subject = subject();
    try (SmtpClient smtp = mx.from(STRANGER)) {
      smtp.ehlo("plain.example");
      smtp.mailFrom("me@bank.example");
      smtp.rcptTo(ALICE);
      smtp.rcptTo(BOB);
      assertThat(smtp.data(message(subject)).code()).isEqualTo(250);
    }

    assertThat(status(mx.awaitDelivery(ALICE, subject))).startsWith("No, score=2.5 ");
    assertThat(status(mx.awaitDelivery(BOB, subject))).startsWith("No, score=1.3 ");
  }

  @Test
  void mailFromInsideIsNotScoredAndMayNotSpeakForUs() throws Exception {
    String subject = subject();
    try (SmtpClient smtp = mx.from(STRANGER)) {
      smtp.ehlo("mail.bank.example");
      smtp.authPlain(ALICE, JamesServer.password());
      smtp.mailFrom("boss@bank.example");
      smtp.rcptTo(ALICE);
      smtp.data(message(subject, "X-Spam-Status: No, score=-100"));
    }
    assertThat(mx.awaitDelivery(subject).headers())
        .noneMatch(field -> field.name().startsWith("X-Spam-"));
  }

  @Test
  void thePolicyFollowsItsFile(@TempDir Path other) throws Exception {
    try (JamesFixture mx =
        JamesFixture.of(
                ZONE,
                james -> james.mailets(MAILETS).scoreConfig("score SPF_FAIL 1\n"),
                "mode = monitor")
            .start(other)) {
      awaitScore(mx, "score=1.0 ");
      mx.james().writeScoreConfig("score SPF_FAIL 3\n");
      awaitScore(mx, "score=3.0 ");
      mx.james().writeScoreConfig("for_recipient bob@here.example\nscore SPF_FAIL 4.5\n");
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                awaitScore(mx, "score=3.0 ");
                return mx.james().log().contains("SPF: scores stay as they are.");
              });
      assertThat(mx.james().log()).contains("spf-score.cf:2: error: ");
      mx.james().writeScoreConfig("score SPF_FAIL 4\n");
      awaitScore(mx, "score=4.0 ");

      assertThat(
              mx.james()
                  .webAdmin("GET", "/metrics", "")
                  .body()
                  .lines()
                  .filter(line -> line.startsWith("spf_score_")))
          .anyMatch(line -> line.matches("spf_score_rule_SPF_FAIL_total [1-9].*"))
          .anyMatch(line -> line.startsWith("spf_score_rule_SPF_PLUSALL_total 0"))
          .anyMatch(line -> line.matches("spf_score_ham_total [1-9].*"))
          .anyMatch(line -> line.startsWith("spf_score_spam_total 0"))
          .anyMatch(line -> line.startsWith("spf_score_unscored_total 0"));
    }
  }

  private static void awaitScore(JamesFixture mx, String score) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              String subject = subject();
              mx.deliver(STRANGER, "plain.example", "me@bank.example", subject);
              return status(mx.awaitDelivery(subject)).contains(score);
            });
  }

  @Test
  void whateverIsWrongStopsTheStart(@TempDir Path other) throws Exception {
    Refusal refusal =
        JamesServer.in(other)
            .mailets(
                """
                <mailet match="All" class="org.spfsuite.mailet.mailets.SpfScore">
                  <threshold>5</threshold>
                </mailet>
                """)
            .scoreConfig("required_score 5\nfor_sender x@bank.example\n")
            .refuse();
    assertThat(refusal.log())
        .contains("mailet org.spfsuite.mailet.mailets.SpfScore: unknown parameter threshold")
        .contains("expected: one of rescore")
        .contains("conf/spf-score.cf line 2: for_... without end_for")
        .contains("the configuration has 2 problems");
  }

  @ParameterizedTest
  @CsvSource({
    "SpamScoreAtLeast=much, 'a number of points, such as 5.0'",
    "'ScoreRuleHit=SPF_FAIL,', 'names of rules, separated by commas'",
  })
  void wrongConditionsStopTheStart(String matcher, String expected, @TempDir Path other)
      throws Exception {
    Refusal refusal =
        JamesServer.in(other)
            .mailets(
                "<mailet match=\"org.spfsuite.mailet.matchers." + matcher + "\" class=\"Null\"/>")
            .refuse();
    assertThat(refusal.log()).contains(matcher).contains(expected);
  }

  @Test
  void whoeverWantsNoScoresReadsNoPolicy(@TempDir Path other) throws Exception {
    try (JamesFixture mx =
        JamesFixture.of(ZONE, james -> james.scoreConfig("nonsense"), "mode = monitor")
            .start(other)) {
      assertThat(mx.james().log()).doesNotContain("scored by");
      assertThat(List.of(mx.james().webAdmin("GET", "/metrics", "").body()))
          .noneMatch(body -> body.contains("spf_score_"));
    }
  }
}
