package org.spfsuite.core.dns;

/**
 * What an answer says beside its records.
 *
 * @param ttlSeconds how long it may be kept: the smallest TTL of the answer, for negative answers
 *     as RFC 2308 §5 has it; 0 if unknown
 * @param authentic whether a validating resolver vouches for it (AD bit, RFC 4035 §3.2.3)
 * @param wireQueries messages that this look-up sent; 0 if the answer came from memory
 * @param stale whether its time was over and nobody could be reached for a newer one (RFC 8767)
 */
public record AnswerMeta(long ttlSeconds, boolean authentic, int wireQueries, boolean stale) {

  /** Nothing known, nothing sent. */
  public static final AnswerMeta NONE = new AnswerMeta(0, false, 0);

  /** Of an answer that is not stale. */
  public AnswerMeta(long ttlSeconds, boolean authentic, int wireQueries) {
    this(ttlSeconds, authentic, wireQueries, false);
  }

  /** The same with another TTL. */
  public AnswerMeta withTtl(long seconds) {
    return new AnswerMeta(seconds, authentic, wireQueries, stale);
  }

  /** The same with another bill. */
  public AnswerMeta withQueries(int count) {
    return new AnswerMeta(ttlSeconds, authentic, count, stale);
  }

  /** The same with more queries on the bill. */
  public AnswerMeta plusQueries(int more) {
    return withQueries(wireQueries + more);
  }

  /** The same when its time is over: stale, and nobody vouches for it any more. */
  public AnswerMeta expired(long seconds) {
    return new AnswerMeta(seconds, false, wireQueries, true);
  }
}
