package org.spfsuite.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.integration.AlumniWorld.AUTHOR;
import static org.spfsuite.integration.AlumniWorld.AUTHORS_HOST;
import static org.spfsuite.integration.AlumniWorld.TARGET;
import static org.spfsuite.integration.JamesFixture.subject;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spfsuite.integration.james.JamesServer;
import org.spfsuite.integration.james.Mailbox.Delivered;
import org.spfsuite.integration.smtp.SmtpSink.Received;

/** Two forwarders in a row, which also send mail round in a circle. */
final class SrsChainIT {

  @TempDir private static Path alumniRoot;
  @TempDir private static Path clubRoot;
  @TempDir private static Path destinationRoot;

  private static AlumniWorld world;
  private static JamesServer alumni;
  private static JamesServer club;
  private static JamesServer destination;

  @BeforeAll
  static void start() throws IOException {
    world = new AlumniWorld();
    int alumniPort = AlumniWorld.freePort();
    int clubPort = AlumniWorld.freePort();
    destination = world.destination(destinationRoot, Map.of("srs.club.example", clubPort));
    alumni =
        world.forwarder(
            alumniRoot,
            "domain = srs.alumni.example\nbounces.redact = true\n",
            Map.of("club.example", clubPort, "srs.club.example", clubPort),
            builder -> builder.smtpPort(alumniPort));
    club =
        world.forwarder(
            clubRoot,
            "domain = srs.club.example\n",
            Map.of(
                "dest.example", destination.smtpPort(),
                "alumni.example", alumniPort,
                "srs.alumni.example", alumniPort),
            builder -> builder.smtpPort(clubPort));
    alumni.addDomain("srs.alumni.example");
    club.addDomain("srs.club.example");
    for (String name : List.of("ann", "full", "round")) {
      alumni.addAlias(name + "@alumni.example", name + "@club.example");
    }
    alumni.addAlias("bob@alumni.example", "bob@elsewhere.example");
    club.addAlias("ann@club.example", TARGET);
    club.addAlias("full@club.example", "full@dest.example");
    club.addAlias("round@club.example", "round@alumni.example");
  }

  @AfterAll
  static void stop() throws IOException {
    world.write("srs-chain-story.txt");
    world.close();
  }

  private static String send(String recipient) throws IOException {
    String subject = subject();
    assertThat(world.send(alumni, AUTHORS_HOST, AUTHOR, recipient, subject).code()).isEqualTo(250);
    return subject;
  }

  @Test
  void theDestinationSeesTheLastForwarder() throws Exception {
    String subject = send("ann@alumni.example");

    Delivered delivered = AlumniWorld.awaitDelivery(destination, subject);
    world.tell("Received-SPF: " + delivered.all("Received-SPF").get(0));
    assertThat(delivered.all("Received-SPF").get(0))
        .startsWith("pass ")
        .contains("envelope-from=\"SRS1=", "=srs.alumni.example==", "@srs.club.example\"");
  }

  @Test
  void bouncesGoBackTheWholeWayAndTellNoMoreThanTheyMay() throws Exception {
    int before = world.author().messages().size();
    send("full@alumni.example");

    Received notice = world.awaitAuthor(before + 1);
    assertThat(notice.sender()).isEmpty();
    assertThat(notice.recipients()).containsExactly(AUTHOR);
    assertThat(notice.text())
        .contains("Subject: Your message was not delivered", "Action: failed")
        .doesNotContain("dest.example", "club.example");
    world.tell(notice.text());
  }

  @Test
  void aCircleEnds() throws Exception {
    int before = world.author().messages().size();
    send("round@alumni.example");

    // Each time round, a Received field is added; at the limit the message ends.
    AlumniWorld.awaitLog(alumni, "SRS action=rewrite from=\"SRS1=");
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .during(Duration.ofSeconds(5))
        .until(() -> rounds() > 1 && rounds() == again());
    assertThat(AlumniWorld.lastRewritten(alumni).indexOf('@')).isLessThanOrEqualTo(64);
    String marker = send("bob@alumni.example");
    world.awaitAbout(marker);
    assertThat(world.author().messages())
        .as("nobody is told about it: all that leaves the circle would come here")
        .hasSize(before + 1);
  }

  private static int known;

  private static int rounds() throws IOException {
    return (int) alumni.log().lines().filter(line -> line.contains("from=\"SRS1=")).count();
  }

  /** How many rounds there were when this was asked last. */
  private static int again() throws IOException {
    int before = known;
    known = rounds();
    return before;
  }

  @Test
  void withoutDnsMailIsForwardedAllTheSame() throws Exception {
    world.dns().delayAnswers(Duration.ofMinutes(1));
    try {
      String subject = send("bob@alumni.example");
      Received received = world.awaitAbout(subject);
      assertThat(received.sender()).startsWith("SRS0=").endsWith("@srs.alumni.example");
      assertThat(received.text()).contains("Received-SPF: temperror");
    } finally {
      world.dns().delayAnswers(Duration.ZERO);
    }
  }
}
