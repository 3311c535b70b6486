package org.spfsuite.core.verdict;

import org.spfsuite.core.text.SafeText;

/**
 * Why a client was told {@code fail} (RFC 7208 §6.2).
 *
 * @param source who says so
 * @param raw the expanded text, one character per octet: never show it as it is
 */
public record Explanation(Source source, String raw) {

  /** Who wrote the text. */
  public enum Source {
    /** The owner of the domain, through {@code exp=}: a stranger. */
    DOMAIN_OWNER,
    /** The receiver's own default. */
    RECEIVER
  }

  private static final int MAX_LENGTH = 800;

  /** Printable ASCII on one line, 800 characters at the most. */
  public String text() {
    return SafeText.printable(raw, MAX_LENGTH);
  }
}
