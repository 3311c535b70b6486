package org.spfsuite.core.record;

import java.util.List;
import org.spfsuite.core.record.MacroString.Element;
import org.spfsuite.core.record.MacroString.Literal;

/** Reads a domain-spec (RFC 7208 §7.1) and the CIDR lengths that may follow it (§5). */
final class DomainSpecParser {

  private static final String EXPECTED =
      "a domain name of at least two labels, or one that ends in a macro";

  private DomainSpecParser() {}

  /** A domain-spec that reaches to {@code end}. */
  static Parse<DomainSpec> parse(String text, int start, int end) {
    return MacroParser.parse(text, start, end, MacroParser.Place.DOMAIN)
        .then(macros -> checkEnd(macros, text, start, end));
  }

  /**
   * Where the CIDR lengths begin: at the first slash that no domain-end can follow. A slash may
   * also stand inside a macro or a label, so the end is sought from the right.
   */
  static int cidrStart(String text, int start, int end) {
    int closed = start;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c == '.' || c == '}') {
        closed = i + 1;
      } else if (c == '%') {
        i++; // %%, %_, %-; the brace of a macro closes later
        closed = Math.min(i + 1, end);
      }
    }
    return Scan.indexOf(text, '/', closed, end);
  }

  private static Parse<DomainSpec> checkEnd(MacroString macros, String text, int start, int end) {
    List<Element> elements = macros.elements();
    boolean good =
        !elements.isEmpty()
            && (!(elements.get(elements.size() - 1) instanceof Literal literal)
                || endsInTopLabel(literal.text()));
    return good ? Parse.ok(new DomainSpec(macros)) : Parse.bad(text, start, end, EXPECTED, "7.1");
  }

  private static boolean endsInTopLabel(String literal) {
    int end = literal.endsWith(".") ? literal.length() - 1 : literal.length();
    int dot = literal.lastIndexOf('.', end - 1);
    return dot >= 0 && isTopLabel(literal.substring(dot + 1, end));
  }

  /**
   *
   *
   * <pre>
   * toplabel = ( *alphanum ALPHA *alphanum ) / ( 1*alphanum "-" *( alphanum / "-" ) alphanum )
   * </pre>
   *
   * That is: letters, digits and inner hyphens, but not digits alone.
   */
  private static boolean isTopLabel(String label) {
    boolean digitsOnly = true;
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
      boolean innerHyphen = c == '-' && i > 0 && i < label.length() - 1;
      if (!digit && !letter && !innerHyphen) {
        return false;
      }
      digitsOnly &= digit;
    }
    return !label.isEmpty() && !digitsOnly;
  }
}
