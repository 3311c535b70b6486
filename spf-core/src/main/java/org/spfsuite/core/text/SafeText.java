package org.spfsuite.core.text;

/**
 * The one place where text from the outside (DNS, SMTP, headers) becomes fit to be shown. The
 * result is printable US-ASCII on one line and never longer than asked for.
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
    boolean cut = text.length() > maxLength;
    int keep = cut ? maxLength - CUT.length() : text.length();
    StringBuilder safe = new StringBuilder(Math.min(text.length(), maxLength));
    for (int i = 0; i < keep; i++) {
      char c = text.charAt(i);
      safe.append(c >= 0x20 && c <= 0x7E ? c : '?');
    }
    return cut ? safe.append(CUT).toString() : safe.toString();
  }
}
