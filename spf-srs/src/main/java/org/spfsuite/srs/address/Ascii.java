package org.spfsuite.srs.address;

/**
 * Folding of case for what is signed. Only ASCII letters are folded: mail servers smash the case of
 * those alone, and what a locale or Unicode says of others has broken signatures elsewhere.
 */
public final class Ascii {

  private Ascii() {}

  /** The text with its ASCII capitals in lower case. */
  public static String lower(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isCapital(text.charAt(i))) {
        return lowered(text);
      }
    }
    return text;
  }

  private static String lowered(String text) {
    char[] chars = text.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      chars[i] = lower(chars[i]);
    }
    return new String(chars);
  }

  /** The character, in lower case if it is an ASCII capital. */
  public static char lower(char c) {
    return isCapital(c) ? (char) (c + ('a' - 'A')) : c;
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
