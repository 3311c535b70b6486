package org.spfsuite.core.header;

import java.util.List;

/** Folding (RFC 5322 §2.2.3): lines of 78 octets where pieces allow it, never more than 998. */
final class Folding {

  private static final String FOLD = "\r\n\t";
  private static final int TAB = 8;
  private static final int LINE = 78; // RFC 5322 §2.1.1

  private final StringBuilder body = new StringBuilder();
  private int column;

  private Folding(int column) {
    this.column = column;
  }

  /**
   * Joins pieces by blanks and folds.
   *
   * @param name of the field, which takes room on the first line
   * @param pieces not empty; each stays whole but a comment, which may be folded at its blanks. No
   *     other piece comes near 998 octets.
   * @return the body of the field
   */
  static String fold(String name, List<String> pieces) {
    Folding folding = new Folding(name.length() + 2);
    for (String piece : pieces) {
      if (piece.startsWith("(")) {
        folding.appendWords(piece);
      } else {
        folding.append(piece);
      }
    }
    return folding.body.toString();
  }

  /** Only a blank between two words gives way: no line may be blank (RFC 5322 §3.2.2). */
  private void appendWords(String comment) {
    int start = 0;
    for (int i = 1; i < comment.length() - 1; i++) {
      if (comment.charAt(i) == ' '
          && comment.charAt(i - 1) != ' '
          && comment.charAt(i + 1) != ' ') {
        append(comment.substring(start, i));
        start = i + 1;
      }
    }
    append(comment.substring(start));
  }

  private void append(String word) {
    int width = octets(word);
    if (!body.isEmpty()) {
      boolean fits = column + 1 + width <= LINE;
      body.append(fits ? " " : FOLD);
      column = fits ? column + 1 : TAB;
    }
    body.append(word);
    column += width;
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
