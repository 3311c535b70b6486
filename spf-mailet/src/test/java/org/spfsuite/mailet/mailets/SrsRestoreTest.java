package org.spfsuite.mailet.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.mailet.testing.Fakes.mail;

import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.mailet.SrsService;
import org.spfsuite.mailet.message.SrsMarks;

/** What authors are told by James itself, and by whom it is told under {@code bounces.redact}. */
final class SrsRestoreTest extends ForwarderUnderTest {

  @Test
  void jamesTellsTheAuthorAndNotItself() throws Exception {
    SrsService service = srs();
    MailImpl mail = relayed(AUTHOR, TARGET);
    init(new SrsForward(service)).service(mail);
    SrsRestore mailet = init(new SrsRestore(service));
    mailet.service(mail);
    assertThat(mail.getMaybeSender().asString()).isEqualTo(AUTHOR);

    String seen = rewritten();
    MailImpl strangers = mail(seen, "", TARGET);
    mailet.service(strangers);
    assertThat(strangers.getMaybeSender().asString())
        .as("its bounce comes back to us, and is counted")
        .isEqualTo(seen);

    MailImpl other = mail("x@other.example", "", TARGET);
    mailet.service(other);
    assertThat(other.getMaybeSender().asString()).isEqualTo("x@other.example");
    assertThat(counters.of("srs.restored")).isEqualTo(1);
  }

  private static final String REPORT =
      """
      From: MAILER-DAEMON@dest.example
      Message-ID: <secret@dest.example>
      To: <SRS0=x@srs.alumni.example>
      Content-Type: multipart/report; report-type=delivery-status; boundary=b

      --b
      Content-Type: text/plain

      ann@dest.example is full
      --b
      Content-Type: message/delivery-status

      Final-Recipient: rfc822; ann@dest.example
      Action: failed
      Status: 5.2.2

      --b
      Content-Type: text/rfc822-headers

      To: Ann <ann@alumni.example>
      Message-ID: <1@uni.example>

      --b--
      """;

  @Test
  void authorsAreToldWhatBecameOfTheirMailAndNotWhereItWent() throws Exception {
    String good = rewritten();
    SrsReverse mailet = init(new SrsReverse(srs("bounces.redact = true")));
    mailet.service(bounce(good, REPORT));
    mailet.service(bounce(good, "From: ann@dest.example\n\nI am away.\n"));

    MailImpl notice = sent.get(0).mail();
    assertThat(sent).hasSize(1);
    assertThat(notice.getMaybeSender().isNullSender()).isTrue();
    assertThat(recipients(notice)).containsExactly(AUTHOR);
    assertThat(text(notice))
        .contains("Final-Recipient: rfc822; ann@alumni.example", "Status: 5.2.2")
        .contains("In-Reply-To: <1@uni.example>")
        .doesNotContain("dest.example", "full");
    assertThat(counters.of("srs.withheld")).isEqualTo(1);
  }

  @Test
  void soTheyAreByJamesItself() throws Exception {
    SrsService service = srs("bounces.redact = true");
    MailImpl mail = mail(AUTHOR, "Message-ID: <1@uni.example>\n", TARGET);
    mail.setState("relay");
    SrsMarks.alias(mail, ALIAS);
    init(new SrsForward(service)).service(mail);
    set(mail, "delivery-error-code", 451);
    init(new SrsRestore(service)).service(mail);

    assertThat(mail.getState()).isEqualTo(Mail.GHOST);
    assertThat(text(sent.get(0).mail()))
        .contains("Final-Recipient: rfc822; ann@alumni.example", "Status: 4.0.0")
        .contains("In-Reply-To: <1@uni.example>")
        .containsPattern("\nDate: \\w{3}, \\d{1,2} \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d \\+0000\r\n")
        .doesNotContain("dest.example");
  }

  @ParameterizedTest
  @CsvSource({
    "alice@uni.example,  exclude = *@uni.example, ''",
    "alice@uni.example,  '',                      fail",
    "user@alumni.example, '',                     ''",
  })
  void soTheyAreIfTheirMailKeptItsSender(String sender, String property, String spf)
      throws Exception {
    SrsService service = srs("bounces.redact = true", property);
    MailImpl mail = relayed(sender, TARGET);
    set(mail, "org.spfsuite.mailfrom.result", spf);
    init(new SrsForward(service)).service(mail);
    assertThat(mail.getMaybeSender().asString()).isEqualTo(sender);
    init(new SrsRestore(service)).service(mail);

    assertThat(mail.getState()).isEqualTo(Mail.GHOST);
    assertThat(recipients(sent.get(0).mail())).containsExactly(sender);
    assertThat(text(sent.get(0).mail())).doesNotContain("dest.example");
  }

  @Test
  void ownersOfAliasesAreToldAll() throws Exception {
    SrsService service = srs("bounces.redact = true", "alias.remail = " + ALIAS);
    MailImpl mail = relayed(AUTHOR, TARGET);
    SrsMarks.alias(mail, ALIAS);
    init(new SrsForward(service)).service(mail);
    init(new SrsRestore(service)).service(mail);

    assertThat(mail.getMaybeSender().asString()).isEqualTo(ALIAS);
    assertThat(mail.getState()).isEqualTo("relay");
    assertThat(sent).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'To: Bob <bob@alumni.example>, ann@alumni.example', unknown@srs.alumni.example",
    "'To: x@other.example\nCc: ann@alumni.example',      ann@alumni.example",
    "'To: ann@alumni.example, Ann@alumni.example',       ann@alumni.example",
    "'Original-Recipient: rfc822;ann@alumni.example\nTo: bob@alumni.example', ann@alumni.example",
  })
  void noOtherAliasIsBlamed(String fields, String recipient) throws Exception {
    String report = REPORT.replace("To: Ann <ann@alumni.example>", fields.replace("\\n", "\n"));
    init(new SrsReverse(srs("bounces.redact = true"))).service(bounce(rewritten(), report));

    assertThat(text(sent.get(0).mail())).contains("Final-Recipient: rfc822; " + recipient);
  }

  @ParameterizedTest
  @CsvSource({
    "report-type=delivery-status, report-type=disposition-notification",
    "report-type=delivery-status, x=y",
    "Action: failed,              Disposition: displayed",
  })
  void whatIsNoReportOfAFailureIsNotToldAsOne(String what, String instead) throws Exception {
    init(new SrsReverse(srs("bounces.redact = true")))
        .service(bounce(rewritten(), REPORT.replace(what, instead)));

    assertThat(sent).isEmpty();
    assertThat(counters.of("srs.withheld")).isEqualTo(1);
  }
}
