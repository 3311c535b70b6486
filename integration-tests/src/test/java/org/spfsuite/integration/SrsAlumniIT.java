package org.spfsuite.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.integration.AlumniWorld.ALIAS;
import static org.spfsuite.integration.AlumniWorld.AUTHOR;
import static org.spfsuite.integration.AlumniWorld.AUTHORS_HOST;
import static org.spfsuite.integration.AlumniWorld.STRANGER;
import static org.spfsuite.integration.AlumniWorld.TARGET;
import static org.spfsuite.integration.JamesFixture.subject;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.integration.james.JamesServer;
import org.spfsuite.integration.james.JamesServer.Refusal;
import org.spfsuite.integration.james.Mailbox.Delivered;
import org.spfsuite.integration.smtp.SmtpClient;
import org.spfsuite.integration.smtp.SmtpSink.Received;
import org.spfsuite.srs.SrsForwarder;
import org.spfsuite.srs.SrsOptions;
import org.spfsuite.srs.key.KeyRing;
import org.spfsuite.srs.key.KeyType;
import org.spfsuite.srs.key.SrsKey;
import org.spfsuite.srs.outcome.ForwardOutcome.Rewritten;

/**
 * An alumni domain: author → alias → destination and back, through two real servers with the packed
 * jar.
 */
final class SrsAlumniIT {

  @TempDir private static Path forwarderRoot;
  @TempDir private static Path destinationRoot;

  private static AlumniWorld world;
  private static JamesServer destination;
  private static JamesServer forwarder;

  @BeforeAll
  static void start() throws IOException {
    world = new AlumniWorld();
    int forwarderPort = AlumniWorld.freePort();
    destination = world.destination(destinationRoot, Map.of("srs.alumni.example", forwarderPort));
    forwarder =
        world.forwarder(
            forwarderRoot,
            """
            domain = srs.alumni.example
            alias.refuse = moved@alumni.example
            leave.results = fail, softfail
            alias.remail = own@alumni.example
            """,
            Map.of("dest.example", destination.smtpPort()),
            builder -> builder.smtpPort(forwarderPort));
    forwarder.addDomain("srs.alumni.example");
    for (String alias : List.of("ann", "moved", "own")) {
      forwarder.addAlias(alias + "@alumni.example", TARGET);
    }
    forwarder.addAlias("full@alumni.example", "full@dest.example");
    forwarder.addAlias("nobody@alumni.example", "nobody@dest.example");
  }

  @AfterAll
  static void stop() throws IOException {
    world.write("srs-story.txt");
    world.close();
  }

  private static int send(String recipient, String subject) throws IOException {
    return world.send(forwarder, AUTHORS_HOST, AUTHOR, recipient, subject).code();
  }

  /** A bounce address that is good now. */
  private static String good() throws IOException {
    String subject = subject();
    assertThat(send(ALIAS, subject)).isEqualTo(250);
    AlumniWorld.awaitDelivery(destination, subject);
    return AlumniWorld.lastRewritten(forwarder);
  }

  private static String rcpt(String client, String sender, String recipient) throws IOException {
    try (SmtpClient smtp = forwarder.connectFrom(client)) {
      smtp.ehlo("mx.dest.example");
      smtp.mailFrom(sender);
      return smtp.rcptTo(recipient).text();
    }
  }

  @Test
  void forwardedMailPassesSpfAtTheDestination() throws Exception {
    world.tell("# The author writes to an alias; the destination sees a sender of the forwarder.");
    String subject = subject();
    assertThat(send(ALIAS, subject)).isEqualTo(250);

    Delivered delivered = AlumniWorld.awaitDelivery(destination, subject);
    world.tell("Received-SPF: " + delivered.all("Received-SPF").get(0));
    assertThat(delivered.all("Received-SPF").get(0))
        .startsWith("pass ")
        .contains("envelope-from=\"SRS0=", "=uni.example=alice@srs.alumni.example\"");
    assertThat(delivered.all("Return-Path").get(0)).startsWith("<SRS0=");
  }

  @Test
  void withoutItTheDestinationRefuses() throws Exception {
    assertThat(world.send(destination, STRANGER, AUTHOR, TARGET, subject()).code()).isEqualTo(550);
  }

  @Test
  void aBounceOfTheDestinationComesToTheAuthorOnce() throws Exception {
    world.tell("# The destination takes the message and bounces it later.");
    String subject = subject();
    assertThat(send("full@alumni.example", subject)).isEqualTo(250);

    Received bounce = world.awaitAbout(subject);
    world.tell("The author gets, from <" + bounce.sender() + ">: a bounce");
    assertThat(bounce.sender()).isEmpty();
    assertThat(bounce.recipients()).containsExactly(AUTHOR);
    assertThat(bounce.text()).contains("full@dest.example");
    good(); // what comes later has come by now
    assertThat(about(subject)).hasSize(1);
  }

  @Test
  void longSendersAreKeptInAFile() throws Exception {
    world.tell("# A sender of 60 octets does not fit into an address; it is kept.");
    String author = "a".repeat(60) + "@uni.example";
    String subject = subject();
    assertThat(world.send(forwarder, AUTHORS_HOST, author, "full@alumni.example", subject).code())
        .isEqualTo(250);

    assertThat(world.awaitAbout(subject).recipients()).containsExactly(author);
    assertThat(forwarder.log()).contains("form=stored");
    assertThat(forwarderRoot.resolve("var/srs/senders.mv.db")).exists();
  }

  @Test
  void forgeriesAreSentOnUnderTheirOwnName() throws Exception {
    String subject = subject();
    // Its own SPF record does not vouch for the client, so we do not either.
    assertThat(world.send(forwarder, STRANGER, "me@soft.example", ALIAS, subject).code())
        .isEqualTo(250);

    Delivered delivered = AlumniWorld.awaitDelivery(destination, subject);
    assertThat(delivered.all("Return-Path")).containsExactly("<me@soft.example>");
    assertThat(delivered.all("Received-SPF").get(0))
        .as("by the destination")
        .startsWith("softfail ");
    assertThat(forwarder.log()).contains("action=leave from=\"me@soft.example\" reason=spf_failed");
  }

  private static List<Received> about(String subject) {
    return world.author().messages().stream()
        .filter(message -> message.text().contains(subject))
        .toList();
  }

  @Test
  void aRefusalOfTheDestinationIsToldToTheAuthorOnce() throws Exception {
    world.tell("# The destination refuses the recipient; the forwarder tells the author.");
    String subject = subject();
    assertThat(send("nobody@alumni.example", subject)).isEqualTo(250);

    Received bounce = world.awaitAbout(subject);
    assertThat(bounce.sender()).isEmpty();
    assertThat(bounce.recipients()).containsExactly(AUTHOR);
    AlumniWorld.awaitLog(forwarder, "SRS action=restore");
    good();
    assertThat(about(subject)).hasSize(1);
  }

  @Test
  void whatWeHaveNotSignedIsRefusedWithItsReason() throws Exception {
    String good = good();
    world.tell("# Who may send to " + good);
    Map<String, String> replies =
        Map.of(
            good.replace("=alice@", "=bob@"),
            "550 5.1.1 ",
            good.replaceFirst("SRS0=......", "SRS0=AAAAAA"),
            "550 5.1.1 ",
            "SRS0=" + good.substring(5, 11) + "=ZZZ=uni.example=alice@srs.alumni.example",
            "550 5.1.1 ",
            "SRS0=@srs.alumni.example",
            "550 5.1.1 ",
            "SRS1=abcdef=x.example==y@srs.alumni.example",
            "550 5.1.1 ",
            good.replace("@srs.alumni.example", "@srs.elsewhere.example"),
            "5");
    for (Map.Entry<String, String> reply : replies.entrySet()) {
      String told = rcpt(STRANGER, "", reply.getKey());
      world.tell(reply.getKey() + ": " + told);
      assertThat(told).as(reply.getKey()).startsWith(reply.getValue());
    }
    assertThat(rcpt(STRANGER, "x@other.example", good)).startsWith("550 5.7.1 ");
    assertThat(rcpt(STRANGER, "", good)).startsWith("250 ");
    assertThat(rcpt(STRANGER, "", good.toLowerCase(java.util.Locale.ROOT))).startsWith("250 ");
    assertThat(rcpt(STRANGER, "", "someone@srs.alumni.example")).startsWith("550 5.1.1 ");
  }

  @ParameterizedTest
  @CsvSource({"moved@alumni.example, 551 5.1.6 User not local; please try <ann@dest.example>"})
  void whoWantsItTellsTheNewAddressInstead(String alias, String reply) throws Exception {
    assertThat(rcpt(AUTHORS_HOST, AUTHOR, alias)).isEqualTo(reply);
  }

  @Test
  void whoWantsItAnswersForTheMailInstead() throws Exception {
    String subject = subject();
    assertThat(send("own@alumni.example", subject)).isEqualTo(250);

    assertThat(AlumniWorld.awaitDelivery(destination, subject).all("Received-SPF").get(0))
        .startsWith("pass ")
        .contains("envelope-from=\"own@alumni.example\"");
  }

  /** An address by somebody with a key, at some time. */
  private static String made(String secret, Duration ago) {
    SrsKey key =
        new SrsKey(
            "x",
            KeyType.HMAC_SHA256,
            HexFormat.of().parseHex(secret),
            Optional.empty(),
            Optional.empty());
    SrsForwarder maker =
        new SrsForwarder(
            () -> KeyRing.of(key),
            SrsOptions.DEFAULTS,
            Optional.empty(),
            () -> Instant.now().minus(ago));
    return ((Rewritten) maker.forward(AUTHOR, "srs.alumni.example")).address();
  }

  private static String secret() {
    return AlumniWorld.FIRST_KEY.trim().replaceFirst(".*hex:", "");
  }

  /** A bounce address that a forwarder has made some time ago. */
  static String ours(Duration ago) {
    return made(secret(), ago);
  }

  @Test
  void onlyOurOwnKeyCountsAndOnlyForAWhile() throws Exception {
    String ours = secret();
    Map<String, String> replies =
        Map.of(
            made(ours, Duration.ofDays(1)), "250 ",
            made(ours, Duration.ofDays(20)), "250 ",
            made(ours, Duration.ofDays(23)), "550 5.1.1 SRS address: it was made 23 days ago",
            made(ours, Duration.ofDays(-3)), "550 5.1.1 ",
            made("ff" + ours.substring(2), Duration.ZERO), "550 5.1.1 SRS address: no key of ours");
    for (Map.Entry<String, String> reply : replies.entrySet()) {
      String told = rcpt("203.0.113.77", "", reply.getKey());
      world.tell(reply.getKey() + ": " + told);
      assertThat(told).startsWith(reply.getValue());
    }
  }

  @Test
  void whatIsWrongIsSaidAndChangesNothing() throws Exception {
    String reload = "/spf/configuration?action=reload";
    String right = Files.readString(forwarderRoot.resolve("conf/srs.properties"));
    try {
      forwarder.writeConf("srs.properties", right + "days = never\n");
      HttpResponse<String> answer = forwarder.webAdmin("POST", reload, "");
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body())
          .contains("of SRS stays", "conf/srs.properties line 5", "days = never");
      good();
    } finally {
      forwarder.writeConf("srs.properties", right);
    }
    assertThat(forwarder.webAdmin("POST", reload, "").statusCode()).isEqualTo(204);
    good();
  }

  @Test
  void nothingStartsWithoutAKey(@TempDir Path other) throws Exception {
    Refusal refusal =
        JamesServer.in(other)
            .validRcptHandler("org.spfsuite.mailet.smtp.SrsValidRcptHandler")
            .file("srs.properties", "domain = srs.alumni.example\n")
            .refuse();
    assertThat(refusal.log())
        .contains("conf/srs.keys: cannot be read, there is no such file")
        .contains("openssl rand -hex 32");
  }

  @Test
  void metricsAndLogTellOfEachDecision() throws Exception {
    good();
    String metrics = forwarder.webAdmin("GET", "/metrics", "").body();
    assertThat(metrics)
        .contains("srs_forward_rewritten_srs0_total", "srs_key_2026a_total")
        .contains("srs_rcpt_reverse_refused_bad_hash_total", "srs_store_senders");
    assertThat(forwarder.log())
        .contains("SRS action=rewrite from=\"alice@uni.example\" to=\"SRS0=");
  }
}
