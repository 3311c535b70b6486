package org.spfsuite.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.integration.JamesFixture.subject;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.testing.LoopbackDnsServer;
import org.spfsuite.core.testing.Quirk;
import org.spfsuite.integration.smtp.SmtpClient.Reply;

/**
 * DNS does not do what it should. No message is lost for that, none waits longer than the time
 * limit, and forged mail is refused as soon as DNS tells.
 */
final class DnsTroubleIT {

  private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(2);
  private static final String CLIENT = "203.0.113.66";

  private static final Zone ZONE =
      Zone.builder()
          .txt("slow.example", "v=spf1 -all")
          .txt("slower.example", "v=spf1 -all")
          .txt("forged.example", "v=spf1 -all")
          .txt("raced.example", "v=spf1 -all")
          .txt("cut.example", "v=spf1 -all")
          .failing("dead.example", FailureKind.TIMEOUT)
          .failing("flapping.example", FailureKind.SERVFAIL)
          .build();

  private static final Zone RECOVERED =
      Zone.builder().txt("flapping.example", "v=spf1 -all").build();

  @RegisterExtension
  private static final JamesFixture mx =
      JamesFixture.of(ZONE, "check.timeout = " + CHECK_TIMEOUT.toSeconds() + "s");

  @AfterEach
  void mend() {
    mx.dns().delayAnswers(Duration.ZERO);
    mx.dns().misbehave();
    mx.dns().serve(ZONE);
  }

  private static Reply send(String domain) throws IOException {
    return send(domain, subject());
  }

  private static Reply send(String domain, String subject) throws IOException {
    return mx.deliver(CLIENT, "plain.example", "me@" + domain, subject);
  }

  /** The message comes in, in time, and says why nothing was found out. */
  private static void assertComesInUnchecked(String domain, String why) throws IOException {
    String subject = subject();
    long start = System.nanoTime();

    assertThat(send(domain, subject).code()).isEqualTo(250);

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isLessThan(CHECK_TIMEOUT.plusSeconds(2));
    List<String> fields = mx.awaitDelivery(subject).all("Received-SPF");
    assertThat(fields.get(0)).startsWith("temperror ").contains(why);
  }

  @Test
  void slowIsEarlyEnough() throws Exception {
    mx.dns().delayAnswers(Duration.ofMillis(700));

    assertThat(send("slow.example").code()).isEqualTo(550);
  }

  @Test
  void tooSlowIsToldInTheHeader() throws Exception {
    mx.dns().delayAnswers(CHECK_TIMEOUT.plusSeconds(1));

    assertComesInUnchecked("slower.example", "temperror");
  }

  @Test
  void deadIsToldInTheHeader() throws Exception {
    assertComesInUnchecked("dead.example", "temperror");
  }

  @Test
  void flappingIsNoticedEachTime() throws Exception {
    assertComesInUnchecked("flapping.example", "SERVFAIL");

    mx.dns().serve(RECOVERED);
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> send("flapping.example").code() == 550);

    mx.dns().serve(ZONE);
    assertThat(send("flapping.example").code()).as("what is known stays known").isEqualTo(550);
  }

  @Test
  void answersOfSomebodyElseAreNotBelieved() throws Exception {
    mx.dns().misbehave(Quirk.FORGERIES_ONLY);
    assertThat(send("forged.example").code()).as("it asks over TCP").isEqualTo(550);

    mx.dns().misbehave(Quirk.WRONG_ID_FIRST, Quirk.WRONG_QUESTION_FIRST, Quirk.UNREADABLE_FIRST);
    assertThat(send("raced.example").code()).isEqualTo(550);
  }

  @Test
  void answersThatAreCutAreAskedForAgain() throws Exception {
    mx.dns().misbehave(Quirk.TRUNCATING);

    assertThat(send("cut.example").code()).isEqualTo(550);
    assertThat(mx.dns().received())
        .contains(
            new LoopbackDnsServer.Received(LoopbackDnsServer.Transport.TCP, "cut.example/TXT"));
  }
}
