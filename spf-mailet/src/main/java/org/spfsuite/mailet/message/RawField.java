package org.spfsuite.mailet.message;

import java.nio.charset.StandardCharsets;

/**
 * A header field as it stands in a message, each octet a character. Only what is asked for is made
 * into text: docs/adr/0014.
 */
final class RawField {

  private final byte[] octets;
  private final int start;
  private final int end;
  private final int nameEnd;

  /** The field in these octets, which must not change. */
  RawField(byte[] octets, int start, int end) {
    this.octets = octets;
    this.start = start;
    this.end = end;
    this.nameEnd = nameEnd();
  }

  /**
   * Blanks may stand before the colon (RFC 5322 §4.5). So may line ends and controls here: others
   * may read such a field as one of this name.
   */
  private int nameEnd() {
    int colon = start;
    while (colon < end && octets[colon] != ':') {
      colon++;
    }
    int last = colon == end ? start : colon; // without a colon there is no name
    while (last > start && octets[last - 1] >= 0 && octets[last - 1] <= ' ') {
      last--;
    }
    return last;
  }

  /** What stands before the colon; empty if there is none. */
  String name() {
    return text(nameEnd);
  }

  /** Whether it has this name, in any case. */
  boolean isNamed(String other) {
    return nameEnd - start == other.length() && name().equalsIgnoreCase(other);
  }

  /** The whole field, folded as it is, without its last line end. */
  String text() {
    return text(end).stripTrailing();
  }

  private String text(int until) {
    return new String(octets, start, until - start, StandardCharsets.ISO_8859_1);
  }
}
