package org.spfsuite.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.integration.AlumniWorld.ALIAS;
import static org.spfsuite.integration.AlumniWorld.AUTHOR;
import static org.spfsuite.integration.AlumniWorld.AUTHORS_HOST;
import static org.spfsuite.integration.AlumniWorld.TARGET;
import static org.spfsuite.integration.JamesFixture.subject;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spfsuite.integration.james.JamesServer;
import org.spfsuite.integration.james.Mailbox.Delivered;

/**
 * A forwarder with its queues on disk is killed while mail waits in them: what was promised to the
 * author holds in the next process.
 */
final class SrsRestartIT {

  private static final String LONG = "a".repeat(60) + "@uni.example";

  @TempDir private Path folder;

  private AlumniWorld world;
  private int destinationPort;

  @BeforeEach
  void start() throws IOException {
    world = new AlumniWorld();
    destinationPort = AlumniWorld.freePort();
  }

  @AfterEach
  void stop() throws IOException {
    world.close();
  }

  private JamesServer forwarder(String properties) throws IOException {
    JamesServer forwarder =
        world.forwarder(
            folder.resolve("forwarder"),
            "domain = srs.alumni.example\nretry.first = 1s\n" + properties,
            Map.of("dest.example", destinationPort),
            builder -> builder.persistent().extension(AlumniWorld.postgresDriver()));
    forwarder.addDomain("srs.alumni.example");
    forwarder.addAlias(ALIAS, TARGET);
    forwarder.addAlias("nobody@alumni.example", "nobody@dest.example");
    return forwarder;
  }

  private JamesServer destination() throws IOException {
    return world.destination(
        folder.resolve("destination"), Map.of(), builder -> builder.smtpPort(destinationPort));
  }

  private String sent(JamesServer forwarder, String sender, String recipient) throws IOException {
    String subject = subject();
    assertThat(world.send(forwarder, AUTHORS_HOST, sender, recipient, subject).code())
        .isEqualTo(250);
    return subject;
  }

  @Test
  void whatWasRewrittenBeforeAKillIsDeliveredOrToldAfterIt() throws Exception {
    JamesServer before = forwarder("");
    String arrives = sent(before, LONG, ALIAS);
    String refused = sent(before, AUTHOR, "nobody@alumni.example");
    AlumniWorld.awaitLog(before, "action=rewrite from=\"" + LONG);
    AlumniWorld.awaitLog(before, "action=rewrite from=\"" + AUTHOR);
    before.kill();

    JamesServer destination = destination();
    JamesServer after = forwarder("");

    Delivered delivered = AlumniWorld.awaitDelivery(destination, arrives);
    assertThat(delivered.all("Received-SPF").get(0)).startsWith("pass ");
    String sender = delivered.all("Return-Path").get(0).replaceAll("[<>]", "");
    assertThat(sender).startsWith("SRS0=").contains("=1=");
    String bounce = subject();
    assertThat(AlumniWorld.bounce(after, sender, bounce).code()).isEqualTo(250);
    assertThat(world.awaitAbout(bounce).recipients()).containsExactly(LONG);

    assertThat(world.awaitAbout(refused).recipients()).containsExactly(AUTHOR);
    assertThat(after.log()).contains("SRS action=restore").doesNotContain("SRS action=rewrite");

    after.close();
    assertThat(after.log()).contains("SRS: the store is closed");
  }

  @Test
  void whatWaitedForTheStoreBeforeAKillIsForwardedAfterIt() throws Exception {
    int port = AlumniWorld.freePort();
    String store =
        "store = jdbc:postgresql://127.0.0.1:%d/postgres\nstore.user = postgres\n".formatted(port);
    JamesServer before = forwarder(store);
    String waiting = sent(before, LONG, ALIAS);
    AlumniWorld.awaitLog(before, "waits for");
    before.kill();

    JamesServer destination = destination();
    try (EmbeddedPostgres database = AlumniWorld.postgres(folder, port)) {
      assertThat(database.getPort()).isEqualTo(port);
      forwarder(store);
      Delivered delivered = AlumniWorld.awaitDelivery(destination, waiting);
      assertThat(delivered.all("Return-Path").get(0)).startsWith("<SRS0=").contains("=1=");
      assertThat(
              destination.mailbox(TARGET).messages().stream()
                  .filter(message -> waiting.equals(message.subject())))
          .hasSize(1);
    }
  }
}
