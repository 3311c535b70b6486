package org.spfsuite.scoring.message;

import java.util.Locale;

/**
 * A mail address as RFC 5322 §3.4.1 spells it, of which nothing can be misread. Stricter than the
 * grammar: no domain literals, and no quoted local part that holds what looks like an address.
 */
final class AddrSpec {

  private static final String SPECIALS = "()<>[]:;@\\,\"";
  private static final String QUOTED_SPECIALS = "<>@\\\"";

  private AddrSpec() {}

  /** Whether the whole text is such an address. */
  static boolean isUnambiguous(String text) {
    int sign = text.lastIndexOf('@');
    return sign > 0 && isLocalPart(text.substring(0, sign)) && isDomain(text.substring(sign + 1));
  }

  static String withDomainInLowerCase(String address) {
    int domain = address.lastIndexOf('@') + 1;
    return address.substring(0, domain) + address.substring(domain).toLowerCase(Locale.ROOT);
  }

  /** Dots may stand anywhere, as some providers have handed them out. */
  private static boolean isLocalPart(String text) {
    if (text.contains("=?")) {
      return false; // some readers decode encoded words wherever they are
    }
    boolean quoted = text.length() > 2 && text.startsWith("\"") && text.endsWith("\"");
    return quoted
        ? text.substring(1, text.length() - 1)
            .codePoints()
            .allMatch(c -> c == ' ' || isVisible(c, QUOTED_SPECIALS))
        : text.codePoints().allMatch(c -> isVisible(c, SPECIALS));
  }

  private static boolean isVisible(int c, String except) {
    return c > ' ' && c != 0x7F && except.indexOf(c) < 0 && (c < 0x80 || isVisible(c));
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static boolean isDomain(String text) {
    char before = '.';
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '.' && before == '.') {
        return false;
      }
      before = text.charAt(i);
    }
    return before != '.' && text.codePoints().allMatch(c -> c == '.' || isInLabel(c));
  }

  private static boolean isInLabel(int c) {
    if (c < 0x80) {
      return (c >= '0' && c <= '9')
          || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
          || c == '-'
          || c == '_';
    }
    return Character.isLetterOrDigit(c) || isMark(c);
  }

  private static boolean isMark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }
}
