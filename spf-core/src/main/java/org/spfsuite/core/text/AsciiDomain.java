package org.spfsuite.core.text;

import java.net.IDN;
import java.util.Optional;

/** Domain names beyond ASCII as DNS has them (RFC 5890 §2.3.2.1): U-labels become A-labels. */
public final class AsciiDomain {

  /**
   * Sharp s, final sigma, zero-width joiner and non-joiner: the JDK's IDNA 2003 maps them to the
   * name of somebody else (UTS 46 §7, deviations), so names with one of them are nobody's.
   */
  private static final String DEVIATIONS = "\u00df\u03c2\u200c\u200d";

  private AsciiDomain() {}

  /**
   * The name with A-labels in place of U-labels; one in ASCII stays as it is, whatever it is.
   *
   * @return empty if no name could be spelled like this
   */
  public static Optional<String> of(String domain) {
    if (domain.chars().allMatch(c -> c < 0x80)) {
      return Optional.of(domain);
    }
    boolean deviates = domain.chars().anyMatch(c -> DEVIATIONS.indexOf(c) >= 0);
    try {
      return deviates ? Optional.empty() : Optional.of(IDN.toASCII(domain));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not a name that could exist
    }
  }
}
