package org.spfsuite.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.integration.AlumniWorld.ALIAS;
import static org.spfsuite.integration.AlumniWorld.AUTHORS_HOST;
import static org.spfsuite.integration.JamesFixture.subject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.integration.james.JamesServer;

/** A forwarder that rewrites only senders whose SPF policies object to its hosts. */
final class SrsWhenNeededIT {

  @TempDir private static Path root;

  private static AlumniWorld world;
  private static JamesServer forwarder;

  @BeforeAll
  static void start() throws IOException {
    world = new AlumniWorld();
    forwarder =
        world.forwarder(
            root,
            """
            domain = srs.alumni.example
            rewrite = whenSpfWouldFail
            outgoing.addresses = 127.0.0.1
            outgoing.helo = mx.alumni.example
            """,
            Map.of());
    forwarder.addDomain("srs.alumni.example");
    forwarder.addAlias(ALIAS, "ann@dest.example");
  }

  @AfterAll
  static void stop() throws IOException {
    world.close();
  }

  @ParameterizedTest
  @CsvSource({
    "alice@uni.example,   SRS0=, action=rewrite",
    "me@soft.example,     SRS0=, action=rewrite",
    "bob@partner.example, bob@,  reason=spf_allows_us",
    "cy@nobody.example,   cy@,   reason=no_policy",
  })
  void onlySendersThatWouldFailAreRewritten(String sender, String seen, String why)
      throws Exception {
    String subject = subject();
    assertThat(world.send(forwarder, AUTHORS_HOST, sender, ALIAS, subject).code()).isEqualTo(250);

    assertThat(world.awaitAbout(subject).sender()).startsWith(seen);
    assertThat(forwarder.log().lines())
        .anyMatch(line -> line.contains("from=\"" + sender + "\"") && line.contains(why));
  }
}
