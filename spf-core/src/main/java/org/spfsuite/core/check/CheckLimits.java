package org.spfsuite.core.check;

import java.time.Duration;

/**
 * The bounds of one check.
 *
 * @param lookups terms that need DNS; RFC 7208 §4.6.4 says 10
 * @param voidLookups look-ups that find nothing; §4.6.4 recommends 2
 * @param mxHosts mail exchangers of one {@code mx}; §4.6.4 says 10
 * @param ptrNames names of the client that are validated; §4.6.4 says 10
 * @param timeout wall-clock time of the whole check; §4.6.4 says at least 20 s, which an SMTP
 *     dialogue may not be able to wait
 */
public record CheckLimits(
    int lookups, int voidLookups, int mxHosts, int ptrNames, Duration timeout) {

  /** What RFC 7208 says. */
  public static final CheckLimits RFC_7208 = new CheckLimits(10, 2, 10, 10, Duration.ofSeconds(20));

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a number is negative or the time not positive
   */
  public CheckLimits {
    if (lookups < 0 || voidLookups < 0 || mxHosts < 0 || ptrNames < 0) {
      throw new IllegalArgumentException("limits must not be negative");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("the time limit must be positive, not " + timeout);
    }
  }

  /** The same limits, but any look-up may find nothing. */
  CheckLimits withoutVoidLimit() {
    return new CheckLimits(lookups, Integer.MAX_VALUE, mxHosts, ptrNames, timeout);
  }

  /** The same limits, but no more time than this. */
  CheckLimits within(Duration atMost) {
    return timeout.compareTo(atMost) <= 0 ? this : withTimeout(atMost);
  }

  /** The same limits with another time limit. */
  public CheckLimits withTimeout(Duration newTimeout) {
    return new CheckLimits(lookups, voidLookups, mxHosts, ptrNames, newTimeout);
  }
}
