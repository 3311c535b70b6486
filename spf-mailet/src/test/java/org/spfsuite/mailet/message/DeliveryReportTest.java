package org.spfsuite.mailet.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeliveryReportTest {

  private static DeliveryReport read(String body) throws IOException {
    return tryToRead(body).orElseThrow();
  }

  private static Optional<DeliveryReport> tryToRead(String body) throws IOException {
    String text =
        "To: <bounce@x.example>\nMessage-ID: <bounce@x.example>\nStatus: 4.9.9\n\n" + body;
    return DeliveryReport.read(
        new ByteArrayInputStream(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void itsOwnHeaderSaysNothing() throws IOException {
    DeliveryReport least = read("Action: failed");
    assertThat(least.status()).isEqualTo("5.0.0");
    assertThat(least.addressees()).isEmpty();
    assertThat(least.messageId()).isEmpty();
  }

  @Test
  void whatSaysNothingHappenedIsNoReport() throws IOException {
    assertThat(tryToRead("nothing")).isEmpty();
    assertThat(tryToRead("Action: read it\n")).isEmpty();
  }

  @Test
  void theFirstOfEachFieldCounts() throws IOException {
    DeliveryReport report =
        read(
            """
            Action: Delayed
            Status: 4.4.7
            Original-Recipient: rfc822;ann@alumni.example
            Status: 5.1.1
            to: "Ann" <ann@club.example>, bob@club.example
            message-id: <1@uni.example>
            """);
    assertThat(report.action()).isEqualTo("delayed");
    assertThat(report.status()).isEqualTo("4.4.7");
    assertThat(report.original())
        .extracting(MailAddress::asString)
        .containsExactly("ann@alumni.example");
    assertThat(report.addressees())
        .extracting(MailAddress::asString)
        .containsExactly("ann@club.example", "bob@club.example");
    assertThat(report.messageId()).contains("<1@uni.example>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Status: 5.1.1 (ann@dest.example is full)",
        "Status: 5.1.1\u0000x",
        "Action: failed; see dest.example",
        "Message-ID: <a b@dest.example>",
        "Message-ID: <1\u007f@x>",
        "Message-ID: 1@dest.example",
      })
  void nobodyElsesWordsComeThrough(String line) throws IOException {
    DeliveryReport report = read(line + "\nAction: failed\n");
    assertThat(report.status() + report.action() + report.messageId().orElse(""))
        .isEqualTo("5.0.0failed");
  }

  @Test
  void hugeOnesTakeNoTime() {
    String body =
        "Action: failed\nTo: "
            + "<a@b.example>,".repeat(200_000)
            + "\n"
            + "Status: 5".repeat(300_000);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(read(body).addressees()).hasSizeBetween(90, 100));
  }
}
