package org.spfsuite.srs;

import org.spfsuite.srs.address.DayStamp;
import org.spfsuite.srs.address.Separator;

/**
 * How addresses are written and how strictly they are read.
 *
 * @param separator behind the tag; all three are read
 * @param hashLength characters of a hash that is made, 4 to 27
 * @param hashMinimum characters that a hash must have at the least, 4 to {@code hashLength}: each
 *     one less makes guessing 32 times as easy
 * @param maxAge days for which an address is good, 1 to 900
 * @param daysAhead days that a stamp may lie in the future, since clocks differ; 0 or 1
 * @param urlSafe whether hashes are made with {@code -} and {@code _}, which pass everywhere,
 *     instead of {@code +} and {@code /}; both are read
 * @param bounded whether only what fits into an envelope is made (RFC 5321 §4.5.3.1), and only what
 *     will expire: an address by another forwarder without a stamp that is good today is rewritten
 *     like any other one, and not believed when it comes back
 * @param always whether senders in the SRS domain itself are rewritten, too
 */
public record SrsOptions(
    Separator separator,
    int hashLength,
    int hashMinimum,
    int maxAge,
    int daysAhead,
    boolean urlSafe,
    boolean bounded,
    boolean always) {

  /** What is recommended. */
  public static final SrsOptions DEFAULTS =
      new SrsOptions(Separator.EQUALS, 6, 6, 21, 1, true, true, false);

  /** What Mail::SRS and those who follow it do, but for what is unsafe in all of them. */
  public static final SrsOptions COMPATIBLE =
      new SrsOptions(Separator.EQUALS, 4, 4, 21, 0, false, false, false);

  private static final int MIN_HASH = 4;

  /** All of SHA-1, which is the shorter one. */
  private static final int MAX_HASH = 27;

  /** Far enough from the day on which stamps come again. */
  private static final int MAX_AGE = 900;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public SrsOptions {
    check("hash length", hashLength, MIN_HASH, MAX_HASH);
    check("hash minimum", hashMinimum, MIN_HASH, hashLength);
    check("maximum age", maxAge, 1, MAX_AGE);
    check("days ahead", daysAhead, 0, 1);
    assert MAX_AGE < DayStamp.CYCLE;
  }

  private static void check(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + " must be " + least + " to " + most + ", not " + value);
    }
  }

  /** The same with another separator. */
  public SrsOptions withSeparator(Separator value) {
    return new SrsOptions(
        value, hashLength, hashMinimum, maxAge, daysAhead, urlSafe, bounded, always);
  }

  /** The same with hashes of another length. */
  public SrsOptions withHash(int length, int minimum) {
    return new SrsOptions(separator, length, minimum, maxAge, daysAhead, urlSafe, bounded, always);
  }

  /** The same with another age. */
  public SrsOptions withMaxAge(int days) {
    return new SrsOptions(
        separator, hashLength, hashMinimum, days, daysAhead, urlSafe, bounded, always);
  }

  /** The same, with senders in the SRS domain rewritten or not. */
  public SrsOptions withAlways(boolean value) {
    return new SrsOptions(
        separator, hashLength, hashMinimum, maxAge, daysAhead, urlSafe, bounded, value);
  }
}
