package org.spfsuite.core.header;

/**
 * The lexical tokens of RFC 5322 §3.2 and RFC 2045 §5.1 as they are written. Texts are printable
 * and on one line before they come here. Letters and digits beyond ASCII count as letters (RFC 6532
 * §3.2); anything else beyond ASCII is quoted, because readers differ about blanks.
 */
final class Lexemes {

  private static final String ATEXT = "!#$%&'*+-/=?^_`{|}~";
  private static final String TSPECIALS = "()<>@,;:\\\"/[]?=";

  private Lexemes() {}

  /** RFC 5322 §3.2.3 dot-atom as it is, anything else as a quoted-string. */
  static String dotAtomOrQuoted(String text) {
    return isDotAtom(text) ? text : quoted(text);
  }

  /** RFC 8601 §2.2, value: RFC 2045 §5.1 token as it is, anything else as a quoted-string. */
  static String tokenOrQuoted(String text) {
    return isToken(text) ? text : quoted(text);
  }

  /** RFC 5322 §3.2.4. */
  static String quoted(String text) {
    return "\"" + escape(text, "\"\\") + "\"";
  }

  /** RFC 5322 §3.2.2. */
  static String comment(String text) {
    return "(" + escape(text, "()\\") + ")";
  }

  private static boolean isDotAtom(String text) {
    boolean dotAllowed = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' ? !dotAllowed : !Character.isLetterOrDigit(c) && ATEXT.indexOf(c) < 0) {
        return false;
      }
      dotAllowed = c != '.';
    }
    return dotAllowed;
  }

  private static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isTokenCharacter(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isTokenCharacter(char c) {
    return c < 0x80
        ? c > ' ' && c < 0x7F && TSPECIALS.indexOf(c) < 0
        : Character.isLetterOrDigit(c);
  }

  private static String escape(String text, String special) {
    if (special.chars().allMatch(c -> text.indexOf(c) < 0)) {
      return text; // as nearly always
    }
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (special.indexOf(c) >= 0) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }
}
