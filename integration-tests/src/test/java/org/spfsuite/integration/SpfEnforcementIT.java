package org.spfsuite.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.integration.JamesFixture.ALICE;
import static org.spfsuite.integration.JamesFixture.subject;
import static org.spfsuite.integration.JamesFixture.transact;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.integration.james.JamesServer;
import org.spfsuite.integration.james.Mailbox.Delivered;
import org.spfsuite.integration.james.Mailbox.Field;
import org.spfsuite.integration.smtp.SmtpClient;
import org.spfsuite.integration.smtp.SmtpClient.Reply;

/** What the drop-in jar does in a real James with its defaults, but for a shorter time limit. */
final class SpfEnforcementIT {

  private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(2);

  private static final String BANK_V4 = "192.0.2.10";
  private static final String BANK_V6 = "2001:db8::10";
  private static final String STRANGER_V4 = "203.0.113.66";
  private static final String STRANGER_V6 = "2001:db8:bad::66";

  private static final Zone ZONE =
      Zone.builder()
          .txt("bank.example", "v=spf1 ip4:192.0.2.10 ip6:2001:db8::10 -all exp=why.bank.example")
          .txt("why.bank.example", "%{i} is no server of ours. See https://%{d}/mail?from=%{S}")
          .txt("mail.bank.example", "v=spf1 a -all")
          .address("mail.bank.example", BANK_V4, BANK_V6)
          .address("plain.example", "198.51.100.7")
          .txt("broken.example", "v=spf1 ip4:300.1.2.3 -all")
          .txt("evil.example", "v=spf1 -all exp=why.evil.example")
          .txt("why.evil.example", "%{l}" + "long ".repeat(200))
          .txt("ten-kilobytes.example", "v=spf1 -all exp=why.ten-kilobytes.example")
          .txt("why.ten-kilobytes.example", "%{d} ".repeat(2_000))
          .txt("two-lines.example", "v=spf1 -all exp=why.two-lines.example")
          .txt("why.two-lines.example", "no\r\n250 2.0.0 yes\r\nQUIT\r\n")
          .txt("eight-bits.example", "v=spf1 -all exp=why.eight-bits.example")
          .txt("why.eight-bits.example", "\u00fcber \u0085 \u00ff\u0000\u001b[2J")
          .failing("dead.example", FailureKind.TIMEOUT)
          .failing("sick.example", FailureKind.SERVFAIL)
          .build();

  @RegisterExtension
  private static final JamesFixture mx =
      JamesFixture.of(
          ZONE, "check.timeout = 2s", "exempt.networks = 198.51.100.128/25, 2001:db8:ffff::/48");

  @Test
  void forgedSenderIsRefusedWithTheOwnersExplanation() throws Exception {
    String subject = subject();

    Reply reply = mx.deliver(STRANGER_V4, "plain.example", "boss@bank.example", subject);

    assertThat(reply.text())
        .isEqualTo(
            "550 5.7.23 SPF MAIL FROM check of bank.example: fail, 203.0.113.66 may not send for it"
                + " (-all). bank.example explains: 203.0.113.66 is no server of ours."
                + " See https://bank.example/mail?from=boss%40bank.example");
    assertThat(mx.wasDelivered(subject)).isFalse();
  }

  @Test
  void forgedSenderOverIpv6IsRefused() throws Exception {
    Reply reply = mx.deliver(STRANGER_V6, "plain.example", "boss@bank.example", subject());

    assertThat(reply.text()).startsWith("550 5.7.23 ").contains("2001:db8:bad::66 may not send");
  }

  @ParameterizedTest
  @ValueSource(strings = {BANK_V4, BANK_V6})
  void legitimateSenderIsDeliveredWithReceivedSpfOnTop(String client) throws Exception {
    String subject = subject();

    Reply reply = mx.deliver(client, "mail.bank.example", "teller@bank.example", subject);

    assertThat(reply.code()).isEqualTo(250);
    Delivered message = mx.awaitDelivery(subject);
    List<String> fields = message.all("Received-SPF");
    String mechanism = client.equals(BANK_V4) ? "ip4:192.0.2.10" : "ip6:2001:db8::10";
    assertThat(fields).hasSize(1);
    assertThat(fields.get(0))
        .startsWith("pass client-ip=")
        .contains(client)
        .contains("envelope-from=\"teller@bank.example\"")
        .contains("helo=mail.bank.example")
        .contains("identity=mailfrom")
        .contains("mechanism=\"" + mechanism + "\"")
        .contains("receiver=mx.example.org");
    assertThat(message.all("Authentication-Results"))
        .containsExactly(
            "mx.example.org; spf=pass smtp.mailfrom=bank.example;"
                + " spf=pass smtp.helo=mail.bank.example");
    assertThat(namesAboveReceived(message))
        .as("trace fields stand above James's own Received")
        .contains("Received-SPF");
  }

  private static List<String> namesAboveReceived(Delivered message) {
    return message.headers().stream()
        .map(Field::name)
        .takeWhile(name -> !name.equals("Received"))
        .toList();
  }

  @Test
  void headerThatTheClientSentStaysBelowOurs() throws Exception {
    String subject = subject();
    try (SmtpClient smtp = mx.from(STRANGER_V4)) {
      smtp.ehlo("plain.example");
      smtp.mailFrom("someone@plain.example");
      smtp.rcptTo(ALICE);
      smtp.data(JamesFixture.message(subject, "Received-SPF: pass (forged by the client)"));
    }

    List<String> fields = mx.awaitDelivery(subject).all("Received-SPF");

    assertThat(fields).hasSize(2);
    assertThat(fields.get(0)).startsWith("none ");
    assertThat(fields.get(1)).isEqualTo("pass (forged by the client)");
  }

  private static final String[] FORGED = {
    "Authentication-Results: mx.example.org; spf=pass smtp.mailfrom=bank.example",
    "Authentication-Results: other.example; dkim=pass",
    "authentication-results : (hello) MX.Example.Org.\r\n ; spf=pass",
    "Authentication-Results\r\n\t: mx.example.org; spf=pass",
  };

  @Test
  void forgedAuthenticationResultsAreRemoved() throws Exception {
    String subject = subject();
    try (SmtpClient smtp = mx.from(STRANGER_V4)) {
      smtp.ehlo("plain.example");
      smtp.mailFrom("someone@plain.example");
      smtp.rcptTo(ALICE);
      smtp.data(JamesFixture.message(subject, FORGED));
    }

    assertThat(mx.awaitDelivery(subject).all("Authentication-Results"))
        .satisfiesExactly(
            ours -> assertThat(ours).startsWith("mx.example.org; spf=none "),
            others -> assertThat(others).isEqualTo("other.example; dkim=pass"));
    assertThat(mx.awaitDelivery(subject).headers().stream().map(Field::name))
        .filteredOn(name -> !name.equals("Return-Path")) // James's, at delivery
        .startsWith("Authentication-Results", "Received-SPF", "Received");
  }

  @Test
  void whoeverMayRelayMaySpeakForUsButUsersMayNot() throws Exception {
    String relayed = subject();
    try (SmtpClient smtp = mx.james().connectPlainly()) {
      smtp.ehlo("localhost");
      smtp.mailFrom("someone@plain.example");
      smtp.rcptTo(ALICE);
      smtp.data(JamesFixture.message(relayed, FORGED));
    }
    String submitted = subject();
    try (SmtpClient smtp = mx.from(STRANGER_V4)) {
      smtp.ehlo("laptop.example");
      smtp.authPlain(ALICE, JamesServer.password());
      smtp.mailFrom(ALICE);
      smtp.rcptTo(ALICE);
      smtp.data(JamesFixture.message(submitted, FORGED));
    }

    assertThat(mx.awaitDelivery(relayed).all("Authentication-Results")).hasSameSizeAs(FORGED);
    assertThat(mx.awaitDelivery(submitted).all("Authentication-Results"))
        .containsExactly("other.example; dkim=pass");
  }

  @Test
  void nullSenderIsJudgedByItsHelo() throws Exception {
    String subject = subject();

    Reply forged = mx.deliver(STRANGER_V4, "mail.bank.example", "", subject());
    Reply genuine = mx.deliver(BANK_V4, "mail.bank.example", "", subject);

    assertThat(forged.text())
        .startsWith("550 5.7.23 SPF MAIL FROM check of mail.bank.example: fail");
    assertThat(genuine.code()).isEqualTo(250);
    assertThat(mx.awaitDelivery(subject).all("Received-SPF"))
        .allSatisfy(field -> assertThat(field).startsWith("pass "));
  }

  @Test
  void forgedHeloIsRefusedThoughMailFromIsHonest() throws Exception {
    Reply reply = mx.deliver(STRANGER_V4, "mail.bank.example", "me@plain.example", subject());

    assertThat(reply.text()).startsWith("550 5.7.23 SPF HELO check of mail.bank.example: fail");
  }

  @Test
  void domainWithoutSpfIsUntouched() throws Exception {
    String subject = subject();

    Reply reply = mx.deliver("198.51.100.7", "plain.example", "me@plain.example", subject);

    assertThat(reply.code()).isEqualTo(250);
    assertThat(mx.awaitDelivery(subject).all("Received-SPF").get(0)).startsWith("none ");
  }

  @Test
  void brokenRecordIsAcceptedAndSaysWhatIsWrong() throws Exception {
    String subject = subject();

    Reply reply = mx.deliver("198.51.100.7", "plain.example", "me@broken.example", subject);

    assertThat(reply.code()).isEqualTo(250);
    assertThat(mx.awaitDelivery(subject).all("Received-SPF").get(0))
        .startsWith("permerror ")
        .contains("problem=\"syntax \\\"300.1.2.3\\\" at character 12, expected an address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dead.example", "sick.example"})
  void dnsTroubleLosesNothingAndEndsInTime(String domain) throws Exception {
    String subject = subject();
    long start = System.nanoTime();

    Reply reply = mx.deliver(STRANGER_V4, "plain.example", "me@" + domain, subject);

    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    assertThat(reply.code()).isEqualTo(250);
    assertThat(elapsed).isLessThan(CHECK_TIMEOUT.plusSeconds(2));
    assertThat(mx.awaitDelivery(subject).all("Received-SPF").get(0))
        .startsWith("temperror ")
        .contains("problem=");
  }

  @Test
  void authenticatedClientPassesUnchecked() throws Exception {
    String subject = subject();
    try (SmtpClient smtp = mx.from(STRANGER_V4)) {
      smtp.ehlo("laptop.example");
      assertThat(smtp.authPlain(ALICE, JamesServer.password()).code()).isEqualTo(235);
      assertThat(transact(smtp, "boss@bank.example", subject).code()).isEqualTo(250);
    }

    assertThat(mx.awaitDelivery(subject).all("Received-SPF")).isEmpty();
  }

  @Test
  void clientThatMayRelayPassesUnchecked() throws Exception {
    String subject = subject();
    try (SmtpClient smtp = mx.james().connectPlainly()) {
      smtp.ehlo("localhost");
      assertThat(transact(smtp, "boss@bank.example", subject).code()).isEqualTo(250);
    }

    assertThat(mx.awaitDelivery(subject).all("Received-SPF")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.200", "2001:db8:ffff:1::1"})
  void clientInAnExemptNetworkPassesUnchecked(String client) throws Exception {
    String subject = subject();

    Reply reply = mx.deliver(client, "plain.example", "boss@bank.example", subject);

    assertThat(reply.code()).isEqualTo(250);
    assertThat(mx.awaitDelivery(subject).all("Received-SPF")).isEmpty();
  }

  @Test
  void refusalDoesNotPoisonTheNextTransaction() throws Exception {
    String subject = subject();
    try (SmtpClient smtp = mx.from(STRANGER_V4)) {
      smtp.ehlo("plain.example");
      assertThat(transact(smtp, "boss@bank.example", subject()).code()).isEqualTo(550);
      // James keeps the refused transaction open: without RSET a second MAIL is out of order.
      assertThat(smtp.send("RSET").code()).isEqualTo(250);
      assertThat(transact(smtp, "me@plain.example", subject).code()).isEqualTo(250);
      assertThat(transact(smtp, "boss@bank.example", subject()).code()).isEqualTo(550);
    }

    assertThat(mx.awaitDelivery(subject).all("Received-SPF").get(0))
        .startsWith("none ")
        .contains("me@plain.example");
  }

  @Test
  void hostileExplanationStaysOnOneShortLine() throws Exception {
    try (SmtpClient smtp = mx.from(STRANGER_V4)) {
      smtp.ehlo("plain.example");
      smtp.mailFrom("x@evil.example");
      Reply reply = smtp.rcptTo(ALICE);

      assertThat(reply.lines()).hasSize(1);
      assertThat(reply.lines().get(0)).startsWith("550 5.7.23 ").endsWith("...").hasSize(510);
      assertThat(smtp.send("NOOP").code()).as("client and server are in step").isEqualTo(250);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ten-kilobytes.example", "two-lines.example", "eight-bits.example"})
  void hostileExplanationIsOneLineOfAscii(String domain) throws Exception {
    try (SmtpClient smtp = mx.from(STRANGER_V4)) {
      smtp.ehlo("plain.example");
      smtp.mailFrom("x@" + domain);
      Reply reply = smtp.rcptTo(ALICE);

      assertThat(reply.lines()).hasSize(1);
      assertThat(reply.lines().get(0))
          .startsWith("550 5.7.23 SPF MAIL FROM check of " + domain + ": fail, ")
          .matches("[ -~]{1,510}");
      assertThat(smtp.send("NOOP").code()).as("client and server are in step").isEqualTo(250);
    }
  }

  /** James itself logs a stack trace when it refuses an address; none may pass through us. */
  private static void assertNothingBroke() throws IOException {
    assertThat(mx.james().log()).doesNotContain(" ERROR ").doesNotContain("at org.spfsuite.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EHLO [203.0.113.66]",
        "EHLO localhost",
        "EHLO ..",
        "EHLO a..b.example",
        "EHLO \u00fc\u0001\u00ff.example",
        "HELO %{l}.%{d2}",
        "EHLO -",
        "EHLO x.123",
      })
  void garbageHeloGetsANormalDecision(String command) throws Exception {
    String subject = subject();
    try (SmtpClient smtp = mx.from(STRANGER_V4)) {
      assertThat(smtp.send(command).code()).isEqualTo(250);
      assertThat(transact(smtp, "me@plain.example", subject).code()).isEqualTo(250);
    }

    assertThat(mx.awaitDelivery(subject).all("Authentication-Results").get(0))
        .contains("; spf=none smtp.helo=");
    assertNothingBroke();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MAIL FROM:<@>",
        "MAIL FROM:<boss>",
        "MAIL FROM:boss@bank.example",
        "MAIL FROM:<\"a b\\\"c\"@plain.example>",
        "MAIL FROM:<a@[192.0.2.1]>",
        "MAIL FROM:<\u00fc@plain.example>",
        "MAIL FROM:<%{s}%{d}@plain.example>",
      })
  void garbageMailFromGetsANormalDecision(String command) throws Exception {
    try (SmtpClient smtp = mx.from(STRANGER_V4)) {
      smtp.ehlo("plain.example");
      smtp.send(command);
      Reply reply = smtp.rcptTo(ALICE);

      assertThat(reply.text()).doesNotContain("Unable to process");
      assertThat(smtp.send("NOOP").code()).isEqualTo(250);
    }
    assertNothingBroke();
  }

  @Test
  void logTellsEachDecisionOnOneLine() throws Exception {
    mx.deliver(STRANGER_V4, "plain.example", "log-me@bank.example", subject());

    assertThat(mx.james().log().lines().filter(line -> line.contains("log-me@bank.example")))
        .singleElement()
        .asString()
        .contains(
            "SPF action=refuse client=203.0.113.66 helo=\"plain.example\""
                + " from=\"log-me@bank.example\" to=\"alice@here.example\" helo-result=none"
                + " mailfrom-result=fail decided-by=mailfrom reason=\"bank.example -all\"");
  }

  @Test
  void pipelinedCommandsGetTheirOwnReplies() throws Exception {
    String subject = subject();
    try (SmtpClient smtp = mx.from(STRANGER_V4)) {
      smtp.ehlo("plain.example");
      List<Reply> replies =
          smtp.pipeline(
              "MAIL FROM:<boss@bank.example>",
              "RCPT TO:<" + ALICE + ">",
              "RSET",
              "MAIL FROM:<me@plain.example>",
              "RCPT TO:<" + ALICE + ">",
              "DATA");
      assertThat(replies.stream().map(Reply::code).toList())
          .containsExactly(250, 550, 250, 250, 250, 354);
      assertThat(smtp.message(JamesFixture.message(subject)).code()).isEqualTo(250);
    }
    assertThat(mx.awaitDelivery(subject).all("Received-SPF").get(0)).contains("me@plain.example");
  }

  @Test
  void messagesOfEightBitsKeepThem() throws Exception {
    String subject = subject();
    try (SmtpClient smtp = mx.from(STRANGER_V4)) {
      assertThat(smtp.ehlo("plain.example").text()).contains("8BITMIME");
      assertThat(smtp.send("MAIL FROM:<me@plain.example> BODY=8BITMIME").code()).isEqualTo(250);
      smtp.rcptTo(ALICE);
      assertThat(
              smtp.data(
                      JamesFixture.message(
                          subject, "X-Eight: gr\u00fc\u00dfe", "X-Folded: a\r\n\tb"))
                  .code())
          .isEqualTo(250);
    }
    Delivered message = mx.awaitDelivery(subject);
    assertThat(message.all("X-Eight").get(0)).startsWith("gr");
    assertThat(message.all("X-Folded")).containsExactly("a b");
  }

  @Test
  void chunksAreNotOfferedAndDoNoHarm() throws Exception {
    String subject = subject();
    try (SmtpClient smtp = mx.from(STRANGER_V4)) {
      assertThat(smtp.ehlo("plain.example").text()).doesNotContain("CHUNKING");
      smtp.mailFrom("me@plain.example");
      smtp.rcptTo(ALICE);
      assertThat(smtp.send("BDAT 0 LAST").code()).isBetween(500, 599);
      assertThat(smtp.data(JamesFixture.message(subject)).code()).isEqualTo(250);
    }
    assertThat(mx.awaitDelivery(subject).all("Received-SPF")).hasSize(1);
  }
}
