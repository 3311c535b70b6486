package org.spfsuite.core.verdict;

import java.util.Locale;

/**
 * Something odd that did not change the course of RFC 7208, but that the owner of a domain or the
 * reader of a verdict should know.
 *
 * @param code its name
 * @param domain whose policy it is about; safe to print
 * @param detail one line of printable ASCII
 */
public record Warning(Code code, String domain, String detail) {

  /** The names of oddities. */
  public enum Code {
    /** A term's name cannot exist in DNS, so the term matched nothing (RFC 7208 §4.8). */
    MALFORMED_NAME,
    /** The local part is not ASCII, so the term matched nothing (RFC 8616 §4). */
    INTERNATIONAL_LOCAL_PART,
    /** The client has more names than are looked at (RFC 7208 §4.6.4). */
    PTR_NAMES_IGNORED,
    /** DNS failed where RFC 7208 §5.5 says to go on. */
    PTR_FAILED,
    /** The explanation could not be used (RFC 7208 §6.2). */
    EXPLANATION_UNUSABLE,
    /** A look-up found no address of the client's family; it was not counted as void. */
    OTHER_FAMILY_ONLY,
    /** The receiver's own settings stand in for what the domain publishes. */
    OVERRIDDEN,
    /** An answer's time was over, and DNS gave no newer one (RFC 8767). */
    STALE_ANSWER;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name in lower case with hyphens, such as {@code malformed-name}. */
    public String text() {
      return text;
    }
  }

  /** {@code name: detail (domain)}, printable ASCII. */
  @Override
  public String toString() {
    return code.text() + ": " + detail + " (" + domain + ")";
  }
}
