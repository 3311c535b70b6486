package org.spfsuite.core.header;

import java.util.ArrayList;
import java.util.List;

/** Folding (RFC 5322 §2.2.3): lines of 78 octets where pieces allow it, never more than 998. */
final class Folding {

  private static final String FOLD = "\r\n\t";
  private static final int TAB = 8;
  private static final int LINE = 78; // RFC 5322 §2.1.1

  private Folding() {}

  /**
   * Joins pieces by blanks and folds.
   *
   * @param name of the field, which takes room on the first line
   * @param pieces not empty; each stays whole but a comment, which may be folded at its blanks. No
   *     other piece comes near 998 octets.
   * @return the body of the field
   */
  static String fold(String name, List<String> pieces) {
    StringBuilder body = new StringBuilder();
    int column = name.length() + 2;
    for (String piece : unbroken(pieces)) {
      int width = octets(piece);
      if (!body.isEmpty()) {
        boolean fits = column + 1 + width <= LINE;
        body.append(fits ? " " : FOLD);
        column = fits ? column + 1 : TAB;
      }
      body.append(piece);
      column += width;
    }
    return body.toString();
  }

  private static List<String> unbroken(List<String> pieces) {
    List<String> unbroken = new ArrayList<>();
    for (String piece : pieces) {
      unbroken.addAll(piece.startsWith("(") ? words(piece) : List.of(piece));
    }
    return unbroken;
  }

  /** Only a blank between two words gives way: no line may be blank (RFC 5322 §3.2.2). */
  private static List<String> words(String piece) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 1; i < piece.length() - 1; i++) {
      if (piece.charAt(i) == ' ' && piece.charAt(i - 1) != ' ' && piece.charAt(i + 1) != ' ') {
        words.add(piece.substring(start, i));
        start = i + 1;
      }
    }
    words.add(piece.substring(start));
    return words;
  }

  /** Octets in UTF-8. A half of a surrogate pair counts 2. */
  private static int octets(String text) {
    int octets = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      octets += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return octets;
  }
}
