package org.spfsuite.srs.limit;

/**
 * How often addresses of ours may be used. Whoever receives a forwarded message sees such an
 * address, and whoever can have one forwarded gets one for any sender that he likes; these limits
 * say what it is worth to him. They are counted in this process: each of several nodes counts for
 * itself, and after a start everything is counted anew.
 *
 * @param bouncesOnly whether only messages without a sender may be sent to them. So nobody gets an
 *     answer, and who sends spam must do so as a bounce, which many hosts refuse or look at twice
 * @param usesPerAddress messages to one address in its lifetime, 1 to 10,000. All messages that an
 *     author sends through us on one day share one address, and each of them may bounce. An address
 *     lets somebody reach one person with so many messages, and no more, until he gets another one,
 *     which for the same sender is on the next day
 * @param perTarget messages to one person in an hour, whatever addresses they came by, 1 to
 *     100,000. With any number of addresses nobody gets more through to one person. An hour begins
 *     with its first message, so at worst so many come at the end of one hour and as many again
 *     right after
 * @param othersPerTarget of these, how many may have a sender, 1 to {@code perTarget}, if any may
 *     at all; never those to another forwarder, whose addresses expire late or not at all
 * @param guessesPerClient addresses that nobody has signed, from one client in an hour, 1 to
 *     10,000. With 20 of them, and hashes of six characters, a client needs some 3,000 years for an
 *     even chance; without a limit, days
 * @param entries addresses, persons and clients, of each kind, that are counted at the same time,
 *     1,000 to 10,000,000; each takes some 200 octets. Beyond it, those are forgotten that were
 *     counted seldom and long ago. Making the guard forget an address costs an attacker more than
 *     it gains him: by default some 200,000 messages to other addresses for another 100 to this
 *     one, and the person whom it is for still gets no more in an hour. Refusing instead would let
 *     him shut out all bounces with addresses of his own
 */
public record ReversalLimits(
    boolean bouncesOnly,
    int usesPerAddress,
    int perTarget,
    int othersPerTarget,
    int guessesPerClient,
    int entries) {

  /** What is recommended. */
  public static final ReversalLimits DEFAULTS = new ReversalLimits(true, 100, 60, 2, 20, 200_000);

  private static final int MAX_USES = 10_000;
  private static final int MAX_PER_TARGET = 100_000;
  private static final int MAX_GUESSES = 10_000;
  private static final int MIN_ENTRIES = 1_000;
  private static final int MAX_ENTRIES = 10_000_000;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public ReversalLimits {
    check("uses of an address", usesPerAddress, 1, MAX_USES);
    check("messages to a person in an hour", perTarget, 1, MAX_PER_TARGET);
    check("messages with a sender to a person in an hour", othersPerTarget, 1, perTarget);
    check("guesses of a client in an hour", guessesPerClient, 1, MAX_GUESSES);
    check("entries", entries, MIN_ENTRIES, MAX_ENTRIES);
  }

  private static void check(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + " must be " + least + " to " + most + ", not " + value);
    }
  }

  /** The same, with messages that have a sender let through or not. */
  public ReversalLimits withBouncesOnly(boolean value) {
    return new ReversalLimits(
        value, usesPerAddress, perTarget, othersPerTarget, guessesPerClient, entries);
  }

  /** The same with other numbers of messages. */
  public ReversalLimits withMessages(int uses, int toOne, int withSenderToOne) {
    return new ReversalLimits(bouncesOnly, uses, toOne, withSenderToOne, guessesPerClient, entries);
  }

  /** The same with another number of guesses. */
  public ReversalLimits withGuesses(int value) {
    return new ReversalLimits(
        bouncesOnly, usesPerAddress, perTarget, othersPerTarget, value, entries);
  }

  /** The same with another number of entries. */
  public ReversalLimits withEntries(int value) {
    return new ReversalLimits(
        bouncesOnly, usesPerAddress, perTarget, othersPerTarget, guessesPerClient, value);
  }
}
