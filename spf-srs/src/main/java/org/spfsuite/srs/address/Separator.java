package org.spfsuite.srs.address;

import java.util.Optional;

/** What stands between the tag and the hash. All other fields are separated by equals signs. */
public enum Separator {
  /** Unless there is a reason for another: other systems take plus for subaddresses. */
  EQUALS('='),
  /** Some systems take what follows for a subaddress. */
  PLUS('+'),
  /** Some systems take what follows for a subaddress. */
  MINUS('-');

  private final char character;

  Separator(char character) {
    this.character = character;
  }

  /** The separator that is this character. */
  public static Optional<Separator> of(char character) {
    return switch (character) {
      case '=' -> Optional.of(EQUALS);
      case '+' -> Optional.of(PLUS);
      case '-' -> Optional.of(MINUS);
      default -> Optional.empty();
    };
  }

  /** As it is written. */
  @Override
  public String toString() {
    return String.valueOf(character);
  }
}
