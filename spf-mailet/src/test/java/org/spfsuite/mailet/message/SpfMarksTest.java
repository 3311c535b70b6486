package org.spfsuite.mailet.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.mailet.message.SpfMarks.HostNames;

final class SpfMarksTest {

  private static final Zone ZONE =
      Zone.builder()
          .txt("bank.example", "v=spf1 -all exp=why.example")
          .txt("why.example", "Ask us.")
          .txt("broken.example", "v=spf1 nonsense")
          .txt("good.example", "v=spf1 ip4:203.0.113.66 -all")
          .build();

  private static final SpfChecker CHECKER = SpfChecker.builder().resolver(ZONE).build();

  private static final HostNames HOST = new HostNames("mx.here.example", "here.example");

  /** As James makes it of what a client sends. */
  private static MailImpl mail(String headers) throws MessagingException {
    byte[] octets = text(headers).getBytes(StandardCharsets.ISO_8859_1);
    MailImpl mail =
        MailImpl.builder()
            .name("test")
            .sender("boss@bank.example")
            .addRecipient(new MailAddress("ann@here.example"))
            .build();
    mail.setMessageContent(
        MimeMessageInputStreamSource.create("test", new ByteArrayInputStream(octets)));
    return mail;
  }

  private static String text(String headers) {
    return headers.replace("\n", "\r\n") + "Subject: hi\r\n\r\nHello.\r\n";
  }

  private static MailImpl marked(String headers, String sender) throws MessagingException {
    MailImpl mail = mail(headers);
    SpfRequest request = SpfRequest.of("203.0.113.66", "plain.example", sender);
    SpfMarks.put(mail, request, CHECKER.check(request), HOST);
    return mail;
  }

  private static List<String> names(MailImpl mail) throws MessagingException {
    return Collections.list(mail.getMessage().getAllHeaderLines()).stream()
        .map(line -> line.substring(0, line.indexOf(':')))
        .collect(Collectors.toList());
  }

  @Test
  void fieldsComeOnTopAndTheOthersKeepTheirOrderAndSpelling() throws Exception {
    MailImpl mail =
        marked(
            "Received: a\nreceived-spf: old\nX-Odd :  b\nReceived: c\nX-odd: d\n",
            "me@bank.example");

    assertThat(names(mail))
        .containsExactly(
            "Authentication-Results",
            "Received-SPF",
            "Received",
            "received-spf",
            "X-Odd ",
            "Received",
            "X-odd",
            "Subject");
  }

  /** Those of 100 KiB and more are not kept in memory. */
  @ParameterizedTest
  @ValueSource(ints = {0, 5_000, 102_000, 102_399, 102_400, 300_000})
  void theRestStaysOctetForOctet(int length) throws Exception {
    String rest = "X-Odd :  b\n\tc\nX-Long: " + "x\u00fc\n y".repeat(length / 5) + "\n";
    MailImpl mail = marked(rest, "me@bank.example");

    String message = octets(mail);
    assertThat(message).endsWith("\r\n" + text(rest)).startsWith("Authentication-Results: ");
    assertThat(mail.getMessageSize()).isEqualTo(message.length());
    assertThat(octets(mail.duplicate())).isEqualTo(message);
  }

  private static String octets(Mail mail) throws Exception {
    try (InputStream message = new MimeMessageInputStream(mail.getMessage())) {
      return new String(message.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "plain.example,  me@bank.example, 1",
    "good.example,   me@bank.example, 1",
    "bank.example,   me@plain.example, 2",
    "broken.example, me@plain.example, 2",
    "bank.example,   '', 1",
  })
  void badHeloNamesHaveAFieldOfTheirOwn(String helo, String sender, int fields) throws Exception {
    MailImpl mail = mail("");
    SpfRequest request = SpfRequest.of("203.0.113.66", helo, sender);
    SpfMarks.put(mail, request, CHECKER.check(request), HOST);

    assertThat(names(mail)).filteredOn("Received-SPF"::equals).hasSize(fields);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authentication-Results: here.example; spf=pass",
        "authentication-results: HERE.EXAMPLE.; spf=pass",
        "Authentication-Results:\n here.example\n ; spf=pass",
        "Authentication-Results: (c) here.example 1; spf=pass",
        "Authentication-Results: \"here.example\"; spf=pass",
        "Authentication-Results : here.example; spf=pass",
        "Authentication-Results\n : here.example; spf=pass",
      })
  void whatClaimsToBeOursIsRemoved(String forged) throws Exception {
    MailImpl mail = marked("X-A: 1\n" + forged + "\nX-B: 2\n", "me@bank.example");

    assertThat(names(mail))
        .containsExactly("Authentication-Results", "Received-SPF", "X-A", "X-B", "Subject");
    MailImpl unchecked = mail("X-A: 1\n" + forged + "\nX-B: 2\n");
    assertThat(SpfMarks.removeForged(unchecked, "here.example")).isEqualTo(1);
    assertThat(names(unchecked)).containsExactly("X-A", "X-B", "Subject");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authentication-Results: other.example; spf=pass",
        "Authentication-Results: sub.here.example; spf=pass",
        "ARC-Authentication-Results: i=1; here.example; spf=pass",
        "X-Authentication-Results: here.example; spf=pass",
      })
  void whatDoesNotStays(String field) throws Exception {
    MailImpl mail = mail(field + "\n");
    assertThat(SpfMarks.removeForged(mail, "here.example")).isZero();
    assertThat(names(mail)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"boss@bank.example", "boss@broken.example", ""})
  void attributesSurviveTheFormInWhichQueuesKeepThem(String sender) throws Exception {
    MailImpl mail = marked("", sender);

    assertThat(mail.attributes())
        .isNotEmpty()
        .allSatisfy(
            attribute ->
                assertThat(AttributeValue.fromJson(attribute.getValue().toJson().orElseThrow()))
                    .as(attribute.getName().asString())
                    .isEqualTo(attribute.getValue()));
    assertThat(mail.duplicate().attributes().map(Attribute::getName))
        .containsExactlyInAnyOrderElementsOf(mail.attributes().map(Attribute::getName).toList());
  }

  @Test
  void attributesTellTheVerdicts() throws Exception {
    MailImpl fail = marked("", "boss@bank.example");
    assertThat(SpfMarks.result(fail, Identity.MAIL_FROM)).contains("fail");
    assertThat(SpfMarks.result(fail, Identity.HELO)).contains("none");
    assertThat(SpfMarks.problem(fail, Identity.MAIL_FROM)).isEmpty();
    assertThat(attribute(fail, "org.apache.james.transport.mailets.spf.result")).isEqualTo("fail");
    assertThat(attribute(fail, "org.apache.james.transport.mailets.spf.explanation"))
        .isEqualTo("Ask us.");

    MailImpl broken = marked("", "boss@broken.example");
    assertThat(SpfMarks.result(broken, Identity.MAIL_FROM)).contains("permerror");
    assertThat(SpfMarks.problem(broken, Identity.MAIL_FROM)).contains("syntax");
    assertThat(attribute(broken, "org.spfsuite.mailfrom.reason")).contains("nonsense");
  }

  private static String attribute(MailImpl mail, String name) {
    return mail.attributes()
        .filter(attribute -> attribute.getName().asString().equals(name))
        .map(attribute -> attribute.getValue().value().toString())
        .findFirst()
        .orElse("");
  }
}
