package org.spfsuite.core.memory;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.net.AddressRange;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.Verdict;

/** A verdict, and the addresses and the time that it holds for. */
final class Region {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final AddressRange range;
  private final Verdict verdict;
  private final List<DnsQuestion> questions;
  private final long lifetime;
  private final long expires;

  /**
   * Whether others have been told that it is about to end; a race only means that they are twice.
   */
  private boolean announced;

  /** As they were last given out; a race only means that one is made again. */
  private @Nullable Verdict helo;

  private @Nullable Verdict mailFrom;

  /**
   * A region.
   *
   * @param range the addresses
   * @param verdict with the TTL that it has at this moment
   * @param questions to DNS that it rests on
   * @param now the moment, in nanoseconds
   */
  Region(AddressRange range, Verdict verdict, List<DnsQuestion> questions, long now) {
    this.range = range;
    this.verdict = verdict;
    this.questions = questions;
    this.lifetime = verdict.ttlSeconds() * NANOS_PER_SECOND;
    this.expires = now + lifetime;
  }

  AddressRange range() {
    return range;
  }

  boolean isOver(long now) {
    return expires - now <= 0;
  }

  List<DnsQuestion> questions() {
    return questions;
  }

  /** Whether, for the first time, only a tenth of its time is left. */
  boolean isEnding(long now) {
    boolean ending = !announced && expires - now < lifetime / 10;
    announced |= ending;
    return ending;
  }

  /** Below zero if the address lies before the range, above if behind. */
  int compare(IpAddress address) {
    if (address.compareTo(range.first()) < 0) {
      return -1;
    }
    return address.compareTo(range.last()) > 0 ? 1 : 0;
  }

  /** The verdict with the TTL that is left, in whole seconds; null if its time is over. */
  @Nullable Verdict recall(Identity identity, long now) {
    long left = expires - now;
    if (left <= 0) {
      return null;
    }
    long ttl = left / NANOS_PER_SECOND;
    Verdict last = identity == Identity.HELO ? helo : mailFrom;
    return last != null && last.ttlSeconds() == ttl ? last : recalled(identity, ttl);
  }

  private Verdict recalled(Identity identity, long ttl) {
    Verdict recalled = verdict.recalled(identity, ttl);
    if (identity == Identity.HELO) {
      helo = recalled;
    } else {
      mailFrom = recalled;
    }
    return recalled;
  }
}
