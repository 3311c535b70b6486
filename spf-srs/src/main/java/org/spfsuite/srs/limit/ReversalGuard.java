package org.spfsuite.srs.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.spfsuite.srs.address.Ascii;
import org.spfsuite.srs.outcome.ReverseOutcome.Refusal;

/**
 * Says whether addresses of ours may be used, and counts how often they are. Safe for use by
 * several threads.
 *
 * <p>Asking is not using. When a recipient is given, {@link #askClient} says whether the client may
 * try one at all, before anything is verified, so that it learns nothing more; {@link #refused}
 * counts what was not believed; and {@link #ask} says whether one that was believed may be used
 * now. None of these counts a use: whoever names a recipient and sends no message takes nothing
 * away from those who do. When the message is accepted, {@link #use} asks again and counts at once;
 * only what it grants may be passed on, since several clients may have asked before one used.
 */
public final class ReversalGuard {

  private static final Duration HOUR = Duration.ofHours(1);

  private final ReversalLimits limits;
  private final Tally addresses;
  private final Tally targets;
  private final Tally others;
  private final Tally clients;

  /**
   * A guard that has counted nothing yet.
   *
   * @param lifetime of an address: for which {@link org.spfsuite.srs.SrsOptions#maxAge} says it is
   *     good, and a day, since stamps are good for whole days
   * @param nanoTime the clock, in nanoseconds from any origin
   */
  public ReversalGuard(ReversalLimits limits, Duration lifetime, LongSupplier nanoTime) {
    this.limits = limits;
    int entries = limits.entries();
    this.addresses =
        new Tally(limits.usesPerAddress(), Permission.USED_UP, entries, lifetime, nanoTime);
    this.targets = new Tally(limits.perTarget(), Permission.TARGET_BUSY, entries, HOUR, nanoTime);
    this.others =
        new Tally(limits.othersPerTarget(), Permission.TARGET_BUSY, entries, HOUR, nanoTime);
    this.clients =
        new Tally(limits.guessesPerClient(), Permission.CLIENT_BUSY, entries, HOUR, nanoTime);
  }

  /**
   * Whether a client may name an address of ours, before it is looked at.
   *
   * @param client its address; of IPv6 better the first 64 bits, all of which are one host's; no
   *     value: ourselves
   */
  public Permission askClient(Optional<String> client) {
    return client.map(Ascii::lower).map(clients::ask).orElse(Permission.GRANTED);
  }

  /**
   * An address was not believed. Counts as a guess only if no key of ours has signed it: all other
   * refusals tell a client what it knows already.
   */
  public void refused(Optional<String> client, Refusal refusal) {
    if (refusal == Refusal.BAD_HASH) {
      client.map(Ascii::lower).ifPresent(clients::add);
    }
  }

  /** Whether an address that was believed may be used now; counts nothing. */
  public Permission ask(Reversal reversal) {
    if (!reversal.isBounce() && (limits.bouncesOnly() || reversal.isForForwarder())) {
      return Permission.NOT_A_BOUNCE;
    }
    Permission permission = addresses.ask(reversal.signed());
    if (permission == Permission.GRANTED) {
      permission = targets.ask(reversal.targetKey());
    }
    if (permission == Permission.GRANTED && !reversal.isBounce()) {
      permission = others.ask(reversal.targetKey());
    }
    return permission;
  }

  /** Whether an address may be used now; if so, that is counted. */
  public synchronized Permission use(Reversal reversal) {
    Permission permission = ask(reversal);
    if (permission == Permission.GRANTED) {
      addresses.add(reversal.signed());
      targets.add(reversal.targetKey());
      if (!reversal.isBounce()) {
        others.add(reversal.targetKey());
      }
    }
    return permission;
  }

  /** How much is counted now, of all kinds together; at most four times the limit of entries. */
  public long size() {
    return addresses.size() + targets.size() + others.size() + clients.size();
  }
}
