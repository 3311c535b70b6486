package org.spfsuite.core.memory;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.net.AddressRange;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.net.IpAddress.Family;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.Verdict;

/**
 * A verdict, and the addresses and the time that it holds for. There may be millions, so the range
 * is kept as numbers.
 */
final class Region {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Family family;
  private final long firstHigh;
  private final long firstLow;
  private final long lastHigh;
  private final long lastLow;
  private final List<DnsQuestion> questions;
  private final long expires;

  /** When the questions behind it are expected to be asked anew; the greatest number once told. */
  private long ending;

  /** As it was last given out, for one identity or the other. A race only means another copy. */
  private Verdict last;

  private @Nullable Verdict lastOfOther;

  /**
   * A region.
   *
   * @param range the addresses
   * @param verdict with the TTL that it has at this moment
   * @param questions to DNS that it rests on
   * @param now the moment, in nanoseconds
   */
  Region(AddressRange range, Verdict verdict, List<DnsQuestion> questions, long now) {
    this.family = range.first().family();
    this.firstHigh = range.first().high();
    this.firstLow = range.first().low();
    this.lastHigh = range.last().high();
    this.lastLow = range.last().low();
    this.questions = questions;
    long lifetime = verdict.ttlSeconds() * NANOS_PER_SECOND;
    this.expires = now + lifetime;
    this.ending = lifetime / 10;
    this.last = verdict.recalled(verdict.identity(), verdict.ttlSeconds());
  }

  IpAddress first() {
    return new IpAddress(family, firstHigh, firstLow);
  }

  boolean isOver(long now) {
    return expires - now <= 0;
  }

  List<DnsQuestion> questions() {
    return questions;
  }

  /** Whether, for the first time, less than a tenth of its time is left. */
  boolean isEnding(long now) {
    boolean isEnding = expires - now < ending;
    if (isEnding) {
      ending = Long.MIN_VALUE;
    }
    return isEnding;
  }

  /** Below zero if the address lies before the range, above if behind. */
  int compare(IpAddress address) {
    if (address.family() != family) {
      return address.family().compareTo(family);
    }
    if (compare(address, firstHigh, firstLow) < 0) {
      return -1;
    }
    return compare(address, lastHigh, lastLow) > 0 ? 1 : 0;
  }

  private static int compare(IpAddress address, long high, long low) {
    int first = Long.compareUnsigned(address.high(), high);
    return first == 0 ? Long.compareUnsigned(address.low(), low) : first;
  }

  /** Whether any address is in both. */
  boolean overlaps(Region other) {
    return other.compare(first()) == 0 || compare(other.first()) == 0;
  }

  /** The verdict with the TTL that is left, in whole seconds; null if its time is over. */
  @Nullable Verdict recall(Identity identity, long now) {
    long left = expires - now;
    if (left <= 0) {
      return null;
    }
    long ttl = left / NANOS_PER_SECOND;
    Verdict current = last;
    if (current.identity() == identity) {
      if (current.ttlSeconds() != ttl) {
        current = current.recalled(identity, ttl);
        last = current;
      }
      return current;
    }
    Verdict other = lastOfOther;
    if (other == null || other.ttlSeconds() != ttl) {
      other = current.recalled(identity, ttl);
      lastOfOther = other;
    }
    return other;
  }
}
