package org.spfsuite.mailet.message;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;

/**
 * A bounce in our words (RFC 3464), which names nobody but the alias that its reader has written
 * to.
 *
 * @param host that reports
 * @param postmaster of the host
 * @param author who gets it
 * @param alias whom the author has written to; no value if that is not known
 * @param aliases domain of the alias
 * @param report what is told
 */
public record Notice(
    String host,
    MailAddress postmaster,
    MailAddress author,
    Optional<MailAddress> alias,
    String aliases,
    DeliveryReport report) {

  /** RFC 5322 §3.3, whose names of zones are for readers only. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss xx", Locale.ENGLISH);

  /** The notice on its way, with a null sender. */
  public MailImpl mail() throws MessagingException {
    String boundary = "=_" + UUID.randomUUID();
    List<String> lines = header(boundary);
    lines.addAll(body(boundary));
    MailImpl mail = MailImpl.builder().name(MailImpl.getId()).addRecipient(author).build();
    byte[] octets = String.join("\r\n", lines).getBytes(StandardCharsets.US_ASCII);
    mail.setMessageNoCopy(new UnparsedMessage(new MessageInMemory(mail.getName(), octets)));
    return mail;
  }

  private List<String> header(String boundary) {
    List<String> lines = new ArrayList<>();
    lines.add("From: Mail Delivery System <" + postmaster.asString() + ">");
    lines.add("To: <" + author.asString() + ">");
    lines.add(
        "Subject: " + (isFailure() ? "Your message was not delivered" : "About your message"));
    lines.add("Date: " + DATE.format(ZonedDateTime.now(ZoneOffset.UTC)));
    lines.add("Message-ID: <" + UUID.randomUUID() + "@" + host + ">");
    report.messageId().ifPresent(id -> lines.add("In-Reply-To: " + id));
    lines.add("Auto-Submitted: auto-replied"); // RFC 3834 §5
    lines.add("MIME-Version: 1.0");
    lines.add("Content-Type: multipart/report; report-type=delivery-status;");
    lines.add("\tboundary=\"" + boundary + "\"");
    lines.add("");
    return lines;
  }

  private List<String> body(String boundary) {
    return List.of(
        "--" + boundary,
        "Content-Type: text/plain; charset=us-ascii",
        "",
        text(),
        "",
        "--" + boundary,
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; " + host,
        "",
        "Final-Recipient: rfc822; " + alias.map(MailAddress::asString).orElse("unknown@" + aliases),
        "Action: " + report.action(),
        "Status: " + report.status(),
        "",
        "--" + boundary + "--",
        "");
  }

  private boolean isFailure() {
    return report.action().equals("failed");
  }

  private String text() {
    String whom = alias.map(a -> "<" + a.asString() + ">").orElse("an address at " + aliases);
    return "Your message to "
        + whom
        + (isFailure() ? " could not be delivered" : " has been reported as " + report.action())
        + " (status "
        + report.status()
        + ").\r\nIt was forwarded; where to is not told.";
  }
}
