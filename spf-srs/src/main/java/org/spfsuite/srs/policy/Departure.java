package org.spfsuite.srs.policy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.srs.outcome.ForwardOutcome.Reason;

/**
 * What SPF will say of a message that leaves from here with its sender as it is. Verdicts are
 * remembered by the checker as long as DNS answers hold.
 *
 * @param checker checks SPF
 * @param addresses from which our mail goes out; at least one
 * @param helo the name that our hosts give
 * @param timeout for the checks of all addresses together
 */
public record Departure(
    SpfChecker checker, List<IpAddress> addresses, String helo, Duration timeout) {

  /** RFC 7208 §8.1 to §8.3: none of these speaks against a message. */
  private static final Set<SpfResult> HARMLESS =
      EnumSet.of(SpfResult.NONE, SpfResult.NEUTRAL, SpfResult.PASS);

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public Departure {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("no outgoing address is given");
    }
  }

  /**
   * Why a sender may stay as it is; no value if it may not, and whenever DNS does not tell.
   *
   * @param when {@link RewriteWhen#SPF_PUBLISHED} or {@link RewriteWhen#SPF_WOULD_FAIL}
   */
  Optional<Reason> permits(String sender, RewriteWhen when) {
    long started = System.nanoTime();
    SpfResult first = check(sender, addresses.get(0), timeout);
    if (first == SpfResult.NONE) {
      return Optional.of(Reason.NO_POLICY); // the same for all addresses
    }
    if (when == RewriteWhen.SPF_PUBLISHED || !HARMLESS.contains(first)) {
      return Optional.empty();
    }
    boolean harmless =
        addresses.stream()
            .skip(1)
            .allMatch(address -> HARMLESS.contains(check(sender, address, left(started))));
    return harmless ? Optional.of(Reason.SPF_ALLOWS_US) : Optional.empty();
  }

  private Duration left(long started) {
    return timeout.minusNanos(System.nanoTime() - started);
  }

  private SpfResult check(String sender, IpAddress address, Duration atMost) {
    return atMost.isNegative() || atMost.isZero()
        ? SpfResult.TEMPERROR
        : checker.check(Identity.MAIL_FROM, new SpfRequest(address, helo, sender), atMost).result();
  }
}
