package org.spfsuite.core.record;

import java.util.Optional;

/** RFC 7208 §7.2. */
public enum MacroLetter {
  /** {@code s}: the sender. */
  SENDER('s', false),
  /** {@code l}: its local part. */
  LOCAL_PART('l', false),
  /** {@code o}: its domain. */
  SENDER_DOMAIN('o', false),
  /** {@code d}: the domain whose record is evaluated. */
  DOMAIN('d', false),
  /** {@code i}: the client address, dotted. */
  IP('i', false),
  /** {@code p}: the validated name of the client address. */
  VALIDATED_NAME('p', false),
  /** {@code v}: {@code in-addr} or {@code ip6}. */
  IP_VERSION('v', false),
  /** {@code h}: the HELO domain. */
  HELO('h', false),
  /** {@code c}: the client address for people; explanations only. */
  READABLE_IP('c', true),
  /** {@code r}: the receiving host; explanations only. */
  RECEIVER('r', true),
  /** {@code t}: seconds since 1970; explanations only. */
  TIMESTAMP('t', true);

  private final char symbol;
  private final boolean explanationOnly;

  MacroLetter(char symbol, boolean explanationOnly) {
    this.symbol = symbol;
    this.explanationOnly = explanationOnly;
  }

  /** The lower-case letter. */
  public char symbol() {
    return symbol;
  }

  /** Whether the letter is allowed in explanations only. */
  public boolean explanationOnly() {
    return explanationOnly;
  }

  static Optional<MacroLetter> of(char symbol) {
    char lower = symbol >= 'A' && symbol <= 'Z' ? (char) (symbol + 32) : symbol;
    for (MacroLetter letter : values()) {
      if (letter.symbol == lower) {
        return Optional.of(letter);
      }
    }
    return Optional.empty();
  }
}
