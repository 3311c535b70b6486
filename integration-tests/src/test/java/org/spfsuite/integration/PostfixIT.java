package org.spfsuite.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.spfsuite.integration.postfix.PrivatePostfix;
import org.spfsuite.integration.postfix.Sink;
import org.spfsuite.integration.postfix.Sink.Envelope;
import org.spfsuite.integration.smtp.SmtpClient;
import org.spfsuite.integration.smtp.SmtpClient.Reply;
import org.spfsuite.srs.postsrsd.ConfigReader;
import org.spfsuite.srs.postsrsd.SrsService;

/**
 * The service in place of postsrsd: a real Postfix asks it, and the rest of the world is a sink.
 */
@Timeout(180)
final class PostfixIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path directory;

  private static final List<String> LOG = new CopyOnWriteArrayList<>();
  private static @Nullable Sink sink;
  private static @Nullable SrsService service;
  private static @Nullable PrivatePostfix postfix;

  private static Path config;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(
        PrivatePostfix.isPossible(),
        "skipped: these tests need Postfix (apt-get install postfix) and root");
    Path secret = Files.writeString(directory.resolve("secret"), "an example of a secret\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    config =
        Files.writeString(
            directory.resolve("postsrsd.conf"),
            """
            srs-domain = srs.example
            domains = { "forwarder.example" }
            secrets-file = "%s"
            socketmap = inet:127.0.0.1:0
            unprivileged-user = ""
            """
                .formatted(secret));
    // Postfix's processes change their user, and must get there.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    service = serve(Map.of());
    sink = new Sink();
    postfix = PrivatePostfix.start(directory.resolve("postfix"), settings(sink.port()));
  }

  private static SrsService serve(Map<String, String> options) throws IOException {
    Path file = config;
    return SrsService.start(
        () -> ConfigReader.read(Optional.of(file), options, "root"),
        path -> {
          throw new IllegalArgumentException("there is no store");
        },
        InstantSource.system(),
        LOG::add);
  }

  private static List<String> settings(int sinkPort) throws IOException {
    Path aliases =
        Files.writeString(
            directory.resolve("aliases"),
            """
            user@forwarder.example target@remote.example
            gone@forwarder.example nobody@remote.example
            """);
    String maps = "socketmap:" + address();
    return List.of(
        "myhostname = mx.forwarder.example",
        "mynetworks = 192.0.2.0/24",
        "virtual_alias_domains = forwarder.example srs.example",
        "virtual_alias_maps = texthash:" + aliases,
        "relay_domains = transit.example",
        "default_transport = smtp:[127.0.0.1]:" + sinkPort,
        "relay_transport = relay:[127.0.0.1]:" + sinkPort,
        "sender_canonical_maps = " + maps + ":forward",
        "sender_canonical_classes = envelope_sender",
        "recipient_canonical_maps = " + maps + ":reverse",
        "recipient_canonical_classes = envelope_recipient");
  }

  private static String address() {
    return Objects.requireNonNull(service).address();
  }

  @AfterAll
  static void stop() throws Exception {
    if (postfix != null) {
      postfix.stop();
    }
    if (service != null) {
      service.close();
    }
    if (sink != null) {
      sink.close();
    }
  }

  /** The reply to the first command that is not accepted, or to the message. */
  private static Reply send(String sender, String recipient) throws IOException {
    int port = Objects.requireNonNull(postfix).port();
    try (SmtpClient client = SmtpClient.connect(port, Optional.empty())) {
      assertThat(client.ehlo("stranger.example").code()).isEqualTo(250);
      Reply mail = client.mailFrom(sender);
      Reply rcpt = mail.code() == 250 ? client.rcptTo(recipient) : mail;
      return rcpt.code() == 250 ? client.data(List.of("Subject: x", "", "x")) : rcpt;
    }
  }

  private static Envelope received(String recipient) throws IOException {
    Sink there = Objects.requireNonNull(sink);
    await()
        .atMost(PATIENCE)
        .until(() -> there.received().stream().anyMatch(e -> e.recipient().equals(recipient)));
    return there.received().stream()
        .filter(envelope -> envelope.recipient().equals(recipient))
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  private static String rewritten(String author) throws IOException {
    assertThat(send(author, "user@forwarder.example").code()).isEqualTo(250);
    return received("target@remote.example").sender();
  }

  @Test
  void forwardedMessageHasOurSenderAndItsBounceReachesTheAuthor() throws Exception {
    String sender = rewritten("author@origin.example");
    assertThat(sender).startsWith("SRS0=").endsWith("=origin.example=author@srs.example");

    assertThat(send("", sender).code()).isEqualTo(250);

    assertThat(received("author@origin.example").sender()).isEmpty();
  }

  @Test
  void whatPostfixItselfCannotDeliverComesBackToTheAuthor() throws Exception {
    assertThat(send("writer@origin.example", "gone@forwarder.example").code()).isEqualTo(250);

    assertThat(received("writer@origin.example").sender()).isEmpty();
  }

  @Test
  void forgedAddressIsRefused() throws Exception {
    Reply reply = send("", "SRS0=aaaa=AA=victim.example=anybody@srs.example");

    assertThat(reply.code()).as(reply.text()).isEqualTo(550);
    assertThat(reply.text()).contains("5.1.1");
    assertThat(LOG).anyMatch(line -> line.contains("action=refuse"));
  }

  @Test
  void foreignSrsAddressPassesUntouched() throws Exception {
    String foreign = "SRS0=aaaa=AA=origin.example=other@transit.example";

    assertThat(send("", foreign).code()).isEqualTo(250);

    assertThat(received(foreign).sender()).isEmpty();
  }

  @Test
  void strangersCannotRelay() throws Exception {
    Reply reply = send("author@origin.example", "anybody@elsewhere.example");

    assertThat(reply.code()).as(reply.text()).isEqualTo(454);
  }

  @Test
  void mailWaitsWhileTheServiceIsDown() throws Exception {
    String address = address();
    Objects.requireNonNull(service).close();
    Reply refused;
    try {
      refused = send("late@origin.example", "user@forwarder.example");
    } finally {
      service = serve(Map.of("socketmap", address));
    }
    assertThat(refused.code()).as(refused.text()).isEqualTo(451);

    String sender = rewritten("late@origin.example");
    assertThat(sender).contains("=late@");
  }
}
