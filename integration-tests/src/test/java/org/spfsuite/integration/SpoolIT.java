package org.spfsuite.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.integration.JamesFixture.ALICE;
import static org.spfsuite.integration.JamesFixture.message;
import static org.spfsuite.integration.JamesFixture.subject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.integration.james.JamesServer;
import org.spfsuite.integration.james.JamesServer.Refusal;
import org.spfsuite.integration.smtp.SmtpClient;
import org.spfsuite.integration.smtp.SmtpClient.Reply;

/** Mailets and matchers, in a James that checks nothing while the client is on the line. */
final class SpoolIT {

  private static final String STRANGER = "203.0.113.66";
  private static final String RELAY = "198.51.100.1";

  private static final String MAILETS =
      """
      <mailet match="All" class="org.spfsuite.mailet.mailets.SpfCheck">
        <trustedNetworks>198.51.100.0/28, 2001:db8:1::/64</trustedNetworks>
      </mailet>
      <mailet match="org.spfsuite.mailet.matchers.SpfProblemIs=syntax,dns-failure" class="SetMimeHeader">
        <name>X-Problem</name><value>yes</value>
      </mailet>
      <mailet match="org.spfsuite.mailet.matchers.SpfHeloResultIs=fail" class="SetMimeHeader">
        <name>X-Forged-Helo</name><value>yes</value>
      </mailet>
      <mailet match="org.spfsuite.mailet.matchers.SpfResultIs=softfail,neutral" class="SetMimeHeader">
        <name>X-Suspicious</name><value>yes</value>
      </mailet>
      <mailet match="org.spfsuite.mailet.matchers.SpfResultIs=fail" class="ToProcessor">
        <processor>quarantine</processor>
      </mailet>
      <mailet match="RecipientIs=moved@here.example" class="org.spfsuite.mailet.mailets.RefuseWith551">
        <newAddress>moved@new.example</newAddress>
      </mailet>
      """;

  private static final String HANDLER =
      """
      <handler class="org.spfsuite.mailet.smtp.RefuseWith551">
        <moved>gone@here.example gone@new.example</moved>
        <moved>Left@here.example left@new.example</moved>
      </handler>
      """;

  private static final Zone ZONE =
      Zone.builder()
          .txt("bank.example", "v=spf1 ip4:192.0.2.10 -all")
          .txt("mail.bank.example", "v=spf1 ip4:192.0.2.10 -all")
          .txt("soft.example", "v=spf1 ~all")
          .txt("broken.example", "v=spf1 nonsense")
          .failing("sick.example", FailureKind.SERVFAIL)
          .build();

  @RegisterExtension
  private static final JamesFixture mx =
      JamesFixture.of(ZONE, james -> james.handler(HANDLER).mailets(MAILETS))
          .with("moved@here.example", "sender@here.example");

  private static List<String> names(String subject) {
    return mx.awaitDelivery(subject).headers().stream().map(field -> field.name()).toList();
  }

  @Test
  void marksMessagesAsTheHookDoes() throws Exception {
    String subject = subject();
    mx.deliver("192.0.2.10", "mail.bank.example", "me@bank.example", subject);

    List<String> fields = mx.awaitDelivery(subject).all("Received-SPF");
    assertThat(fields).hasSize(1);
    assertThat(fields.get(0))
        .startsWith("pass client-ip=192.0.2.10; ")
        .contains("receiver=mx.example.org");
    assertThat(mx.awaitDelivery(subject).all("Authentication-Results").get(0))
        .startsWith("mx.example.org; spf=pass ");
    assertThat(names(subject))
        .filteredOn(name -> !name.equals("Return-Path")) // James's, at delivery
        .startsWith("Authentication-Results", "Received-SPF", "Received");
  }

  @ParameterizedTest
  @CsvSource({
    "me@soft.example,   plain.example,     X-Suspicious",
    "me@plain.example,  mail.bank.example, X-Forged-Helo",
    "me@broken.example, plain.example,     X-Problem",
    "me@sick.example,   plain.example,     X-Problem",
  })
  void matchersLeadToMailets(String sender, String helo, String header) throws Exception {
    String subject = subject();
    mx.deliver(STRANGER, helo, sender, subject);

    assertThat(
            names(subject).stream()
                .filter(List.of("X-Suspicious", "X-Forged-Helo", "X-Problem")::contains))
        .containsExactly(header);
  }

  @Test
  void forgedMailGoesWhereTheAdministratorWantsIt() throws Exception {
    int before = quarantined();
    String subject = subject();
    assertThat(mx.deliver(STRANGER, "plain.example", "boss@bank.example", subject).code())
        .isEqualTo(250);

    Awaitility.await().until(() -> quarantined() == before + 1);
    assertThat(mx.wasDelivered(subject)).isFalse();
  }

  private static int quarantined() throws IOException {
    String mails =
        mx.james().webAdmin("GET", "/mailRepositories/var%2Fmail%2Fquarantine/mails", "").body();
    return mails.equals("[]") || mails.contains("message") ? 0 : mails.split(",").length;
  }

  @Test
  void behindARelayTheClientOfTheRelayIsJudged() throws Exception {
    String good = subject();
    String bad = subject();
    int before = quarantined();
    for (String[] hop : new String[][] {{"192.0.2.10", good}, {STRANGER, bad}}) {
      try (SmtpClient smtp = mx.from(RELAY)) {
        smtp.ehlo("relay.here.example");
        smtp.mailFrom("me@bank.example");
        smtp.rcptTo(ALICE);
        smtp.data(
            message(
                hop[1],
                "Received: from mail.bank.example (x ["
                    + hop[0]
                    + "]) by relay.here.example"
                    + " (Postfix) with ESMTP id 1; Sun, 22 Nov 2026 06:00:00 +0000",
                "Received: from forged (x [192.0.2.10]) by bank.example (Postfix) with ESMTP id 2"));
      }
    }

    assertThat(mx.awaitDelivery(good).all("Received-SPF").get(0))
        .startsWith("pass ")
        .contains("helo=mail.bank.example");
    Awaitility.await().until(() -> quarantined() == before + 1);
    assertThat(mx.james().log())
        .contains("SPF action=mark mail=")
        .contains("relays=1 client=203.0.113.66 helo=\"mail.bank.example\"");
  }

  @Test
  void mailFromInsideIsNotChecked() throws Exception {
    String subject = subject();
    try (SmtpClient smtp = mx.from(STRANGER)) {
      smtp.ehlo("laptop.example");
      smtp.authPlain(ALICE, JamesServer.password());
      JamesFixture.transact(smtp, "boss@bank.example", subject);
    }
    assertThat(mx.awaitDelivery(subject).all("Received-SPF")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "gone@here.example, 551 5.1.6 User not local; please try <gone@new.example>",
    "LEFT@here.example, 551 5.1.6 User not local; please try <left@new.example>",
  })
  void whoeverHasMovedIsToBeFoundElsewhere(String recipient, String reply) throws Exception {
    try (SmtpClient smtp = mx.from(STRANGER)) {
      smtp.ehlo("plain.example");
      smtp.mailFrom("me@plain.example");
      assertThat(smtp.rcptTo(recipient).text()).isEqualTo(reply);
    }
  }

  @Test
  void onTheSpoolTheNewAddressComesWithABounce() throws Exception {
    String subject = subject();
    Reply reply;
    try (SmtpClient smtp = mx.james().connectPlainly()) {
      smtp.ehlo("localhost");
      reply = JamesFixture.transact(smtp, "sender@here.example", "moved@here.example", subject);
    }
    assertThat(reply.code()).isEqualTo(250);
    Awaitility.await()
        .ignoreExceptions()
        .until(() -> !mx.james().mailbox("sender@here.example").messages().isEmpty());
    assertThat(mx.james().mailbox("moved@here.example").messages()).isEmpty();
  }

  @Test
  void wrongParametersStopTheStart(@TempDir Path other) throws Exception {
    Refusal refusal =
        JamesServer.in(other)
            .mailets(
                """
                <mailet match="All" class="org.spfsuite.mailet.mailets.SpfCheck">
                  <trustedNetworks>198.51.100.0/33, 2001:db8::/32</trustedNetworks>
                  <addHeader>true</addHeader>
                  <recheck>perhaps</recheck>
                </mailet>
                """)
            .refuse();
    assertThat(refusal.log())
        .contains("mailet org.spfsuite.mailet.mailets.SpfCheck: unknown parameter addHeader")
        .contains("expected: one of trustedNetworks, recheck")
        .contains("mailet org.spfsuite.mailet.mailets.SpfCheck: trustedNetworks 198.51.100.0/33")
        .contains("mailet org.spfsuite.mailet.mailets.SpfCheck: recheck perhaps");
  }

  @Test
  void wrongConditionsStopTheStart(@TempDir Path other) throws Exception {
    Refusal refusal =
        JamesServer.in(other)
            .mailets(
                """
                <mailet match="org.spfsuite.mailet.matchers.SpfResultIs=hardfail" class="Null"/>
                """)
            .refuse();
    assertThat(refusal.log())
        .contains("matcher SpfResultIs: SpfResultIs=hardfail")
        .contains("expected: one or more of none, neutral, pass, fail, softfail, temperror");
  }
}
