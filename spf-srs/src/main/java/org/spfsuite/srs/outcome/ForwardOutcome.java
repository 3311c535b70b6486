package org.spfsuite.srs.outcome;

/** What becomes of the sender of a forwarded message. */
public sealed interface ForwardOutcome {

  /**
   * It is replaced.
   *
   * @param address instead
   * @param form of it
   * @param keyId of the key that signed it
   */
  record Rewritten(String address, Form form, String keyId) implements ForwardOutcome {}

  /** It stays as it is. */
  record LeftAlone(Reason reason) implements ForwardOutcome {}

  /**
   * It should be replaced, and cannot be.
   *
   * @param problem why
   * @param detail for the log
   */
  record Failed(Problem problem, String detail) implements ForwardOutcome {}

  /** Why a sender stays. */
  enum Reason {
    /** There is none: the message is a bounce. */
    NULL_SENDER,
    /** It is no address, so nobody could be told anything. */
    NO_ADDRESS,
    /** It is in the SRS domain already. */
    SRS_DOMAIN,
    /** It is in a domain of ours, which we send for. */
    OWN_DOMAIN,
    /** Whoever configured this wants it. */
    EXCLUDED,
    /** SPF failed when the message came in: we do not vouch for it. */
    SPF_FAILED,
    /** Its domain publishes no SPF policy. */
    NO_POLICY,
    /** Its domain's SPF policy does not object to our hosts. */
    SPF_ALLOWS_US
  }

  /** Why a sender cannot be replaced. */
  enum Problem {
    /** No key counts now: somebody mends the key file or the clock. */
    NO_KEY(true),
    /** It is too long, and there is no store, or none can help. */
    TOO_LONG(false),
    /** It is too long, and the store cannot be reached. */
    STORE_DOWN(true);

    private final boolean temporary;

    Problem(boolean temporary) {
      this.temporary = temporary;
    }

    /** Whether it may help to try again later. */
    public boolean isTemporary() {
      return temporary;
    }
  }
}
