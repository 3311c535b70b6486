package org.spfsuite.mailet.message;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * A message (RFC 5322 §2.1) without some of its header fields. What stays, stays as it is, octet
 * for octet, whatever it is.
 *
 * @param octets of the message
 * @param removed how many fields went
 */
record FilteredMessage(InputStream octets, int removed) {

  private static final int BLOCK = 4_096;

  /**
   * Reads the header, and leaves the body in the stream.
   *
   * @param message from its beginning
   * @param unwanted whether a field goes
   */
  static FilteredMessage of(InputStream message, Predicate<RawField> unwanted) throws IOException {
    byte[] read = message.readNBytes(BLOCK);
    int end = end(read, 0);
    while (end < 0 && read.length % BLOCK == 0 && read.length > 0) {
      byte[] more = message.readNBytes(read.length); // twice as much each time
      if (more.length == 0) {
        break;
      }
      int known = read.length;
      read = Arrays.copyOf(read, known + more.length);
      System.arraycopy(more, 0, read, known, more.length);
      end = end(read, known - 1);
    }
    return without(unwanted, read, end < 0 ? read.length : end, message);
  }

  /** Where the blank line begins behind a line that ends at {@code from} or later; -1: nowhere. */
  private static int end(byte[] octets, int from) {
    for (int i = from; i < octets.length; i++) {
      boolean lineBegins = i == 0 || octets[i - 1] == '\n';
      if (lineBegins && (octets[i] == '\n' || isCrLf(octets, i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isCrLf(byte[] octets, int i) {
    return octets[i] == '\r' && i + 1 < octets.length && octets[i + 1] == '\n';
  }

  private static FilteredMessage without(
      Predicate<RawField> unwanted, byte[] octets, int end, InputStream rest) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    int removed = 0;
    int from = 0; // of what stays and is not in "kept" yet
    for (int start = 0; start < end; ) {
      int next = nextField(octets, start, end);
      if (unwanted.test(new RawField(octets, start, next))) {
        kept.write(octets, from, start - from);
        from = next;
        removed++;
      }
      start = next;
    }
    InputStream above = new ByteArrayInputStream(kept.toByteArray());
    InputStream below = new ByteArrayInputStream(octets, from, octets.length - from);
    return new FilteredMessage(
        new SequenceInputStream(new SequenceInputStream(above, below), rest), removed);
  }

  /** A line that begins with a blank belongs to the field above it (RFC 5322 §2.2.3). */
  private static int nextField(byte[] octets, int start, int end) {
    for (int i = start + 1; i < end; i++) {
      if (octets[i - 1] == '\n' && octets[i] != ' ' && octets[i] != '\t') {
        return i;
      }
    }
    return end;
  }
}
