package org.spfsuite.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.testing.LoopbackDnsServer;
import org.spfsuite.integration.james.JamesServer;
import org.spfsuite.integration.james.Mailbox.Delivered;
import org.spfsuite.integration.smtp.SmtpClient;
import org.spfsuite.integration.smtp.SmtpClient.Reply;

/**
 * A James with one user, a DNS server for its checks, and what tests do with them. A test that
 * needs one for itself starts and closes it. As an extension it runs as long as its field is there:
 * for all tests of a class if that is static, else for each of them anew.
 */
final class JamesFixture implements BeforeAllCallback, BeforeEachCallback, AutoCloseable {

  static final String ALICE = "alice@here.example";

  private static final Duration DELIVERY = Duration.ofSeconds(40);

  private final Zone zone;
  private final UnaryOperator<JamesServer.Builder> settings;
  private final String[] properties;
  private final List<String> users = new ArrayList<>(List.of(ALICE));
  private @Nullable LoopbackDnsServer dns;
  private @Nullable JamesServer james;

  private JamesFixture(
      Zone zone, UnaryOperator<JamesServer.Builder> settings, String... properties) {
    this.zone = zone;
    this.settings = settings;
    this.properties = properties;
  }

  /** The properties go to {@code conf/spf.properties} behind the DNS server's own. */
  static JamesFixture of(Zone zone, String... properties) {
    return of(zone, builder -> builder, properties);
  }

  /** The same with a James that is otherwise different. */
  static JamesFixture of(
      Zone zone, UnaryOperator<JamesServer.Builder> settings, String... properties) {
    return new JamesFixture(zone, settings, properties);
  }

  /** These users besides Alice. */
  JamesFixture with(String... more) {
    users.addAll(List.of(more));
    return this;
  }

  // --- running ---

  /** Starts both, James in this directory; none is left running if one does not start. */
  JamesFixture start(Path root) throws IOException {
    try {
      dns = LoopbackDnsServer.start(zone);
      JamesServer.Builder builder =
          JamesServer.in(root).authorizedAddresses("127.0.0.0/8").spfProperties(text(properties));
      james = settings.apply(builder).start();
      for (String user : users) {
        james.addUser(user);
      }
      return this;
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    startFor(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    if (james == null) {
      startFor(context);
    }
  }

  /** JUnit closes what is in its store when the context ends. */
  private void startFor(ExtensionContext context) throws IOException {
    Path root = Files.createTempDirectory("james");
    AutoCloseable stop =
        () -> {
          close();
          delete(root);
        };
    context.getStore(Namespace.create(this)).put(root, stop);
    start(root);
  }

  private static void delete(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (james != null) {
      james.close();
    }
    if (dns != null) {
      dns.close();
    }
  }

  JamesServer james() {
    return Objects.requireNonNull(james, "James does not run");
  }

  LoopbackDnsServer dns() {
    return Objects.requireNonNull(dns, "the DNS server does not run");
  }

  private String text(String... more) {
    String servers = "dns.servers = 127.0.0.1:" + dns().address().getPort() + "\n";
    return servers + String.join("\n", more) + "\n";
  }

  /** Writes {@code conf/spf.properties} anew; James is not told. */
  void rewrite(String... other) throws IOException {
    james().writeSpfProperties(text(other));
  }

  // --- mail ---

  SmtpClient from(String client) throws IOException {
    return james().connectFrom(client);
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
    try (SmtpClient smtp = james().connectPlainly()) {
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
        .until(() -> james().mailbox(recipient).messages(), found -> !of(subject, found).isEmpty());
  }

  private static List<Delivered> of(String subject, List<Delivered> messages) {
    return messages.stream().filter(message -> subject.equals(message.subject())).toList();
  }
}
