package org.spfsuite.core.received;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A word or a comment of a structured field.
 *
 * @param text of a comment without its parentheses, white space folded to single blanks
 * @param isComment whether it stood in parentheses
 */
record Token(String text, boolean isComment) {

  /**
   * All up to the semicolon before the date, which is the last one. A parenthesis that nothing
   * closes begins no comment: it must not swallow what stands behind it.
   */
  static List<Token> all(String text) {
    int semicolon = text.lastIndexOf(';');
    String field = withoutUnclosed(semicolon < 0 ? text : text.substring(0, semicolon));
    List<Token> tokens = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
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
    end(current, tokens, false);
    return tokens;
  }

  private static String withoutUnclosed(String field) {
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < field.length(); i++) {
      if (field.charAt(i) == '(') {
        open.push(i);
      } else if (field.charAt(i) == ')') {
        open.poll();
      }
    }
    StringBuilder closed = new StringBuilder(field);
    open.forEach(i -> closed.setCharAt(i, ' '));
    return closed.toString();
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
