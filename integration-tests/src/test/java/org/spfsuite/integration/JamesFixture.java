package org.spfsuite.integration;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.testing.LoopbackDnsServer;
import org.spfsuite.integration.james.JamesServer;
import org.spfsuite.integration.james.Mailbox.Delivered;
import org.spfsuite.integration.smtp.SmtpClient;
import org.spfsuite.integration.smtp.SmtpClient.Reply;

/** A James with one user, a DNS server for its checks, and what tests do with them. */
final class JamesFixture implements AutoCloseable {

  static final String ALICE = "alice@here.example";

  private static final Duration DELIVERY = Duration.ofSeconds(40);

  private final LoopbackDnsServer dns;
  private final JamesServer james;

  private JamesFixture(LoopbackDnsServer dns, JamesServer james) {
    this.dns = dns;
    this.james = james;
  }

  /** Starts both; the properties go to {@code conf/spf.properties} behind the DNS server's own. */
  static JamesFixture start(Path root, Zone zone, String... properties) throws IOException {
    return start(root, zone, builder -> builder, properties);
  }

  /** The same with a James that is otherwise different. */
  static JamesFixture start(
      Path root, Zone zone, UnaryOperator<JamesServer.Builder> james, String... properties)
      throws IOException {
    LoopbackDnsServer dns = LoopbackDnsServer.start(zone);
    JamesServer.Builder builder =
        JamesServer.in(root)
            .authorizedAddresses("127.0.0.0/8")
            .spfProperties(properties(dns, properties));
    JamesServer server = james.apply(builder).start();
    server.addUser(ALICE);
    return new JamesFixture(dns, server);
  }

  private static String properties(LoopbackDnsServer dns, String... more) {
    String servers = "dns.servers = 127.0.0.1:" + dns.address().getPort() + "\n";
    return servers + String.join("\n", more) + "\n";
  }

  /** Writes {@code conf/spf.properties} anew; James is not told. */
  void rewrite(String... properties) throws IOException {
    james.writeSpfProperties(properties(dns, properties));
  }

  JamesServer james() {
    return james;
  }

  LoopbackDnsServer dns() {
    return dns;
  }

  SmtpClient from(String client) throws IOException {
    return james.connectFrom(client);
  }

  /** A subject that no other message has. */
  static String subject() {
    return "test " + UUID.randomUUID();
  }

  static List<String> message(String subject, String... moreHeaders) {
    String extra = String.join("\r\n", moreHeaders);
    return List.of(
        "Subject: " + subject, extra.isEmpty() ? "X-Test: yes" : extra, "", "Hello Alice.");
  }

  /** MAIL, RCPT to Alice and DATA on an open session; the reply that ended it. */
  static Reply transact(SmtpClient smtp, String sender, String subject) throws IOException {
    return transact(smtp, sender, ALICE, subject);
  }

  /** The same for another recipient. */
  static Reply transact(SmtpClient smtp, String sender, String recipient, String subject)
      throws IOException {
    Reply mail = smtp.mailFrom(sender);
    if (mail.code() != 250) {
      return mail;
    }
    Reply rcpt = smtp.rcptTo(recipient);
    return rcpt.code() == 250 ? smtp.data(message(subject)) : rcpt;
  }

  /** A whole session from this client; the reply that ended the transaction. */
  Reply deliver(String client, String helo, String sender, String subject) throws IOException {
    try (SmtpClient smtp = from(client)) {
      smtp.ehlo(helo);
      return transact(smtp, sender, subject);
    }
  }

  /** Waits until the message is in Alice's mailbox. */
  Delivered awaitDelivery(String subject) {
    return awaitDelivery(ALICE, subject);
  }

  /** Waits until the message is in somebody's mailbox. */
  Delivered awaitDelivery(String recipient, String subject) {
    return of(subject, awaitMailbox(recipient, subject)).get(0);
  }

  /**
   * Whether a message is in Alice's mailbox. Mail is spooled in order, so a message that was sent
   * before a delivered one and is not there never will be.
   */
  boolean wasDelivered(String subject) throws Exception {
    String marker = subject();
    try (SmtpClient smtp = james.connectPlainly()) {
      smtp.ehlo("localhost");
      transact(smtp, "marker@here.example", marker);
    }
    return !of(subject, awaitMailbox(ALICE, marker)).isEmpty();
  }

  /** Waits until the message is in somebody's mailbox, and returns all that is there then. */
  private List<Delivered> awaitMailbox(String recipient, String subject) {
    return Awaitility.await()
        .atMost(DELIVERY)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions() // James's IMAP may leave one connection unanswered; the next one is not
        .until(() -> james.mailbox(recipient).messages(), found -> !of(subject, found).isEmpty());
  }

  private static List<Delivered> of(String subject, List<Delivered> messages) {
    return messages.stream().filter(message -> subject.equals(message.subject())).toList();
  }

  @Override
  public void close() throws IOException {
    james.close();
    dns.close();
  }
}
