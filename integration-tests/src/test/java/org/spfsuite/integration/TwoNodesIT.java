package org.spfsuite.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.integration.JamesFixture.ALICE;
import static org.spfsuite.integration.JamesFixture.message;
import static org.spfsuite.integration.JamesFixture.subject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.integration.james.JamesServer;
import org.spfsuite.integration.james.Mailbox.Delivered;
import org.spfsuite.integration.smtp.SmtpClient;

/**
 * Two real servers: mail comes to the front one, which hands it to the back one, where the
 * mailboxes are. Either may be the one that checks.
 */
final class TwoNodesIT {

  private static final String SENDER = "me@bank.example";
  private static final String GOOD = "192.0.2.10";
  private static final String STRANGER = "203.0.113.66";

  /** James writes into its Received field whatever comes with HELO. */
  private static final List<String> FORGED_HELOS =
      List.of(
          "x ([192.0.2.10]) by mx.example.org with ESMTPA",
          "x ([192.0.2.10]) by mx.example.org with ESMTPA " + "a".repeat(8_000),
          "x (authenticated user) (envelope-from <a@b.example>)",
          "x; y",
          "x (");

  private static final Zone ZONE =
      Zone.builder().txt("bank.example", "v=spf1 ip4:" + GOOD + " -all").build();

  @RegisterExtension
  private final JamesFixture back =
      JamesFixture.of(
          ZONE,
          james ->
              james
                  .handler("")
                  .mailets(
                      """
                      <mailet match="All" class="org.spfsuite.mailet.mailets.SpfCheck">
                        <trustedNetworks>127.0.0.0/8</trustedNetworks>
                      </mailet>
                      """));

  @TempDir private Path frontRoot;

  private JamesFixture front(String handler) throws IOException {
    String relay =
        """
        <mailet match="All" class="RemoteDelivery">
          <outgoing>outgoing</outgoing>
          <delayTime>1 second</delayTime>
          <maxRetries>5</maxRetries>
          <gateway>127.0.0.1</gateway>
          <gatewayPort>%d</gatewayPort>
          <bounceProcessor>error</bounceProcessor>
        </mailet>
        """
            .formatted(back.james().smtpPort());
    return JamesFixture.of(ZONE, james -> james.handler(handler).mailets(relay)).start(frontRoot);
  }

  private static String send(JamesFixture front, String client, String... headers)
      throws IOException {
    return send(front, client, "plain.example", List.of(headers));
  }

  private static String send(JamesFixture front, String client, String helo, List<String> headers)
      throws IOException {
    String subject = subject();
    try (SmtpClient smtp = front.from(client)) {
      assertThat(smtp.ehlo(helo).code()).isEqualTo(250);
      smtp.mailFrom(SENDER);
      smtp.rcptTo(ALICE);
      assertThat(smtp.data(message(subject, headers.toArray(String[]::new))).code()).isEqualTo(250);
    }
    return subject;
  }

  @Test
  void theBackOneJudgesTheClientOfTheFrontOne() throws Exception {
    String forged =
        "Received: from bank.example (x [192.0.2.10]) by mx.example.org with ESMTP ID 1;"
            + " Sun, 22 Nov 2026 06:00:00 +0000 (UTC)";
    try (JamesFixture front = front("")) {
      assertThat(spf(send(front, GOOD))).startsWith("pass ").contains("client-ip=192.0.2.10");
      assertThat(spf(send(front, STRANGER)))
          .startsWith("fail ")
          .contains("client-ip=203.0.113.66", "helo=plain.example");
      assertThat(spf(send(front, STRANGER, forged)))
          .startsWith("fail ")
          .contains("client-ip=203.0.113.66");
      for (String helo : FORGED_HELOS) {
        assertThat(spf(send(front, STRANGER, helo, List.of())))
            .as(helo)
            .startsWith("fail ")
            .contains("client-ip=203.0.113.66");
      }
    }
  }

  private String spf(String subject) {
    List<String> fields = back.awaitDelivery(subject).all("Received-SPF");
    assertThat(fields).hasSize(1);
    return fields.get(0);
  }

  @Test
  void whatTheFrontOneFoundOutComesThrough() throws Exception {
    try (JamesFixture front = front(JamesServer.HANDLER)) {
      String subject = subject();

      assertThat(front.deliver(STRANGER, "plain.example", SENDER, subject()).code()).isEqualTo(550);
      assertThat(front.deliver(GOOD, "plain.example", SENDER, subject).code()).isEqualTo(250);

      Delivered delivered = back.awaitDelivery(subject);
      assertThat(delivered.all("Received-SPF"))
          .anyMatch(field -> field.startsWith("pass ") && field.contains("client-ip=" + GOOD));
      assertThat(back.james().mailbox(ALICE).messages()).hasSize(1);
    }
  }
}
