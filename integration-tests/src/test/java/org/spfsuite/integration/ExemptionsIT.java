package org.spfsuite.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.integration.JamesFixture.ALICE;
import static org.spfsuite.integration.JamesFixture.subject;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.integration.smtp.SmtpClient;
import org.spfsuite.integration.smtp.SmtpClient.Reply;

/** Who is not refused although the decision table says so, and who is although it does not. */
final class ExemptionsIT {

  private static final String STRANGER = "203.0.113.66";

  private static final Zone ZONE =
      Zone.builder()
          .txt("bank.example", "v=spf1 ip4:192.0.2.10 -all")
          .txt("soft.example", "v=spf1 ~all")
          .txt("alumni.example", "v=spf1 ip4:198.51.100.16/28 -all")
          .failing("sick-lists.example", FailureKind.SERVFAIL)
          .mx("here.example", 10, "mx1.here.example")
          .mx("here.example", 20, "mx2.elsewhere.example")
          .address("mx1.here.example", "192.0.2.25")
          .address("mx2.elsewhere.example", "198.51.100.99")
          .build();

  @RegisterExtension
  private static final JamesFixture mx =
      JamesFixture.of(
              ZONE,
              "exempt.forwarders = alumni.example",
              "exempt.secondary-mx = here.example",
              "exempt.senders = *@partner.example, news@bank.example",
              "exempt.recipients = postmaster@*, abuse@here.example",
              "treat = soft.example softfail as fail",
              "policy.patient.recipients = bob@here.example, lists.example",
              "policy.patient.decision.mailfrom.fail = defer 450 4.7.1 Dear {client}, try later",
              "policy.open.recipients = carol@here.example",
              "policy.open.mode = monitor")
          .with(
              "postmaster@here.example",
              "abuse@here.example",
              "bob@here.example",
              "carol@here.example");

  @ParameterizedTest
  @CsvSource({
    // client, sender, recipient, code
    "203.0.113.66,  boss@bank.example,   alice@here.example,      550",
    "192.0.2.10,    boss@bank.example,   alice@here.example,      250",
    // forwarders, by their own SPF
    "198.51.100.20, boss@bank.example,   alice@here.example,      250",
    "198.51.100.32, boss@bank.example,   alice@here.example,      550",
    // secondary MX
    "198.51.100.99, boss@bank.example,   alice@here.example,      250",
    "192.0.2.25,    boss@bank.example,   alice@here.example,      250",
    // senders
    "203.0.113.66,  news@bank.example,   alice@here.example,      250",
    "203.0.113.66,  NEWS@BANK.EXAMPLE,   alice@here.example,      250",
    "203.0.113.66,  news2@bank.example,  alice@here.example,      550",
    // recipients
    "203.0.113.66,  boss@bank.example,   postmaster@here.example, 250",
    "203.0.113.66,  boss@bank.example,   ABUSE@here.example,      250",
    // a result that is treated as another
    "203.0.113.66,  me@soft.example,     alice@here.example,      550",
    // recipients with policies of their own
    "203.0.113.66,  boss@bank.example,   bob@here.example,        450",
    "203.0.113.66,  boss@bank.example,   carol@here.example,      250",
  })
  void exemptionsHaveTheirSay(String client, String sender, String recipient, int code)
      throws Exception {
    try (SmtpClient smtp = mx.from(client)) {
      smtp.ehlo("plain.example");
      assertThat(JamesFixture.transact(smtp, sender, recipient, subject()).code()).isEqualTo(code);
    }
  }

  @Test
  void aReplyInTheAdministratorsWords() throws Exception {
    try (SmtpClient smtp = mx.from(STRANGER)) {
      smtp.ehlo("plain.example");
      smtp.mailFrom("boss@bank.example");
      assertThat(smtp.rcptTo("bob@here.example").text())
          .isEqualTo("450 4.7.1 Dear 203.0.113.66, try later");
    }
  }

  @Test
  void oneMessageForSeveralRecipientsIsDecidedForEach() throws Exception {
    String subject = subject();
    try (SmtpClient smtp = mx.from(STRANGER)) {
      smtp.ehlo("plain.example");
      smtp.mailFrom("boss@bank.example");
      assertThat(smtp.rcptTo(ALICE).code()).isEqualTo(550);
      assertThat(smtp.rcptTo("postmaster@here.example").code()).isEqualTo(250);
      assertThat(smtp.rcptTo("bob@here.example").code()).isEqualTo(450);
      assertThat(smtp.data(JamesFixture.message(subject)).code()).isEqualTo(250);
    }
    assertThat(mx.awaitDelivery("postmaster@here.example", subject).all("Received-SPF").get(0))
        .startsWith("fail ");
    assertThat(mx.wasDelivered(subject)).isFalse();
  }

  @Test
  void theLogTellsWhoSparedAMessage() throws Exception {
    mx.deliver("198.51.100.21", "plain.example", "spared@bank.example", subject());

    assertThat(
            mx.james()
                .log()
                .lines()
                .filter(line -> line.contains("SpfHook - SPF "))
                .filter(line -> line.contains("spared@bank.example")))
        .singleElement()
        .asString()
        .contains("SPF action=accept would=refuse spared-by=\"forwarder alumni.example\" client=");
  }

  @Test
  void whoeverMightBeAForwarderIsAskedToComeAgain(@TempDir Path other) throws Exception {
    try (JamesFixture mx =
        JamesFixture.of(ZONE, "exempt.forwarders = sick-lists.example", "decide.at = mail")
            .start(other)) {
      Reply reply = mx.deliver(STRANGER, "plain.example", "boss@bank.example", subject());
      assertThat(reply.text())
          .startsWith("451 4.7.24 SPF MAIL FROM check of bank.example: fail, 203.0.113.66 may not");

      // decide.at = mail: the refusal is the answer to MAIL, and the next MAIL is a new beginning
      try (SmtpClient smtp = mx.from(STRANGER)) {
        smtp.ehlo("plain.example");
        assertThat(smtp.mailFrom("boss@bank.example").code()).isEqualTo(451);
        assertThat(smtp.mailFrom("boss@bank.example").code()).isEqualTo(451);
        String subject = subject();
        assertThat(JamesFixture.transact(smtp, "me@plain.example", subject).code()).isEqualTo(250);
        assertThat(mx.awaitDelivery(subject).all("Received-SPF").get(0))
            .startsWith("none ")
            .contains("me@plain.example");
      }
    }
  }
}
