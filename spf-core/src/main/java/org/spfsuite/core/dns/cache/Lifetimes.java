package org.spfsuite.core.dns.cache;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsAnswer.Failure;

/**
 * How long answers may be kept.
 *
 * @param recordSeconds answers with records, at most
 * @param negativeSeconds answers without, at most
 * @param backOffNanos failures
 * @param stalenessNanos records and negative answers, after their TTL
 * @param refreshAhead whether answers may be refreshed before their end
 */
record Lifetimes(
    long recordSeconds,
    long negativeSeconds,
    long backOffNanos,
    long stalenessNanos,
    boolean refreshAhead) {

  /** What lives shorter is not refreshed ahead of its end. */
  private static final long MIN_REFRESHED_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Refreshing begins when this part of a lifetime is left. */
  private static final int REFRESHED_PART = 10;

  /** The answer with a TTL that is no longer than it would be kept; none for a failure. */
  DnsAnswer capped(DnsAnswer answer) {
    long ttl = Math.max(Math.min(answer.meta().ttlSeconds(), maximum(answer)), 0);
    return answer.withMeta(answer.meta().withTtl(ttl));
  }

  private long maximum(DnsAnswer answer) {
    if (answer instanceof Failure) {
      return 0;
    }
    return answer instanceof DnsAnswer.Records ? recordSeconds : negativeSeconds;
  }

  /** How to keep an answer that was {@link #capped}; empty: it must not be used again. */
  Optional<Entry> entry(DnsAnswer answer, long now) {
    boolean failed = answer instanceof Failure;
    long lifetime = failed ? backOffNanos : TimeUnit.SECONDS.toNanos(answer.meta().ttlSeconds());
    if (lifetime == 0) {
      return Optional.empty();
    }
    // What another cache served stale already is not prolonged once more.
    long staleness = failed || answer.meta().stale() ? 0 : stalenessNanos;
    boolean refreshed = refreshAhead && !failed && lifetime >= MIN_REFRESHED_NANOS;
    long ahead = refreshed ? lifetime / REFRESHED_PART : 0;
    return Optional.of(new Entry(answer, now, lifetime, ahead, staleness));
  }
}
