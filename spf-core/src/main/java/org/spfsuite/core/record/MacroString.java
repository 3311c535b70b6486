package org.spfsuite.core.record;

import java.util.List;
import java.util.stream.Collectors;

/**
 * RFC 7208 §7.1.
 *
 * <pre>
 * macro-string = *( macro-expand / macro-literal )
 * macro-expand = ( "%{" macro-letter transformers *delimiter "}" ) / "%%" / "%_" / "%-"
 * transformers = *DIGIT [ "r" ]
 * </pre>
 *
 * @param elements in source order
 */
public record MacroString(List<Element> elements) {

  /** Copies the list. */
  public MacroString {
    elements = List.copyOf(elements);
  }

  /** A piece of a macro-string. */
  public sealed interface Element {}

  /**
   * Characters that stand for themselves.
   *
   * @param text printable ASCII
   */
  public record Literal(String text) implements Element {}

  /** {@code %%}, {@code %_} or {@code %-}. */
  public enum Escape implements Element {
    /** {@code %%}: a percent sign. */
    PERCENT('%', "%"),
    /** {@code %_}: a blank. */
    SPACE('_', " "),
    /** {@code %-}: a URL-encoded blank. */
    URL_SPACE('-', "%20");

    private final char symbol;
    private final String value;

    Escape(char symbol, String value) {
      this.symbol = symbol;
      this.value = value;
    }

    /** What the escape expands to. */
    public String value() {
      return value;
    }

    char symbol() {
      return symbol;
    }
  }

  /**
   * {@code %{...}}.
   *
   * @param letter which value is meant
   * @param urlEscape whether the letter was upper case: percent-encode the outcome
   * @param keep how many right-hand parts remain; 0 means all
   * @param reverse whether the parts are reversed
   * @param delimiters where the value is split; empty means at dots
   */
  public record Macro(
      MacroLetter letter, boolean urlEscape, int keep, boolean reverse, String delimiters)
      implements Element {}

  /** Whether any macro of this letter occurs. */
  public boolean uses(MacroLetter letter) {
    for (Element element : elements) {
      if (element instanceof Macro macro && macro.letter() == letter) {
        return true;
      }
    }
    return false;
  }

  /**
   * Normal form: as written but for the case of {@code R}, leading zeros, and numbers of parts
   * above 1000, more than any name has.
   */
  @Override
  public String toString() {
    return elements.stream().map(MacroString::print).collect(Collectors.joining());
  }

  private static String print(Element element) {
    if (element instanceof Literal literal) {
      return literal.text();
    }
    if (element instanceof Escape escape) {
      return "%" + escape.symbol();
    }
    Macro macro = (Macro) element;
    char letter = macro.letter().symbol();
    return "%{"
        + (macro.urlEscape() ? Character.toUpperCase(letter) : letter)
        + (macro.keep() == 0 ? "" : macro.keep())
        + (macro.reverse() ? "r" : "")
        + macro.delimiters()
        + "}";
  }
}
