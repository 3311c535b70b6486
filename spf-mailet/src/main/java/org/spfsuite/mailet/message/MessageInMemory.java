package org.spfsuite.mailet.message;

import java.io.InputStream;
import org.apache.commons.io.input.UnsynchronizedByteArrayInputStream;
import org.apache.james.server.core.MimeMessageSource;

/**
 * The octets of a message for James. James reads a header octet by octet, and that several times
 * for each message, so streams without locks make up for the time that it takes to mark one. Its
 * own sources copy the message for every stream besides.
 */
final class MessageInMemory implements MimeMessageSource {

  private final String id;
  private final byte[] octets;

  /**
   * Keeps the array, which must not change.
   *
   * @param id such as the name of the mail
   */
  MessageInMemory(String id, byte[] octets) {
    this.id = id;
    this.octets = octets;
  }

  @Override
  public String getSourceId() {
    return id;
  }

  @Override
  public InputStream getInputStream() {
    return new UnsynchronizedByteArrayInputStream(octets);
  }

  @Override
  public long getMessageSize() {
    return octets.length;
  }
}
