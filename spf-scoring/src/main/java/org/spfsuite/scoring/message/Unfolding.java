package org.spfsuite.scoring.message;

/** Bodies of fields in one line (RFC 5322 §2.2.3). */
final class Unfolding {

  private Unfolding() {}

  /** Without line breaks, and without white space at both ends. */
  static String unfolded(String body) {
    boolean folded = body.indexOf('\n') >= 0 || body.indexOf('\r') >= 0;
    return stripped(folded ? joined(body) : body);
  }

  private static String joined(String body) {
    StringBuilder line = new StringBuilder(body.length());
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (!isLineBreak(c)) {
        line.append(c);
      } else if (i + 1 < body.length() && !isWhiteSpace(body.charAt(i + 1))) {
        line.append(' '); // no fold: what it separates must not become one word
      }
    }
    return line.toString();
  }

  private static String stripped(String line) {
    int start = 0;
    int end = line.length();
    while (start < end && isWhiteSpace(line.charAt(start))) {
      start++;
    }
    while (start < end && isWhiteSpace(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(start, end);
  }

  private static boolean isLineBreak(char c) {
    return c == '\r' || c == '\n';
  }

  private static boolean isWhiteSpace(char c) {
    return c == ' ' || c == '\t' || isLineBreak(c);
  }
}
