package org.spfsuite.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.testing.LoopbackDnsServer;
import org.spfsuite.integration.james.JamesServer;
import org.spfsuite.integration.james.Mailbox.Delivered;
import org.spfsuite.integration.smtp.SmtpClient;
import org.spfsuite.integration.smtp.SmtpClient.Reply;
import org.spfsuite.integration.smtp.SmtpSink;
import org.spfsuite.integration.smtp.SmtpSink.Received;

/**
 * The hosts of the story: an author's mail server, forwarders, and a destination that refuses what
 * fails SPF.
 */
final class AlumniWorld implements AutoCloseable {

  static final String AUTHOR = "alice@uni.example";
  static final String AUTHORS_HOST = "192.0.2.10";
  static final String STRANGER = "203.0.113.66";
  static final String ALIAS = "ann@alumni.example";
  static final String TARGET = "ann@dest.example";

  static final String FIRST_KEY =
      "2026a hmac-sha256 hex:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";

  /** Mail goes out from loopback: so this is who may send for each forwarder. */
  private static final String LOOPBACK = "v=spf1 ip4:127.0.0.1 -all";

  static final Zone ZONE =
      Zone.builder()
          .txt("uni.example", "v=spf1 ip4:" + AUTHORS_HOST + " -all")
          .txt("soft.example", "v=spf1 ~all")
          .txt("partner.example", "v=spf1 ip4:" + AUTHORS_HOST + " ip4:127.0.0.1 -all")
          .txt("alumni.example", LOOPBACK)
          .txt("srs.alumni.example", LOOPBACK)
          .txt("srs.club.example", LOOPBACK)
          .build();

  static final Duration SOON = Duration.ofSeconds(60);

  private final LoopbackDnsServer dns;
  private final SmtpSink author;
  private final List<JamesServer> servers = new ArrayList<>();
  private final List<String> story = new ArrayList<>();

  AlumniWorld() throws IOException {
    dns = LoopbackDnsServer.start(ZONE);
    author = SmtpSink.start();
  }

  /** The author's mail server, which takes bounces. */
  SmtpSink author() {
    return author;
  }

  LoopbackDnsServer dns() {
    return dns;
  }

  /** A port for a server that others must know before it starts. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /**
   * A database server.
   *
   * @param folder for its files, which are used again
   * @param port 0: any
   */
  static EmbeddedPostgres postgres(Path folder, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(folder.resolve("data"))
        .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
        .setCleanDataDirectory(false)
        .start();
  }

  /** The driver, which an administrator puts beside our jar. */
  static Path postgresDriver() {
    return Path.of(
        org.postgresql.Driver.class.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  /** One more line of the story. */
  void tell(String line) {
    story.add(line);
  }

  /** Writes the story down. */
  void write(String name) throws IOException {
    Files.write(Path.of("target", name), story, UTF_8);
  }

  private JamesServer start(JamesServer.Builder builder) throws IOException {
    String servers4 = "dns.servers = 127.0.0.1:" + dns.address().getPort() + "\n";
    JamesServer server = builder.spfProperties(servers4).start();
    servers.add(server);
    return server;
  }

  /**
   * A forwarder.
   *
   * @param root its working directory
   * @param properties of {@code conf/srs.properties}
   * @param routes ports of the servers of domains; everything else goes to the author's
   */
  JamesServer forwarder(Path root, String properties, Map<String, Integer> routes)
      throws IOException {
    return forwarder(root, properties, routes, builder -> builder);
  }

  /** The same, and otherwise different. */
  JamesServer forwarder(
      Path root,
      String properties,
      Map<String, Integer> routes,
      UnaryOperator<JamesServer.Builder> more)
      throws IOException {
    writeKeys(root, FIRST_KEY);
    return start(
        more.apply(
            JamesServer.in(root)
                .file("srs.properties", properties)
                .mailets("<mailet match=\"RelayLimit=20\" class=\"Null\"/>")
                .validRcptHandler("org.spfsuite.mailet.smtp.SrsValidRcptHandler")
                .transport(
                    """
                    <mailet match="All" class="org.spfsuite.mailet.mailets.SrsReverse"/>
                    <mailet match="All" class="org.spfsuite.mailet.mailets.SrsAlias"/>
                    """)
                .relay(
                    """
                    <mailet match="SentByMailet" class="ToProcessor">
                      <processor>relay</processor>
                    </mailet>
                    """)
                .processors(
                    relay(
                            "<mailet match=\"All\" class=\"org.spfsuite.mailet.mailets.SrsForward\"/>",
                            routes)
                        + bounces(
                            "<mailet match=\"All\" class=\"org.spfsuite.mailet.mailets.SrsRestore\"/>"))));
  }

  /** Writes {@code conf/srs.keys} so that nobody else can read it. */
  static void writeKeys(Path root, String text) throws IOException {
    Path conf = Files.createDirectories(root.resolve("conf"));
    Path other = conf.resolve("srs.keys.new");
    Files.deleteIfExists(other);
    Files.createFile(
        other, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(other, text);
    Files.move(other, conf.resolve("srs.keys"), StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * A destination, which refuses what fails SPF. Mail for {@code full@dest.example} comes back as a
   * bounce, after it was taken.
   */
  JamesServer destination(Path root, Map<String, Integer> routes) throws IOException {
    return destination(root, routes, builder -> builder);
  }

  /** The same, and otherwise different. */
  JamesServer destination(
      Path root, Map<String, Integer> routes, UnaryOperator<JamesServer.Builder> more)
      throws IOException {
    JamesServer server =
        start(
            more.apply(
                JamesServer.in(root)
                    .mailets(
                        """
                        <mailet match="RecipientIs=full@dest.example" class="ToProcessor">
                          <processor>bounces</processor>
                        </mailet>
                        """)
                    .relay(
                        """
                        <mailet match="SentByMailet" class="ToProcessor">
                          <processor>relay</processor>
                        </mailet>
                        """)
                    .processors(relay("", routes) + bounces(""))));
    server.addUser(TARGET);
    server.addUser("full@dest.example");
    return server;
  }

  private String relay(String mailets, Map<String, Integer> routes) {
    StringBuilder text = new StringBuilder("<processor state=\"relay\">\n" + mailets);
    routes.forEach((domain, port) -> text.append(delivery("HostIs=" + domain, domain, port)));
    text.append(delivery("All", "rest", author.port()));
    return text + "</processor>\n";
  }

  private static String delivery(String match, String queue, int port) {
    return """
        <mailet match="%s" class="RemoteDelivery">
          <outgoing>out-%s</outgoing>
          <delayTime>1 second</delayTime>
          <maxRetries>20</maxRetries>
          <gateway>127.0.0.1</gateway>
          <gatewayPort>%d</gatewayPort>
          <bounceProcessor>bounces</bounceProcessor>
        </mailet>
        """
        .formatted(match, queue, port);
  }

  private static String bounces(String mailets) {
    return """
        <processor state="bounces">
          %s
          <mailet match="All" class="DSNBounce">
            <passThrough>false</passThrough>
          </mailet>
        </processor>
        """
        .formatted(mailets);
  }

  /** MAIL, RCPT and DATA by a client; the reply that ended it. */
  Reply send(JamesServer to, String client, String sender, String recipient, String subject)
      throws IOException {
    try (SmtpClient smtp = to.connectFrom(client)) {
      smtp.ehlo("mail.uni.example");
      Reply reply = JamesFixture.transact(smtp, sender, recipient, subject);
      smtp.transcript().forEach(line -> tell((line.fromClient() ? "C: " : "S: ") + line.text()));
      return reply;
    }
  }

  /** A bounce by a stranger; the reply that ended it. */
  static Reply bounce(JamesServer to, String recipient, String subject) throws IOException {
    try (SmtpClient smtp = to.connectFrom(STRANGER)) {
      smtp.ehlo("mx.dest.example");
      smtp.mailFrom("");
      Reply reply = smtp.rcptTo(recipient);
      return reply.code() == 250 ? smtp.data(JamesFixture.message(subject)) : reply;
    }
  }

  /** Waits until the author's server has so many messages, and returns the last one. */
  Received awaitAuthor(int messages) {
    return Awaitility.await()
        .atMost(SOON)
        .until(author::messages, found -> found.size() >= messages)
        .get(messages - 1);
  }

  /** Waits until the author's server has a message in whose text that stands. */
  Received awaitAbout(String subject) {
    return Awaitility.await()
        .atMost(SOON)
        .until(
            () -> author.messages().stream().filter(m -> m.text().contains(subject)).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** Waits until the target has a message with that subject. */
  static Delivered awaitDelivery(JamesServer server, String subject) {
    return Awaitility.await()
        .atMost(SOON)
        .ignoreExceptions() // James's IMAP may leave one connection unanswered; the next one is not
        .until(
            () ->
                server.mailbox(TARGET).messages().stream()
                    .filter(message -> subject.equals(message.subject()))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** Waits for a line in a server's log. */
  static void awaitLog(JamesServer server, String text) {
    Awaitility.await().atMost(SOON).until(() -> server.log().contains(text));
  }

  /** The sender that a forwarder has given to a message, from its log. */
  static String lastRewritten(JamesServer forwarder) throws IOException {
    return forwarder
        .log()
        .lines()
        .filter(line -> line.contains("SRS action=rewrite"))
        .map(line -> line.replaceFirst(".* to=\"([^\"]*)\".*", "$1"))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  @Override
  public void close() throws IOException {
    for (JamesServer server : servers) {
      server.close();
    }
    author.close();
    dns.close();
  }
}
