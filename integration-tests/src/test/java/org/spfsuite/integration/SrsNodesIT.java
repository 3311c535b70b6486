package org.spfsuite.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.integration.AlumniWorld.ALIAS;
import static org.spfsuite.integration.AlumniWorld.AUTHORS_HOST;
import static org.spfsuite.integration.AlumniWorld.FIRST_KEY;
import static org.spfsuite.integration.AlumniWorld.bounce;
import static org.spfsuite.integration.JamesFixture.subject;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spfsuite.integration.james.JamesServer;

/** Two forwarders with one name, one key and one PostgreSQL server. */
final class SrsNodesIT {

  private static final String LONG = "a".repeat(60) + "@uni.example";

  private static final String SECOND_KEY =
      "2026b hmac-sha256 hex:ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";

  @TempDir private Path folder;

  private AlumniWorld world;
  private EmbeddedPostgres database;
  private JamesServer one;
  private JamesServer other;

  @BeforeEach
  void start() throws IOException {
    world = new AlumniWorld();
    database = AlumniWorld.postgres(folder, 0);
    one = node("one");
    other = node("other");
  }

  private JamesServer node(String name) throws IOException {
    JamesServer node =
        world.forwarder(
            folder.resolve(name),
            """
            domain = srs.alumni.example
            store = jdbc:postgresql://127.0.0.1:%d/postgres
            store.user = postgres
            retry.first = 1s
            """
                .formatted(database.getPort()),
            Map.of(),
            builder -> builder.extension(AlumniWorld.postgresDriver()));
    node.addDomain("srs.alumni.example");
    node.addAlias(ALIAS, "ann@dest.example");
    return node;
  }

  @AfterEach
  void stop() throws IOException {
    world.close();
    database.close();
  }

  /** The sender under which a message goes out; the author's server stands for all others. */
  private String forwarded(JamesServer node, String sender) throws IOException {
    String subject = subject();
    assertThat(world.send(node, AUTHORS_HOST, sender, ALIAS, subject).code()).isEqualTo(250);
    return world.awaitAbout(subject).sender();
  }

  @Test
  void whatOneKeepsTheOtherFinds() throws Exception {
    String sender = forwarded(one, LONG);
    assertThat(sender).startsWith("SRS0=").contains("=1=");
    assertThat(sender.indexOf('@')).isLessThanOrEqualTo(64);

    String subject = subject();
    assertThat(bounce(other, sender, subject).code()).isEqualTo(250);
    assertThat(world.awaitAbout(subject).recipients()).containsExactly(LONG);
    assertThat(world.awaitAbout(subject).sender()).isEmpty();
  }

  @Test
  void whileTheStoreIsDownNothingIsLost() throws Exception {
    String sender = forwarded(one, LONG);
    int port = database.getPort();
    database.close();

    String waiting = subject();
    assertThat(world.send(one, AUTHORS_HOST, LONG, ALIAS, waiting).code()).isEqualTo(250);
    assertThat(bounce(other, sender, subject()).text()).startsWith("450 4.3.0 ");
    assertThat(forwarded(one, "bob@uni.example")).as("who fits needs no store").contains("=bob@");
    AlumniWorld.awaitLog(one, "waits for");
    assertThat(world.author().messages()).noneMatch(m -> m.text().contains(waiting));

    database = AlumniWorld.postgres(folder, port);
    assertThat(world.awaitAbout(waiting).sender()).isEqualTo(sender);
    String subject = subject();
    Awaitility.await()
        .atMost(AlumniWorld.SOON)
        .until(() -> bounce(other, sender, subject).code() == 250);
    assertThat(world.awaitAbout(subject).recipients()).containsExactly(LONG);
  }

  @Test
  void keysAreChangedWhileMailIsOnItsWay() throws Exception {
    String old = forwarded(one, "bob@uni.example");

    for (String node : new String[] {"one", "other"}) {
      AlumniWorld.writeKeys(folder.resolve(node), SECOND_KEY + FIRST_KEY);
    }
    Awaitility.await()
        .atMost(AlumniWorld.SOON)
        .until(() -> !forwarded(one, "bob@uni.example").equals(old));
    String young = forwarded(one, "bob@uni.example");
    for (String sender : new String[] {old, young}) {
      String subject = subject();
      Awaitility.await()
          .atMost(AlumniWorld.SOON)
          .until(() -> bounce(other, sender, subject).code() == 250);
      assertThat(world.awaitAbout(subject).recipients()).containsExactly("bob@uni.example");
    }

    AlumniWorld.writeKeys(folder.resolve("other"), SECOND_KEY);
    Awaitility.await()
        .atMost(AlumniWorld.SOON)
        .until(() -> bounce(other, old, subject()).text().startsWith("550 5.1.1 "));
    assertThat(bounce(other, young, subject()).code()).isEqualTo(250);
  }
}
