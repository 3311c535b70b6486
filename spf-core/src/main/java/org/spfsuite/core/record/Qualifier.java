package org.spfsuite.core.record;

import java.util.Optional;

/** RFC 7208 §4.6.2: what a match means. */
public enum Qualifier {
  /** {@code +}, the default. */
  PASS('+'),
  /** {@code -}. */
  FAIL('-'),
  /** {@code ~}. */
  SOFTFAIL('~'),
  /** {@code ?}. */
  NEUTRAL('?');

  private final char symbol;

  Qualifier(char symbol) {
    this.symbol = symbol;
  }

  /** The character in a record. */
  public char symbol() {
    return symbol;
  }

  static Optional<Qualifier> of(char symbol) {
    return switch (symbol) {
      case '+' -> Optional.of(PASS);
      case '-' -> Optional.of(FAIL);
      case '~' -> Optional.of(SOFTFAIL);
      case '?' -> Optional.of(NEUTRAL);
      default -> Optional.empty();
    };
  }
}
