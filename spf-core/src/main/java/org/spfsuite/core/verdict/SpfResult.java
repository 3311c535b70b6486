package org.spfsuite.core.verdict;

import java.util.Locale;
import java.util.Optional;
import org.spfsuite.core.record.Qualifier;

/** The seven results of RFC 7208 §2.6. */
public enum SpfResult {
  /** §2.6.1: no policy, or no domain to ask for one. */
  NONE,
  /** §2.6.2: the domain says nothing about this client. */
  NEUTRAL,
  /** §2.6.3: the client may use the domain. */
  PASS,
  /** §2.6.4: the client may not use the domain. */
  FAIL,
  /** §2.6.5: the client probably may not. */
  SOFTFAIL,
  /** §2.6.6: DNS trouble; later it may work. */
  TEMPERROR,
  /** §2.6.7: the published policy cannot be read; the domain's owner must mend it. */
  PERMERROR;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** Lower case, as in {@code Received-SPF}. */
  public String text() {
    return text;
  }

  /** The result with this name, case-blind. */
  public static Optional<SpfResult> of(String text) {
    for (SpfResult result : values()) {
      if (result.text.equalsIgnoreCase(text)) {
        return Optional.of(result);
      }
    }
    return Optional.empty();
  }

  /** RFC 7208 §4.6.2: what a match under this qualifier means. */
  public static SpfResult of(Qualifier qualifier) {
    return switch (qualifier) {
      case PASS -> PASS;
      case FAIL -> FAIL;
      case SOFTFAIL -> SOFTFAIL;
      case NEUTRAL -> NEUTRAL;
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
