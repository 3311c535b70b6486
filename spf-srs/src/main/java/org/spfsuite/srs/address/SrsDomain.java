package org.spfsuite.srs.address;

import java.util.Arrays;
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
    return AsciiDomain.of(name)
        .map(Ascii::lower)
        .filter(SrsDomain::isName)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + SafeText.printable(name, MAX_SHOWN)
                        + "' is not the name of a domain, such as srs.example.org"));
  }

  private static boolean isName(String ascii) {
    return ascii.length() <= MAX_NAME
        && Arrays.stream(ascii.split("\\.", -1)).allMatch(SrsDomain::isLabel);
  }

  private static boolean isLabel(String label) {
    return !label.isEmpty()
        && label.length() <= MAX_LABEL
        && label
            .chars()
            .allMatch(
                c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_');
  }
}
