package org.spfsuite.srs.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.spfsuite.core.text.Glob;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.srs.address.Ascii;
import org.spfsuite.srs.address.EnvelopeAddress;
import org.spfsuite.srs.outcome.ForwardOutcome.Reason;

/**
 * Which senders are left alone. All others are rewritten. Safe for use by several threads if its
 * parts are.
 *
 * @param ownDomains whether a domain, in lower case, is ours: we send for it anyway
 * @param excluded senders who are never rewritten
 * @param unsafe results of SPF, when a message came in, for which we do not vouch: who rewrites the
 *     sender of a forgery makes it pass
 * @param when what senders' policies have to say about it
 * @param departure finds out; needed unless {@code when} is {@link RewriteWhen#ALWAYS}
 */
public record ForwardPolicy(
    Predicate<String> ownDomains,
    List<Glob> excluded,
    Set<SpfResult> unsafe,
    RewriteWhen when,
    Optional<Departure> departure) {

  /** Forgeries are left alone, everything else is rewritten. */
  public static final ForwardPolicy DEFAULT =
      new ForwardPolicy(
          domain -> false, List.of(), Set.of(SpfResult.FAIL), RewriteWhen.ALWAYS, Optional.empty());

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if nobody can find out what must be known
   */
  public ForwardPolicy {
    excluded = List.copyOf(excluded);
    unsafe = Set.copyOf(unsafe);
    if (when != RewriteWhen.ALWAYS && departure.isEmpty()) {
      throw new IllegalArgumentException(when + " needs our outgoing addresses");
    }
  }

  /** Why a sender stays; no value if it is rewritten. May ask DNS. */
  public Optional<Reason> leavesAlone(ForwardRequest request) {
    Optional<Reason> reason = protects(request);
    return reason.isPresent() || when == RewriteWhen.ALWAYS
        ? reason
        : departure.flatMap(d -> d.permits(request.sender(), when));
  }

  /**
   * Why a sender stays, whatever would be written in its place; no value if only its own SPF policy
   * may have something to say about that.
   */
  public Optional<Reason> protects(ForwardRequest request) {
    Optional<EnvelopeAddress> sender = EnvelopeAddress.parse(request.sender());
    if (sender.isEmpty()) {
      return Optional.of(request.sender().isEmpty() ? Reason.NULL_SENDER : Reason.NO_ADDRESS);
    }
    if (request.inbound().filter(unsafe::contains).isPresent()) {
      return Optional.of(Reason.SPF_FAILED); // told first, above all of forgeries in our own name
    }
    if (ownDomains.test(Ascii.lower(sender.get().domain()))) {
      return Optional.of(Reason.OWN_DOMAIN);
    }
    boolean spared = excluded.stream().anyMatch(glob -> glob.matches(request.sender()));
    return spared ? Optional.of(Reason.EXCLUDED) : Optional.empty();
  }
}
