package org.spfsuite.mailet.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import javax.mail.MessagingException;
import org.apache.james.server.core.MimeMessageSource;
import org.apache.james.server.core.MimeMessageWrapper;

/**
 * A message that is copied as it is, octet for octet. James's own is parsed for each copy, so that
 * fields can be left out, even where nobody asked for that; octets that are not ASCII get lost.
 */
final class UnparsedMessage extends MimeMessageWrapper {

  UnparsedMessage(MimeMessageSource source) {
    super(source);
  }

  @Override
  public void writeTo(OutputStream header, OutputStream body, String[] ignored, boolean preLoad)
      throws IOException, MessagingException {
    boolean asItIs = header == body && ignored.length == 0 && !preLoad && !isModified();
    if (asItIs && source != null) { // null: disposed of
      try (InputStream octets = source.getInputStream()) {
        octets.transferTo(body);
      }
    } else {
      super.writeTo(header, body, ignored, preLoad);
    }
  }
}
