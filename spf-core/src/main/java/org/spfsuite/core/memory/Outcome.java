package org.spfsuite.core.memory;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.Verdict;

/** A verdict, what it rests on, and the time that it holds for. Regions may share it. */
final class Outcome {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final List<DnsQuestion> questions;
  private final long expires;

  /**
   * How long before its end its questions are expected to be asked anew; less than any time: told.
   */
  private long ending;

  /** As it was last given out, for one identity and the other. A race only means another copy. */
  private Verdict last;

  private @Nullable Verdict lastOfOther;

  /**
   * An outcome.
   *
   * @param verdict with the TTL that it has at this moment
   * @param questions to DNS that it rests on
   * @param now the moment, in nanoseconds
   */
  Outcome(Verdict verdict, List<DnsQuestion> questions, long now) {
    long lifetime = verdict.ttlSeconds() * NANOS_PER_SECOND;
    this.questions = questions;
    this.expires = now + lifetime;
    this.ending = lifetime / 10;
    this.last = verdict.recalled(verdict.identity(), verdict.ttlSeconds());
  }

  /** As it was last given out. */
  Verdict verdict() {
    return last;
  }

  List<DnsQuestion> questions() {
    return questions;
  }

  boolean isOver(long now) {
    return expires - now <= 0;
  }

  /** Whether, for the first time, less than a tenth of its time is left. */
  boolean isEnding(long now) {
    boolean isEnding = expires - now < ending;
    if (isEnding) {
      ending = Long.MIN_VALUE;
    }
    return isEnding;
  }

  /** Whether this may stand for the other, which is no older: it says the same and ends as soon. */
  boolean standsFor(Outcome other) {
    long sooner = other.expires - expires;
    return sooner >= 0
        && sooner <= NANOS_PER_SECOND
        && questions.equals(other.questions)
        && last.recalled(other.last.identity(), other.last.ttlSeconds()).equals(other.last);
  }

  /** The verdict with the TTL that is left, in whole seconds; null if its time is over. */
  @Nullable Verdict recall(Identity identity, long now) {
    long left = expires - now;
    if (left <= 0) {
      return null;
    }
    long ttl = left / NANOS_PER_SECOND;
    Verdict current = last;
    if (current.identity() != identity) {
      return recallOther(current, identity, ttl);
    }
    if (current.ttlSeconds() != ttl) {
      current = current.recalled(identity, ttl);
      last = current;
    }
    return current;
  }

  private Verdict recallOther(Verdict current, Identity identity, long ttl) {
    Verdict other = lastOfOther;
    if (other == null || other.ttlSeconds() != ttl) {
      other = current.recalled(identity, ttl);
      lastOfOther = other;
    }
    return other;
  }
}
