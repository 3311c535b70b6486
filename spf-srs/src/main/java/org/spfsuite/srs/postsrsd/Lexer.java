package org.spfsuite.srs.postsrsd;

import java.util.ArrayList;
import java.util.List;
import org.spfsuite.srs.postsrsd.Token.Kind;

/**
 * The words and signs of a file in the syntax of libConfuse, which postsrsd uses: words with or
 * without quotes, and comments as shells, C and C++ have them.
 */
final class Lexer {

  private static final String SIGNS = "={}(),+\"'";
  private static final String ESCAPED = "abefnrtv0123456789x\n";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;

  private Lexer(String text) {
    this.text = text;
  }

  /** All tokens; the last one is the end, or garbage. */
  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text);
    while (!lexer.isOver()) {
      lexer.next();
    }
    return lexer.tokens;
  }

  private boolean isOver() {
    if (tokens.isEmpty()) {
      return false;
    }
    Token last = tokens.get(tokens.size() - 1);
    return last.is(Kind.END) || last.is(Kind.GARBAGE);
  }

  private void next() {
    skipBlanks();
    if (at == text.length()) {
      add(Kind.END, "");
    } else if (text.startsWith("#", at) || text.startsWith("//", at)) {
      skipLine();
    } else if (text.startsWith("/*", at)) {
      skipComment();
    } else if (text.startsWith("+=", at)) {
      at += 2;
      add(Kind.PLUS_EQUALS, "+=");
    } else if (text.charAt(at) == '"' || text.charAt(at) == '\'') {
      quoted(text.charAt(at++));
    } else if (SIGNS.indexOf(text.charAt(at)) >= 0) {
      sign(text.charAt(at++));
    } else {
      word();
    }
  }

  private void add(Kind kind, String value) {
    tokens.add(new Token(kind, value, line));
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      step();
    }
  }

  private void step() {
    line += text.charAt(at) == '\n' ? 1 : 0;
    at++;
  }

  private void skipLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  private void skipComment() {
    int end = text.indexOf("*/", at + 2);
    if (end < 0) {
      add(Kind.GARBAGE, "a comment that begins here has no end");
      return;
    }
    while (at < end + 2) {
      step();
    }
  }

  private void sign(char sign) {
    switch (sign) {
      case '=' -> add(Kind.EQUALS, "=");
      case '{' -> add(Kind.OPEN, "{");
      case '}' -> add(Kind.CLOSE, "}");
      case ',' -> add(Kind.COMMA, ",");
      default -> add(Kind.GARBAGE, "'" + sign + "' does not belong here; values may need quotes");
    }
  }

  private void word() {
    int start = at;
    while (at < text.length()
        && !Character.isWhitespace(text.charAt(at))
        && SIGNS.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (text.startsWith("${", at - 1)) {
      variable(line);
    } else {
      tokens.add(new Token(Kind.WORD, text.substring(start, at), line));
    }
  }

  private void variable(int where) {
    tokens.add(new Token(Kind.GARBAGE, "variables such as ${HOME} are not filled in here", where));
  }

  private void quoted(char quote) {
    int where = line;
    StringBuilder value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.charAt(at) == '\\') {
        at++;
        if (at == text.length() || ESCAPED.indexOf(text.charAt(at)) >= 0) {
          add(Kind.GARBAGE, "\\ may only stand before a quote or another \\ here");
          return;
        }
      }
      value.append(text.charAt(at));
      step();
    }
    if (at == text.length()) {
      tokens.add(new Token(Kind.GARBAGE, "a quote that begins here has no end", where));
      return;
    }
    at++;
    if (quote == '"' && value.indexOf("${") >= 0) {
      variable(where);
    } else {
      tokens.add(new Token(Kind.WORD, value.toString(), where));
    }
  }
}
