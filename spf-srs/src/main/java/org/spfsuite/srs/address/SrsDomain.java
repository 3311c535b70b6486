package org.spfsuite.srs.address;

import org.spfsuite.core.text.AsciiDomain;
import org.spfsuite.core.text.SafeText;

/** How an SRS domain is written: one spelling, by which its addresses are known again. */
public final class SrsDomain {

  /** RFC 1035 §2.3.4: octets of a name, written with dots. */
  private static final int MAX_NAME = 253;

  /** RFC 1035 §2.3.4. */
  private static final int MAX_LABEL = 63;

  private static final int MAX_SHOWN = 100;

  private SrsDomain() {}

  /**
   * The domain in lower case, with A-labels in place of U-labels.
   *
   * @throws IllegalArgumentException if this is not the name of a domain: it has another character
   *     than letters, digits, hyphens and underscores, an empty label, one of more than 63
   *     characters, or more than 253 in all
   */
  public static String of(String name) {
    return isName(name)
        ? name // as nearly always, and asked for each address
        : AsciiDomain.of(name)
            .map(Ascii::lower)
            .filter(SrsDomain::isName)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "'"
                            + SafeText.printable(name, MAX_SHOWN)
                            + "' is not the name of a domain, such as srs.example.org"));
  }

  private static boolean isName(String name) {
    int label = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '.' ? label == 0 : label == MAX_LABEL || !isLetterOrDigit(c)) {
        return false;
      }
      label = c == '.' ? 0 : label + 1;
    }
    return label > 0 && name.length() <= MAX_NAME;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  }
}
