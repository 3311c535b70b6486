package org.spfsuite.srs.postsrsd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.spfsuite.srs.postsrsd.Token.Kind;

/** {@code name = value}, {@code name = { value, value }} and {@code name += …}, in any layout. */
final class SettingParser {

  private final List<Token> tokens;
  private final BiConsumer<Integer, String> errors;
  private final List<Setting> settings = new ArrayList<>();
  private int at;

  private SettingParser(List<Token> tokens, BiConsumer<Integer, String> errors) {
    this.tokens = tokens;
    this.errors = errors;
  }

  /**
   * What was found.
   *
   * @param settings in their order
   * @param whole whether the file was read to its end
   */
  record Parsed(List<Setting> settings, boolean whole) {}

  /**
   * The settings of a file. After an error in a setting it goes on with the next line, but what is
   * no word or sign of the language ends it.
   *
   * @param errors told line and text
   */
  static Parsed parse(String text, BiConsumer<Integer, String> errors) {
    SettingParser parser = new SettingParser(Lexer.tokens(text), errors);
    while (!parser.peek().is(Kind.END) && !parser.peek().is(Kind.GARBAGE)) {
      parser.setting();
    }
    boolean whole = parser.peek().is(Kind.END);
    if (!whole) {
      errors.accept(parser.peek().line(), parser.peek().text());
    }
    return new Parsed(parser.settings, whole);
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token take() {
    return at < tokens.size() - 1 ? tokens.get(at++) : tokens.get(at);
  }

  private void setting() {
    Token name = take();
    Token sign = peek();
    if (!name.is(Kind.WORD)) {
      wrong(name, "an option's name");
    } else if (!sign.is(Kind.EQUALS) && !sign.is(Kind.PLUS_EQUALS)) {
      wrong(sign, "'=' behind " + name.shown());
    } else {
      take();
      values(name, sign.is(Kind.PLUS_EQUALS));
    }
  }

  private void values(Token name, boolean append) {
    List<String> values = new ArrayList<>();
    if (peek().is(Kind.WORD)) {
      values.add(take().text());
    } else if (!peek().is(Kind.OPEN)) {
      wrong(peek(), "a value of " + name.shown());
      return;
    } else if (!list(values)) {
      return;
    }
    settings.add(new Setting(name.text(), append, values, name.line()));
  }

  /** Whether it has an end. A comma may stand behind the last one, too. */
  private boolean list(List<String> values) {
    take();
    boolean more = true;
    while (more && peek().is(Kind.WORD)) {
      values.add(take().text());
      more = peek().is(Kind.COMMA);
      if (more) {
        take();
      }
    }
    if (!peek().is(Kind.CLOSE)) {
      wrong(peek(), "'}' at the end of the list");
      return false;
    }
    take();
    return true;
  }

  /** Skips the rest of the line that has been begun; what stands in the next one may be right. */
  private void wrong(Token found, String expected) {
    if (!found.is(Kind.GARBAGE)) {
      errors.accept(found.line(), "found " + found.shown() + " instead of " + expected);
    }
    int line = tokens.get(at - 1).line();
    while (peek().line() == line && !peek().is(Kind.END) && !peek().is(Kind.GARBAGE)) {
      take();
    }
  }
}
