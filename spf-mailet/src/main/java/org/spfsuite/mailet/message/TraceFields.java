package org.spfsuite.mailet.message;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import javax.mail.MessagingException;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.james.server.core.MimeMessageSource;
import org.apache.james.server.core.MimeMessageWrapper;
import org.apache.mailet.Mail;
import org.spfsuite.core.header.HeaderField;
import org.spfsuite.scoring.message.Header;

/**
 * Puts trace fields where they belong: above everything else (RFC 7208 §9.1, RFC 5321 §4.4).
 * JavaMail would put a field below older fields of the same name, where a reader takes it for
 * somebody else's; and it would look through the whole message and add fields that its author did
 * not write. So the octets of a message are copied as they are, behind ours.
 */
public final class TraceFields {

  /** Messages of this many octets go to a file; James's own limit. */
  private static final int IN_MEMORY = 100 * 1_024;

  private TraceFields() {}

  /**
   * Puts fields on top of a message, in this order, and removes forged ones.
   *
   * @param mail whose message changes
   * @param fields what comes on top
   * @param forged whether a field must go
   * @return how many went
   * @throws MessagingException if the message cannot be read; it is then as it was
   */
  static int prepend(Mail mail, List<HeaderField> fields, Predicate<RawField> forged)
      throws MessagingException {
    try (InputStream in = wrapper(mail).getMessageInputStream()) {
      FilteredMessage message = FilteredMessage.of(in, forged);
      if (!fields.isEmpty() || message.removed() > 0) {
        replace(mail, new SequenceInputStream(octets(fields), message.octets()));
      }
      return message.removed();
    } catch (IOException e) {
      throw new MessagingException("cannot read the message", e);
    }
  }

  static MimeMessageWrapper wrapper(Mail mail) throws MessagingException {
    return mail.getMessage() instanceof MimeMessageWrapper wrapper
        ? wrapper
        : new MimeMessageWrapper(mail.getMessage());
  }

  private static InputStream octets(List<HeaderField> fields) {
    StringBuilder text = new StringBuilder();
    fields.forEach(field -> text.append(field).append("\r\n"));
    return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void replace(Mail mail, InputStream content)
      throws MessagingException, IOException {
    MimeMessageWrapper message = new UnparsedMessage(source(mail.getName(), content));
    if (mail instanceof MailImpl james) {
      james.setMessageNoCopy(message);
    } else {
      mail.setMessage(message);
    }
  }

  private static MimeMessageSource source(String id, InputStream content)
      throws MessagingException, IOException {
    byte[] octets = content.readNBytes(IN_MEMORY);
    return octets.length < IN_MEMORY
        ? new MessageInMemory(id, octets)
        : MimeMessageInputStreamSource.create(
            id, new SequenceInputStream(new ByteArrayInputStream(octets), content));
  }

  /**
   * The {@code Received} fields, newest first, without their name.
   *
   * @throws MessagingException if the message cannot be read
   */
  public static List<String> received(Mail mail) throws MessagingException {
    String[] fields = mail.getMessage().getHeader("Received");
    return fields == null ? List.of() : List.of(fields);
  }

  /**
   * The whole header.
   *
   * @throws MessagingException if the message cannot be read
   */
  public static Header header(Mail mail) throws MessagingException {
    try (InputStream in = new BufferedInputStream(wrapper(mail).getMessageInputStream())) {
      return Header.read(in);
    } catch (IOException e) {
      throw new MessagingException("cannot read the message", e);
    }
  }
}
