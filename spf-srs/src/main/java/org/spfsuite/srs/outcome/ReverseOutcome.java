package org.spfsuite.srs.outcome;

import java.util.Optional;

/** What a recipient turns out to be. */
public sealed interface ReverseOutcome {

  /**
   * An address of ours, for somebody else.
   *
   * @param address whose it is
   * @param form of ours
   * @param keyId of the key that had signed it
   * @param days since it was made, by the stamp; -1 if clocks differ; no value: it has no stamp
   * @param signed what of it the hash covers: the same for all spellings that this hash is good for
   */
  record Original(String address, Form form, String keyId, Optional<Integer> days, String signed)
      implements ReverseOutcome {}

  /** An ordinary recipient. */
  record NotSrs() implements ReverseOutcome {}

  /** It has the form, but another host must know it. */
  record ForeignDomain() implements ReverseOutcome {}

  /**
   * It has the form and is in our domain, and is not to be believed.
   *
   * @param refusal why
   * @param detail in words, in ASCII
   */
  record Refused(Refusal refusal, String detail) implements ReverseOutcome {}

  /**
   * Nobody knows now: the store is down, or no key counts.
   *
   * @param detail for the log
   */
  record Unavailable(String detail) implements ReverseOutcome {}

  /** Why an address is not believed, or not used. */
  enum Refusal {
    /** Something is missing or empty. */
    MALFORMED,
    /** No key of ours has signed it. */
    BAD_HASH,
    /** It was good once. */
    EXPIRED,
    /** The store does not know it, or not any more. */
    UNKNOWN,
    /** Only bounces, which have no sender, may be sent to it. */
    NOT_A_BOUNCE,
    /** It has been used as often as it may be. */
    USED_UP,
    /** Whom it is for has got as much in this time as it may get. */
    TOO_MANY
  }
}
