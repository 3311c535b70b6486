package org.spfsuite.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.integration.AlumniWorld.ALIAS;
import static org.spfsuite.integration.AlumniWorld.AUTHOR;
import static org.spfsuite.integration.AlumniWorld.AUTHORS_HOST;
import static org.spfsuite.integration.JamesFixture.message;
import static org.spfsuite.integration.JamesFixture.subject;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spfsuite.integration.james.JamesServer;
import org.spfsuite.integration.smtp.SmtpClient;
import org.spfsuite.integration.smtp.SmtpClient.Reply;

/** Strangers try to relay through a forwarder, each with a few addresses that he made up. */
final class SrsOpenRelayIT {

  private static final int CLIENTS = 600;
  private static final int ADDRESSES = 20;
  private static final String SRS = "@srs.alumni.example";
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=";

  @TempDir private static Path root;

  private static AlumniWorld world;
  private static JamesServer forwarder;

  @BeforeAll
  static void start() throws IOException {
    world = new AlumniWorld();
    forwarder = world.forwarder(root, "domain = srs.alumni.example\n", Map.of());
    forwarder.addDomain("srs.alumni.example");
    forwarder.addAlias(ALIAS, "ann@dest.example");
  }

  @AfterAll
  static void stop() throws IOException {
    world.close();
  }

  @Test
  void nobodyReachesAnybodyElse() throws Exception {
    long seed = 20261122;
    Random random = new Random(seed);
    assertThat(world.send(forwarder, AUTHORS_HOST, AUTHOR, ALIAS, subject()).code()).isEqualTo(250);
    String good = world.awaitAuthor(1).sender(); // here the author's server takes all mail
    assertThat(good).startsWith("SRS0=").endsWith(SRS);

    int tried = 0;
    int taken = 0;
    for (int client = 0; client < CLIENTS; client++) {
      try (SmtpClient smtp =
          forwarder.connectFrom("198.18." + client / 250 + "." + (1 + client % 250))) {
        smtp.ehlo("x.example");
        smtp.mailFrom(client % 4 == 0 ? "x@x.example" : "");
        boolean some = false;
        for (int i = 0; i < ADDRESSES; i++) {
          String recipient = hostile(random, good);
          Reply reply = smtp.rcptTo(recipient);
          tried++;
          assertThat(reply.code()).as("seed %d: %s", seed, recipient).isBetween(250, 599);
          some |= reply.code() == 250;
        }
        if (some) {
          taken++;
          smtp.data(message("spam"));
        }
      }
    }

    assertThat(tried).isGreaterThanOrEqualTo(10_000);
    String marker = subject();
    world.send(forwarder, AUTHORS_HOST, AUTHOR, ALIAS, marker);
    org.awaitility.Awaitility.await()
        .atMost(AlumniWorld.SOON)
        .until(() -> world.author().messages().stream().anyMatch(m -> m.text().contains(marker)));
    assertThat(world.author().messages())
        .filteredOn(message -> message.text().contains("spam"))
        .as("seed %d, of %d sessions with something to send", seed, taken)
        .allSatisfy(
            message -> {
              assertThat(message.sender()).isEmpty();
              // The address that we have signed, written otherwise.
              assertThat(message.recipients())
                  .allSatisfy(r -> assertThat(r).isEqualToIgnoringCase(AUTHOR));
            });
    assertThat(forwarder.log()).doesNotContain("SPF: a bug").doesNotContain("SRS: a bug");
  }

  private static String hostile(Random random, String good) {
    String local = good.substring(0, good.indexOf('@'));
    String hash = local.substring(5, 11);
    String stamp = local.substring(12, 14);
    String victim = "victim" + random.nextInt(1000);
    return switch (random.nextInt(16)) {
      case 0 -> "SRS0=" + text(random, 6) + "=" + stamp + "=victim.example=" + victim + SRS;
      case 1 -> "SRS0=" + hash + "=" + stamp + "=victim.example=" + victim + SRS;
      case 2 ->
          "SRS0=" + hash.substring(0, random.nextInt(6)) + "=" + stamp + "=victim.example=v" + SRS;
      case 3 -> "SRS1=" + text(random, 6) + "=victim.example==" + local.substring(5) + SRS;
      case 4 -> "SRS1=" + hash + "=victim.example==" + hash + "=" + stamp + "=a.example=b" + SRS;
      case 5 -> changed(random, local) + SRS;
      case 6 -> changed(random, changed(random, local)) + SRS;
      case 7 -> victim + "%victim.example" + SRS;
      case 8 -> "\"" + victim + "@victim.example\"" + SRS;
      case 9 -> "victim.example!" + victim + SRS;
      case 10 -> local + "@victim.example";
      case 11 -> victim + "@victim.example";
      case 12 -> local.replace("=alice", "=" + victim) + SRS;
      case 13 -> local.replace("uni.example", "victim.example") + SRS;
      case 14 -> "SRS0" + text(random, random.nextInt(60)) + SRS;
      default -> local.replace(stamp, text(random, random.nextInt(4))) + SRS;
    };
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  private static String changed(Random random, String text) {
    int at = random.nextInt(text.length());
    return text.substring(0, at) + text(random, 1) + text.substring(at + 1);
  }

  /** A server that asks nobody at RCPT: only the mailet stands between a forgery and its victim. */
  @Test
  void whatIsTakenUnseenIsVerifiedAgain(@TempDir Path other) throws Exception {
    try (AlumniWorld unguarded = new AlumniWorld()) {
      JamesServer server =
          unguarded.forwarder(
              other, "domain = srs.alumni.example\n", Map.of(), SrsOpenRelayIT::takesEverything);
      server.addDomain("srs.alumni.example");
      String good = SrsAlumniIT.ours(Duration.ZERO);
      List<String> forged =
          List.of(
              good.replace("=alice@", "=victim@"),
              "SRS1=AAAAAA=victim.example=" + good.substring("SRS0".length()),
              SrsAlumniIT.ours(Duration.ofDays(23)));
      String spam = subject();
      for (String recipient : forged) {
        assertThat(AlumniWorld.bounce(server, recipient, spam).code()).isEqualTo(250);
      }
      for (String recipient : forged) {
        AlumniWorld.awaitLog(server, "SRS action=refuse for=\"" + recipient + "\"");
      }
      String marker = subject();
      assertThat(AlumniWorld.bounce(server, good, marker).code()).isEqualTo(250);

      assertThat(unguarded.awaitAbout(marker).recipients()).containsExactly(AUTHOR);
      assertThat(unguarded.author().messages())
          .filteredOn(message -> message.text().contains(spam))
          .isEmpty();
    }
  }

  private static JamesServer.Builder takesEverything(JamesServer.Builder builder) {
    return builder.handler("").validRcptHandler("org.spfsuite.mailet.smtp.SpfHook");
  }
}
