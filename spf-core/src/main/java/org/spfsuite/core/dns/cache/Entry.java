package org.spfsuite.core.dns.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.dns.AnswerMeta;
import org.spfsuite.core.dns.DnsAnswer;

/**
 * An answer in memory, and when the resolver behind the cache may be asked for the next one. Times
 * are readings of the cache's clock, which may overflow: only their differences count.
 */
final class Entry {

  /** RFC 8767 §4, the TTL of a stale answer; §5, the time between two attempts to refresh it. */
  private static final long STALE_TTL_SECONDS = 30;

  private static final long RECHECK_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private static final AtomicLongFieldUpdater<Entry> ASK_AT =
      AtomicLongFieldUpdater.newUpdater(Entry.class, "askAt");

  private final DnsAnswer answer;
  private final long keptNanos;
  private final long expires;
  private final long gone;

  /**
   * Before this nobody is asked: at first the time to refresh the answer ahead of its end, or its
   * end; later on, when to try again. Never after {@link #gone}.
   */
  private volatile long askAt;

  /** What was given last. Threads may overwrite each other's, which costs no more than a copy. */
  private @Nullable Given given;

  /** A stage that many may share, since nobody can complete or cancel it. */
  private record Given(long ttlSeconds, CompletionStage<DnsAnswer> stage) {}

  /**
   * An answer from now on.
   *
   * @param lifetime how long it may be used, in nanoseconds
   * @param ahead how long before its end it may be refreshed
   * @param staleness how long after its end it may stand in for an answer that does not come
   */
  Entry(DnsAnswer answer, long now, long lifetime, long ahead, long staleness) {
    this.answer = answer.withMeta(answer.meta().withQueries(0));
    this.keptNanos = lifetime + staleness;
    this.expires = now + lifetime;
    this.gone = expires + staleness;
    this.askAt = expires - ahead;
  }

  /** Without the queries that it took; its TTL is that of the beginning. */
  DnsAnswer answer() {
    return answer;
  }

  /** How long it is kept in all. */
  long keptNanos() {
    return keptNanos;
  }

  boolean isFresh(long now) {
    return now - expires < 0;
  }

  boolean isGone(long now) {
    return now - gone >= 0;
  }

  /** Whether it may be served stale. */
  boolean outlivesItsTtl() {
    return gone != expires;
  }

  /** Whether nobody should be asked, because the last attempt is too young. */
  boolean isBackedOff(long now) {
    return now - askAt < 0;
  }

  /** The answer, while it is fresh, with the TTL that is left. */
  CompletionStage<DnsAnswer> fresh(long now) {
    AnswerMeta meta = answer.meta();
    long ttl = Math.min((expires - now) / SECOND, meta.ttlSeconds());
    Given last = given;
    if (last == null || last.ttlSeconds != ttl) {
      DnsAnswer current = answer.withMeta(meta.withTtl(ttl));
      last = new Given(ttl, CompletableFuture.completedStage(current));
      given = last;
    }
    return last.stage;
  }

  /** The answer when its time is over. */
  DnsAnswer stale() {
    return answer.withMeta(answer.meta().expired(STALE_TTL_SECONDS));
  }

  /** Whether the caller, and nobody else, is to refresh the answer, which is fresh. */
  boolean claimRefresh(long now) {
    long due = askAt;
    return now - due >= 0 && ASK_AT.compareAndSet(this, due, earlier(now + RECHECK_NANOS, expires));
  }

  /** Has the next attempt wait, because one has failed. */
  void postpone(long now, long backOff) {
    askAt = earlier(now + Math.max(backOff, RECHECK_NANOS), gone);
  }

  private static long earlier(long one, long other) {
    return one - other < 0 ? one : other;
  }
}
