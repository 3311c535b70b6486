package org.spfsuite.srs.key;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keys in their order: of those that count at a moment the first one signs, and all verify.
 *
 * @param keys at least one, whose ids differ
 */
public record KeyRing(List<SrsKey> keys) {

  /** Each costs time for every address, and lets a guesser try one more hash with each guess. */
  public static final int MAX_KEYS = 16;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there are none or more than 16, or two with one id
   */
  public KeyRing {
    keys = List.copyOf(keys);
    if (keys.isEmpty() || keys.size() > MAX_KEYS) {
      throw new IllegalArgumentException("a ring has 1 to " + MAX_KEYS + " keys");
    }
    Set<String> ids = new HashSet<>();
    for (SrsKey key : keys) {
      if (!ids.add(key.id())) {
        throw new IllegalArgumentException("two keys have the id " + key.id());
      }
    }
  }

  /** A ring of these. */
  public static KeyRing of(SrsKey... keys) {
    return new KeyRing(List.of(keys));
  }

  /** The key that signs now; no value if none counts. */
  public Optional<SrsKey> signing(Instant now) {
    for (SrsKey key : keys) {
      if (key.signsAt(now)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  /** Whether any key counts now. If not, nobody knows what was signed here. */
  public boolean countsAt(Instant now) {
    return keys.stream().anyMatch(key -> key.verifiesAt(now));
  }

  /**
   * The key that made a hash. All keys are tried, whichever it is, so that time tells nobody
   * anything.
   *
   * @param minimum characters that a hash must have at the least, at least one, for who chooses its
   *     length chooses how long guessing takes; types that do not sign have a length of their own
   * @return no value if none that counts now made it
   */
  public Optional<Match> verify(Signed signed, String hash, int minimum, Instant now) {
    Optional<Match> found = Optional.empty();
    for (SrsKey key : keys) {
      Optional<Match> match =
          key.verifiesAt(now) ? key.verify(signed, hash, minimum) : Optional.empty();
      if (found.isEmpty()) {
        found = match;
      }
    }
    return found;
  }
}
