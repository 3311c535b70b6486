package org.spfsuite.core.received;

import java.util.ArrayList;
import java.util.List;

/**
 * A word or a comment of a structured field.
 *
 * @param text of a comment without its parentheses, white space folded to single blanks
 * @param isComment whether it stood in parentheses
 */
record Token(String text, boolean isComment) {

  /** All up to the semicolon before the date. */
  static List<Token> all(String field) {
    List<Token> tokens = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (depth == 0 && c == ';') {
        break;
      }
      if (c == '(') {
        depth = open(depth, current, tokens);
      } else if (c == ')' && depth > 0) {
        depth = close(depth, current, tokens);
      } else if (Character.isWhitespace(c)) {
        blank(depth, current, tokens);
      } else {
        current.append(c);
      }
    }
    end(current, tokens, depth > 0);
    return tokens;
  }

  private static int open(int depth, StringBuilder current, List<Token> tokens) {
    if (depth == 0) {
      end(current, tokens, false);
    } else {
      current.append('(');
    }
    return depth + 1;
  }

  private static int close(int depth, StringBuilder current, List<Token> tokens) {
    if (depth == 1) {
      end(current, tokens, true);
    } else {
      current.append(')');
    }
    return depth - 1;
  }

  private static void blank(int depth, StringBuilder current, List<Token> tokens) {
    if (depth == 0) {
      end(current, tokens, false);
    } else if (current.length() > 0 && current.charAt(current.length() - 1) != ' ') {
      current.append(' ');
    }
  }

  private static void end(StringBuilder current, List<Token> tokens, boolean isComment) {
    String text = current.toString().strip();
    if (!text.isEmpty()) {
      tokens.add(new Token(text, isComment));
    }
    current.setLength(0);
  }
}
