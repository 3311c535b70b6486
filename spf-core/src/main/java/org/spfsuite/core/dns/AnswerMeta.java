package org.spfsuite.core.dns;

/**
 * What an answer says beside its records.
 *
 * @param ttlSeconds how long it may be kept: the smallest TTL of the answer, for negative answers
 *     as RFC 2308 §5 has it; 0 if unknown
 * @param authentic whether a validating resolver vouches for it (AD bit, RFC 4035 §3.2.3)
 * @param wireQueries messages that this look-up sent; 0 if the answer came from memory
 */
public record AnswerMeta(long ttlSeconds, boolean authentic, int wireQueries) {

  /** Nothing known, nothing sent. */
  public static final AnswerMeta NONE = new AnswerMeta(0, false, 0);

  /** The same with more queries on the bill. */
  public AnswerMeta plusQueries(int more) {
    return new AnswerMeta(ttlSeconds, authentic, wireQueries + more);
  }
}
