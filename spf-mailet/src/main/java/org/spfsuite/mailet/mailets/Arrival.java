package org.spfsuite.mailet.mailets;

import java.util.List;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.Mail;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.received.ReceivedField;
import org.spfsuite.mailet.config.SpfConfiguration;
import org.spfsuite.mailet.message.SpfMarks.HostNames;

/** How a message came to James, as its mail tells on the spool. */
final class Arrival {

  private static final AttributeName RELAYING =
      AttributeName.of("org.apache.james.SMTPIsAuthNetwork");

  private Arrival() {}

  /** Whether the client had logged in, or there was none. */
  static boolean isOwn(Mail mail) {
    return mail.getAttribute(Mail.SMTP_AUTH_USER).isPresent()
        || mail.getAttribute(Mail.SENT_BY_MAILET_ATTRIBUTE.getName()).isPresent();
  }

  /** Whether James let the client relay. */
  static boolean mayRelay(Mail mail) {
    return mail.getAttribute(RELAYING).isPresent();
  }

  /** The address of the client, if James knows one. */
  static Optional<IpAddress> client(Mail mail) {
    return Optional.ofNullable(mail.getRemoteAddr()).flatMap(IpAddress::parse);
  }

  /** The name in HELO or EHLO; empty if it is not known. */
  static String helo(Mail mail) {
    return AttributeUtils.getValueAndCastFromMail(mail, Mail.SMTP_HELO, String.class).orElse("");
  }

  /** The reverse-path; empty if it is null. */
  static String sender(Mail mail) {
    return mail.getMaybeSender().asOptional().map(MailAddress::asString).orElse("");
  }

  /**
   * The names of this host: as configured, or as James wrote into its field.
   *
   * @param received the fields, newest first
   */
  static HostNames host(List<String> received, SpfConfiguration configuration) {
    String greeting = received.isEmpty() ? "" : ReceivedField.parse(received.get(0)).by();
    String receiver = configuration.receiver().orElse(greeting.isEmpty() ? "unknown" : greeting);
    return new HostNames(receiver, configuration.authservId().orElse(receiver));
  }
}
