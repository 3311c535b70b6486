package org.spfsuite.core.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spfsuite.core.record.MacroString.Element;
import org.spfsuite.core.record.MacroString.Escape;
import org.spfsuite.core.record.MacroString.Literal;
import org.spfsuite.core.record.MacroString.Macro;

/** Reads a macro-string (RFC 7208 §7.1) from left to right. */
final class MacroParser {

  /** Where the macro-string stands decides what it may hold. */
  enum Place {
    /** In a domain-spec. */
    DOMAIN,
    /** In an unknown modifier: looked at for syntax only. */
    UNKNOWN_MODIFIER,
    /** In an explanation: blanks and all letters. */
    EXPLANATION
  }

  private static final String SECTION = "7.1";
  private static final String DELIMITERS = ".-+,/_=";

  /** More parts than any name can have. */
  private static final int MANY = 1000;

  private final String text;
  private final int end;
  private final Place place;
  private int position;

  private MacroParser(String text, int start, int end, Place place) {
    this.text = text;
    this.position = start;
    this.end = end;
    this.place = place;
  }

  static Parse<MacroString> parse(String text, int start, int end, Place place) {
    return new MacroParser(text, start, end, place).macroString();
  }

  private Parse<MacroString> macroString() {
    List<Element> elements = new ArrayList<>();
    while (position < end) {
      Parse<? extends Element> element = text.charAt(position) == '%' ? expand() : literal();
      if (element instanceof Parse.Bad<?> bad) {
        return new Parse.Bad<>(bad.problem());
      }
      elements.add(((Parse.Ok<? extends Element>) element).value());
    }
    return Parse.ok(new MacroString(elements));
  }

  private Parse<Literal> literal() {
    int start = position;
    while (position < end && text.charAt(position) != '%') {
      if (!isLiteral(text.charAt(position))) {
        return Parse.bad(text, position, position + 1, "printable ASCII", SECTION);
      }
      position++;
    }
    return Parse.ok(new Literal(text.substring(start, position)));
  }

  private boolean isLiteral(char c) {
    return (c >= 0x21 && c <= 0x7E) || (c == ' ' && place == Place.EXPLANATION);
  }

  private Parse<? extends Element> expand() {
    int start = position;
    char kind = start + 1 < end ? text.charAt(start + 1) : 0;
    if (kind == '{') {
      return macro(start);
    }
    for (Escape escape : Escape.values()) {
      if (escape.symbol() == kind) {
        position = start + 2;
        return Parse.ok(escape);
      }
    }
    return Parse.bad(
        text, start, Math.min(start + 2, end), "one of %{, %%, %_ or %- after a %", SECTION);
  }

  private Parse<Macro> macro(int start) {
    int close = Scan.indexOf(text, '}', start, end);
    if (close == end) {
      return Parse.bad(text, start, end, "} to close the macro", SECTION);
    }
    position = start + 2;
    Optional<MacroLetter> letter =
        position < close ? MacroLetter.of(text.charAt(position)) : Optional.empty();
    if (letter.isEmpty()) {
      return Parse.bad(text, start, close + 1, "one of the letters slodiphcrtv after %{", "7.2");
    }
    if (letter.get().explanationOnly() && place == Place.DOMAIN) {
      return Parse.bad(text, start, close + 1, "%{c}, %{r} and %{t} in explanations only", "7.2");
    }
    boolean upper = Character.isUpperCase(text.charAt(position));
    position++;
    return transformers(letter.get(), upper, start, close);
  }

  private Parse<Macro> transformers(MacroLetter letter, boolean upper, int start, int close) {
    int digits = position;
    int keep = 0;
    while (position < close && isDigit(text.charAt(position))) {
      keep = Math.min(keep * 10 + (text.charAt(position) - '0'), MANY);
      position++;
    }
    if (position > digits && keep == 0) {
      return Parse.bad(text, start, close + 1, "a number of parts above 0", "7.3");
    }
    boolean reverse = position < close && (text.charAt(position) | 0x20) == 'r';
    if (reverse) {
      position++;
    }
    String delimiters = text.substring(position, close);
    for (int i = 0; i < delimiters.length(); i++) {
      if (DELIMITERS.indexOf(delimiters.charAt(i)) < 0) {
        String expected = "digits, then r, then delimiters out of " + DELIMITERS;
        return Parse.bad(text, start, close + 1, expected, SECTION);
      }
    }
    position = close + 1;
    return Parse.ok(new Macro(letter, upper, keep, reverse, delimiters));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
