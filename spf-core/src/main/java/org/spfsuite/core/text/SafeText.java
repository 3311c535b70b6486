package org.spfsuite.core.text;

/**
 * The one place where text from the outside (DNS, SMTP, headers) becomes fit to be shown. The
 * result is printable text on one line, US-ASCII unless asked otherwise, and never longer than
 * asked for.
 */
public final class SafeText {

  private static final String CUT = "...";

  private SafeText() {}

  /**
   * Replaces every character outside {@code 0x20-0x7E} by {@code ?} and cuts the text.
   *
   * @param text any text
   * @param maxLength largest length of the result, at least 3
   * @return printable ASCII; a text that was cut ends in {@code ...}
   */
  public static String printable(String text, int maxLength) {
    if (text.length() <= maxLength && isPrintable(text)) {
      return text; // as nearly always
    }
    boolean cut = text.length() > maxLength;
    int keep = cut ? maxLength - CUT.length() : text.length();
    StringBuilder safe = new StringBuilder(Math.min(text.length(), maxLength));
    for (int i = 0; i < keep; i++) {
      char c = text.charAt(i);
      safe.append(isPrintable(c) ? c : '?');
    }
    return cut ? safe.append(CUT).toString() : safe.toString();
  }

  private static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPrintable(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrintable(char c) {
    return c >= 0x20 && c <= 0x7E;
  }

  /**
   * The same for places that may hold Unicode: replaces by {@code ?} only what is no character of a
   * line of text, that is, controls (C0, DEL, C1), line and paragraph separators (U+2028, U+2029)
   * and lone surrogates.
   *
   * @param text any text
   * @param maxLength largest length of the result in UTF-16 units, at least 3
   * @return well-formed Unicode on one line; a text that was cut ends in {@code ...}
   */
  public static String printableUnicode(String text, int maxLength) {
    boolean cut = text.length() > maxLength;
    String kept = cut ? text.substring(0, maxLength - CUT.length()) : text;
    StringBuilder safe = new StringBuilder(Math.min(text.length(), maxLength));
    kept.codePoints().forEach(c -> safe.appendCodePoint(isText(c) ? c : '?'));
    return cut ? safe.append(CUT).toString() : safe.toString();
  }

  private static boolean isText(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
