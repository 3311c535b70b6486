package org.spfsuite.scoring.policy;

/** How much is believed. */
public enum Mode {
  /** As SpamAssassin 4.0 does it, weak points and all. */
  PARITY,
  /** As it should be: the default. */
  STRICT;

  /**
   * Whether results in {@code Authentication-Results} count whoever wrote them, and those in {@code
   * ARC-Authentication-Results} without a look at the seal.
   */
  public boolean believesAnyResult() {
    return this == PARITY;
  }

  /** Whether a null reverse-path is judged by the HELO name (RFC 7208 §2.4). */
  public boolean judgesNullSender() {
    return this == STRICT;
  }

  /** Whether a policy that lets everybody pass opens welcome lists. */
  public boolean everyoneIsWelcome() {
    return this == PARITY;
  }

  /** Whether a {@code Received} field that names no client is passed over. */
  public boolean skipsUnreadableRelays() {
    return this == PARITY;
  }

  /** How many terms with DNS a check may have: RFC 7208 §4.6.4 says 10, SpamAssassin allows 20. */
  public int lookups() {
    return this == STRICT ? 10 : 20;
  }
}
