package org.spfsuite.srs.address;

import java.time.Instant;
import java.util.Optional;

/**
 * The day on which an address was made: days since 1970-01-01 (UTC) modulo 1,024, as two characters
 * of base32 (RFC 4648 §6). Exactly two: longer ones have cost others much time (CVE-2020-35573).
 */
public final class DayStamp {

  /** Days until stamps come again. */
  public static final int CYCLE = 1_024;

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int BITS = 5;
  private static final int LENGTH = 2;
  private static final long SECONDS = 86_400;

  private DayStamp() {}

  /** The stamp of a moment, in capitals. */
  public static String of(Instant moment) {
    int slot = slot(moment);
    char high = ALPHABET.charAt(slot >> BITS);
    char low = ALPHABET.charAt(slot & ((1 << BITS) - 1));
    return upper(high) + upper(low);
  }

  private static String upper(char c) {
    return String.valueOf(c >= 'a' ? (char) (c - ('a' - 'A')) : c);
  }

  private static int slot(Instant moment) {
    return (int) Math.floorMod(Math.floorDiv(moment.getEpochSecond(), SECONDS), (long) CYCLE);
  }

  /** Whether this is a stamp: two characters of base32, in any case. */
  public static boolean isOne(String text) {
    return slot(text).isPresent();
  }

  /**
   * How old a stamp is. Of all days that it may stand for, the one nearest to the moment that is at
   * most {@code ahead} days in the future.
   *
   * @param stamp in any case
   * @param ahead days by which other clocks may be fast, 0 or more
   * @return days, -ahead to 1,023 - ahead; empty if it is no stamp
   */
  public static Optional<Integer> age(String stamp, Instant moment, int ahead) {
    int today = slot(moment);
    return slot(stamp).map(slot -> Math.floorMod(today - slot + ahead, CYCLE) - ahead);
  }

  private static Optional<Integer> slot(String stamp) {
    if (stamp.length() != LENGTH) {
      return Optional.empty();
    }
    int high = ALPHABET.indexOf(Ascii.lower(stamp.charAt(0)));
    int low = ALPHABET.indexOf(Ascii.lower(stamp.charAt(1)));
    return high < 0 || low < 0 ? Optional.empty() : Optional.of((high << BITS) + low);
  }
}
