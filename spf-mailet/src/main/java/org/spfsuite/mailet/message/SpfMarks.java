package org.spfsuite.mailet.message;

import java.util.ArrayList;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.SpfVerdicts;
import org.spfsuite.core.header.HeaderField;
import org.spfsuite.core.header.ReceivedSpf;
import org.spfsuite.core.verdict.Verdict;

/**
 * Leaves the verdicts on a message: one {@code Received-SPF} field and two attributes for each
 * identity, as plain strings, which survive every queue of James.
 *
 * <ul>
 *   <li>{@code org.spfsuite.helo.result}, {@code org.spfsuite.mailfrom.result}: one of the seven
 *       results, lower case
 *   <li>{@code org.spfsuite.helo.reason}, {@code org.spfsuite.mailfrom.reason}: how it came about
 * </ul>
 */
public final class SpfMarks {

  private static final String PREFIX = "org.spfsuite.";

  private SpfMarks() {}

  /**
   * Marks a message.
   *
   * @param mail to mark
   * @param request what was checked
   * @param verdicts what was found
   * @param receiver name of this host
   * @throws MessagingException if the message cannot be read
   */
  public static void put(Mail mail, SpfRequest request, SpfVerdicts verdicts, String receiver)
      throws MessagingException {
    List<HeaderField> fields = new ArrayList<>();
    for (Verdict verdict : verdicts.all()) {
      String name = PREFIX + verdict.identity().key();
      mail.setAttribute(attribute(name + ".result", verdict.result().text()));
      mail.setAttribute(attribute(name + ".reason", verdict.reason()));
      fields.add(ReceivedSpf.write(verdict, request, receiver));
    }
    TraceFields.prepend(mail, fields);
  }

  private static Attribute attribute(String name, String value) {
    return new Attribute(AttributeName.of(name), AttributeValue.of(value));
  }
}
