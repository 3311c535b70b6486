package org.spfsuite.srs.key;

import java.util.Optional;

/** Whether a secret can be guessed: whoever does can relay mail to anybody through us. */
final class KeyStrength {

  /** RFC 2104 §3 wants as many as the hash has; 128 bits are out of anybody's reach. */
  static final int MIN_OCTETS = 16;

  /** Of 16 octets chosen at random, more are different, but for once in a million million times. */
  private static final int MIN_DIFFERENT = 8;

  private KeyStrength() {}

  /** What is wrong with a secret; no value if nothing is. */
  static Optional<String> problem(byte[] secret) {
    if (secret.length < MIN_OCTETS) {
      return Optional.of(
          "the secret has " + secret.length + " octets, and needs at least " + MIN_OCTETS);
    }
    boolean[] seen = new boolean[1 << Byte.SIZE];
    int different = 0;
    for (byte octet : secret) {
      different += seen[octet & 0xff] ? 0 : 1;
      seen[octet & 0xff] = true;
    }
    return different < MIN_DIFFERENT
        ? Optional.of("the secret repeats " + different + " octets; let one be generated")
        : Optional.empty();
  }
}
