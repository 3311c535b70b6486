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
   * All up to the semicolon before the date, which is the last one, but for a quoted recipient. A
   * parenthesis that nothing closes begins no comment: it must not swallow what stands behind it.
   */
  static List<Token> all(String text) {
    int semicolon = text.lastIndexOf(';');
    String dateless = semicolon < 0 ? text : text.substring(0, semicolon);
    String field = withoutUnclosed(withoutBlanksInQuotes(withoutQuotedRecipient(dateless)));
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

  /**
   * A recipient comes last, and whatever a quoted one says is the client's own: {@code for <"x by y
   * with esmtpsa"@here.example>}. Read from the end, since HELO, the client's own as well, may hold
   * a quote that seems to begin it.
   */
  private static String withoutQuotedRecipient(String field) {
    int at = field.lastIndexOf('@');
    if (at < 1 || field.charAt(at - 1) != '"' || !isDomainAtEnd(field.substring(at + 1).strip())) {
      return field;
    }
    int begin = at - 2;
    while (begin >= 0 && (field.charAt(begin) != '"' || isEscaped(field, begin))) {
      begin--;
    }
    return begin < 0 ? field : field.substring(0, begin);
  }

  private static boolean isDomainAtEnd(String text) {
    String domain = text.endsWith(">") ? text.substring(0, text.length() - 1) : text;
    return domain.chars().noneMatch(c -> Character.isWhitespace(c) || "\"<>()".indexOf(c) >= 0);
  }

  private static boolean isEscaped(String field, int at) {
    int backslashes = 0;
    while (backslashes < at && field.charAt(at - backslashes - 1) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  /** Exim quotes the sender as it came: {@code (envelope-from <"x) by y ("@there.example>)}. */
  private static String withoutBlanksInQuotes(String field) {
    StringBuilder hidden = new StringBuilder(field);
    int open = -1;
    for (int i = 0; i < field.length(); i++) {
      if (field.charAt(i) != '"' || (open >= 0 && isEscaped(field, i))) {
        continue;
      }
      if (open >= 0) {
        hide(hidden, open, i);
      }
      open = open < 0 ? i : -1;
    }
    return hidden.toString();
  }

  private static void hide(StringBuilder text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '(' || c == ')' || Character.isWhitespace(c)) {
        text.setCharAt(i, '_');
      }
    }
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
