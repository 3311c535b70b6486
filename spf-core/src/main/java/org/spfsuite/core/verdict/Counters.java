package org.spfsuite.core.verdict;

import java.time.Duration;

/**
 * What a check cost.
 *
 * @param lookups terms that were charged against the limit of RFC 7208 §4.6.4
 * @param voidLookups look-ups that found nothing, of those that the limit counts
 * @param wireQueries messages sent to DNS servers
 * @param elapsed wall-clock time
 */
public record Counters(int lookups, int voidLookups, int wireQueries, Duration elapsed) {

  /** Nothing was asked. */
  public static final Counters NONE = new Counters(0, 0, 0, Duration.ZERO);

  /** The same limits used, without queries or time. */
  Counters free() {
    if (wireQueries == 0 && elapsed.isZero()) {
      return this;
    }
    boolean none = lookups == 0 && voidLookups == 0;
    return none ? NONE : new Counters(lookups, voidLookups, 0, Duration.ZERO);
  }
}
