package org.spfsuite.mailet.message;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import javax.mail.Header;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.apache.mailet.Mail;
import org.spfsuite.core.header.HeaderField;

/** Puts trace fields where they belong: above everything else (RFC 7208 §9.1, RFC 5321 §4.4). */
public final class TraceFields {

  private TraceFields() {}

  /**
   * Puts fields on top of a message, in this order. JavaMail would put a field below older fields
   * of the same name, where a reader takes it for somebody else's.
   *
   * @param mail whose message changes
   * @param fields what comes on top
   * @throws MessagingException if the message cannot be read
   */
  public static void prepend(Mail mail, List<HeaderField> fields) throws MessagingException {
    MimeMessage message = mail.getMessage();
    List<String> older = Collections.list(message.getAllHeaderLines());
    for (String name : names(message)) {
      message.removeHeader(name);
    }
    for (HeaderField field : fields) {
      message.addHeaderLine(field.toString());
    }
    for (String field : older) {
      message.addHeaderLine(field);
    }
  }

  private static List<String> names(MimeMessage message) throws MessagingException {
    List<String> names = new ArrayList<>();
    Enumeration<Header> headers = message.getAllHeaders();
    while (headers.hasMoreElements()) {
      names.add(headers.nextElement().getName());
    }
    return names;
  }
}
