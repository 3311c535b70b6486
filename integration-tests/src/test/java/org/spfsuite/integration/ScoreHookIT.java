package org.spfsuite.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.integration.JamesFixture.ALICE;
import static org.spfsuite.integration.JamesFixture.message;
import static org.spfsuite.integration.JamesFixture.subject;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.integration.james.JamesServer;
import org.spfsuite.integration.james.Mailbox.Delivered;
import org.spfsuite.integration.smtp.SmtpClient;
import org.spfsuite.integration.smtp.SmtpClient.Reply;

/** Points at the end of DATA: SPF alone refuses nothing here, the sum does. */
final class ScoreHookIT {

  private static final String STRANGER = "203.0.113.66";
  private static final String BOB = "bob@here.example";
  private static final String POSTMASTER = "postmaster@here.example";

  private static final String HANDLERS =
      JamesServer.HANDLER + "<handler class=\"org.spfsuite.mailet.smtp.ScoreHook\"/>";

  private static final String MAILETS =
      """
      <mailet match="All" class="org.spfsuite.mailet.mailets.SpfScore"/>
      <mailet match="HasMailAttributeWithValue=org.spfsuite.score.action, tag" class="SetMimeHeader">
        <name>X-Tagged</name><value>yes</value>
      </mailet>
      """;

  private static final Zone ZONE =
      Zone.builder()
          .txt("bank.example", "v=spf1 ip4:192.0.2.10 -all")
          .txt("mail.bank.example", "v=spf1 ip4:192.0.2.10 -all")
          .build();

  @RegisterExtension
  private static final JamesFixture mx =
      JamesFixture.of(
              ZONE,
              james ->
                  james
                      .handler(HANDLERS)
                      .mailets(MAILETS)
                      .scoreConfig("for_recipient bob@here.example\nscore SPF_FAIL 0.5\nend_for\n"),
              "decision.mailfrom.fail = accept",
              "decision.helo.fail = accept",
              "policy.watched.recipients = carol@here.example",
              "policy.watched.mode = monitor",
              "score.tag = 2",
              "score.refuse = 5")
          .with(BOB, POSTMASTER, "carol@here.example");

  private static Reply forged(String subject, String... recipients) throws IOException {
    try (SmtpClient smtp = mx.from(STRANGER)) {
      smtp.ehlo("mail.bank.example");
      smtp.mailFrom("boss@bank.example");
      for (String recipient : recipients) {
        assertThat(smtp.rcptTo(recipient).code()).isEqualTo(250);
      }
      return smtp.data(message(subject, "X-Spam-Status: No"));
    }
  }

  @Test
  void fromSoManyPointsOnItRefuses() throws Exception {
    String subject = subject();

    assertThat(forged(subject, ALICE).text())
        .isEqualTo(
            "550 5.7.1 message refused with score 6.0, refused from 5.0 on:"
                + " SPF_FAIL=2.5, SPF_HELO_FAIL=2.0, SPF_BOTH_FAIL=1.5");
    assertThat(mx.wasDelivered(subject)).isFalse();
    assertThat(mx.james().log()).contains("ScoreHook - SPF action=refuse mail=");
    assertThat(mx.james().webAdmin("GET", "/spf/refusals?limit=1", "").body())
        .contains("\"identity\":\"score\",\"result\":\"6.0\"");
  }

  @Test
  void theSessionGoesOnAfterARefusal() throws Exception {
    String subject = subject();
    try (SmtpClient smtp = mx.from(STRANGER)) {
      smtp.ehlo("mail.bank.example");
      assertThat(JamesFixture.transact(smtp, "boss@bank.example", subject()).code()).isEqualTo(550);
      assertThat(JamesFixture.transact(smtp, "me@plain.example", subject).code()).isEqualTo(250);
    }
    assertThat(mx.awaitDelivery(subject).all("X-Spam-Status").get(0)).contains("SPF_HELO_FAIL");
  }

  @Test
  void whatComesInIsMarkedOnceAndTaggedFromSoManyPointsOn() throws Exception {
    String tagged = subject();
    String good = subject();
    mx.deliver(STRANGER, "plain.example", "me@bank.example", tagged);
    mx.deliver("192.0.2.10", "mail.bank.example", "me@bank.example", good);

    Delivered delivered = mx.awaitDelivery(tagged);
    assertThat(delivered.all("X-Spam-Status")).hasSize(1);
    assertThat(delivered.all("X-Spam-Status").get(0)).startsWith("No, score=2.5 required=5.0");
    assertThat(delivered.all("X-Tagged")).containsExactly("yes");
    assertThat(mx.awaitDelivery(good).all("X-Spam-Status")).hasSize(1);
    assertThat(mx.awaitDelivery(good).all("X-Tagged")).isEmpty();
    assertThat(loggers("me@bank.example")).containsOnly("ScoreHook");
  }

  private static Stream<String> loggers(String sender) throws IOException {
    return mx.james()
        .log()
        .lines()
        .filter(line -> line.contains("score=") && line.contains("from=\"" + sender + "\""))
        .map(line -> line.contains("ScoreHook - ") ? "ScoreHook" : line);
  }

  @Test
  void theMildestScoreDecidesForAllAndTheSpoolSplits() throws Exception {
    String subject = subject();
    assertThat(forged(subject, ALICE, BOB).code()).isEqualTo(250); // 6.0 and 4.0

    assertThat(mx.awaitDelivery(ALICE, subject).all("X-Spam-Status"))
        .singleElement()
        .asString()
        .startsWith("Yes, score=6.0 ");
    assertThat(mx.awaitDelivery(BOB, subject).all("X-Spam-Status"))
        .singleElement()
        .asString()
        .startsWith("No, score=4.0 ");
  }

  @Test
  void recipientsWhoGetAllMailGetThisToo() throws Exception {
    for (String recipient : new String[] {POSTMASTER, "carol@here.example"}) {
      String subject = subject();
      assertThat(forged(subject, recipient).code()).isEqualTo(250);

      assertThat(mx.awaitDelivery(recipient, subject).all("X-Spam-Flag")).containsExactly("YES");
    }
    assertThat(mx.james().log())
        .contains("SPF action=tag would=refuse spared-by=\"recipient postmaster@*\" mail=")
        .contains("SPF action=tag would=refuse spared-by=\"monitor\" mail=");
  }

  @Test
  void aNullSenderIsJudgedByItsHeloName() throws Exception {
    String subject = subject();
    mx.deliver(STRANGER, "mail.bank.example", "", subject);

    Delivered bounce = mx.awaitDelivery(subject);
    assertThat(bounce.all("X-Spam-Status").get(0))
        .startsWith("No, score=4.5 ")
        .contains("tests=SPF_FAIL,SPF_HELO_FAIL ");
    assertThat(bounce.all("X-Tagged")).containsExactly("yes");
  }

  @Test
  void usersWhoLoggedInAreNotScored() throws Exception {
    String subject = subject();
    try (SmtpClient smtp = mx.from(STRANGER)) {
      smtp.ehlo("mail.bank.example");
      smtp.authPlain(ALICE, JamesServer.password());
      smtp.mailFrom("boss@bank.example");
      smtp.rcptTo(ALICE);
      assertThat(smtp.data(message(subject, "X-Spam-Status: No, score=-100")).code())
          .isEqualTo(250);
    }
    assertThat(mx.awaitDelivery(subject).headers())
        .noneMatch(field -> field.name().startsWith("X-Spam-"));
  }
}
