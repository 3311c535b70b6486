package org.spfsuite.core.space;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.check.CheckArguments;
import org.spfsuite.core.check.CheckHost;
import org.spfsuite.core.check.Examination;
import org.spfsuite.core.check.Extent;
import org.spfsuite.core.check.Reach;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.net.AddressRange;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.ProblemCode;
import org.spfsuite.core.verdict.Verdict;

/**
 * One survey: examines the first client of each family, then the first one behind those of whom the
 * verdict holds too, and so on. Not safe for use by several threads.
 */
final class Survey {

  private static final AddressRange IPV4 = new AddressRange(IpAddress.ipv4(0), IpAddress.ipv4(-1));

  // RFC 7208 §5: clients with IPv4-mapped addresses, between these two, are IPv4 clients.

  private static final AddressRange BELOW_MAPPED =
      new AddressRange(IpAddress.ipv6(0, 0), IpAddress.ipv6(0, 0xFFFE_FFFF_FFFFL));

  private static final AddressRange ABOVE_MAPPED =
      new AddressRange(IpAddress.ipv6(0, 0x1_0000_0000_0000L), IpAddress.ipv6(-1, -1));

  /**
   * Comparisons with networks, some tenths of a second: enough for two thousand networks. Their
   * number grows with the square of the policy's size, and strangers choose that.
   */
  private static final long MAX_COMPARED = 8_000_000;

  private final CheckHost host;
  private final QuestionMemo memo;
  private final CheckArguments claim;
  private final Duration timeout;
  private final LongSupplier nanoTime;
  private final long started;

  private long ttlSeconds = Long.MAX_VALUE;
  private Reach reach = Reach.DOMAIN;
  private boolean personal;
  private boolean cut;
  private long compared;
  private @Nullable Problem problem;

  /**
   * A survey that begins now.
   *
   * @param host examines single clients
   * @param resolver asks DNS
   * @param claim the client in it does not matter
   * @param timeout for all of it
   * @param nanoTime measures it
   */
  Survey(
      CheckHost host,
      DnsResolver resolver,
      CheckArguments claim,
      Duration timeout,
      LongSupplier nanoTime) {
    this.memo = new QuestionMemo(resolver);
    this.host = host.over(memo);
    this.claim = claim;
    this.timeout = timeout;
    this.nanoTime = nanoTime;
    this.started = nanoTime.getAsLong();
  }

  /** Does it. */
  AuthorizedSpace run() {
    FamilyWalk ipv4 = new FamilyWalk(this);
    ipv4.through(IPV4);
    FamilyWalk ipv6 = new FamilyWalk(this);
    ipv6.through(BELOW_MAPPED);
    ipv6.through(ABOVE_MAPPED);
    boolean troubled = problem != null && problem.isTemporary();
    return new AuthorizedSpace(
        ipv4.addresses().longValueExact(),
        ipv6.addresses(),
        ipv4.ranges() + ipv6.ranges(),
        !cut && !personal && !troubled,
        personal,
        Optional.ofNullable(problem),
        ttlSeconds == Long.MAX_VALUE ? 0 : ttlSeconds);
  }

  /** The claims of which the outcome is true. */
  Reach reach() {
    return reach;
  }

  /** What the policy says of a client; empty if the survey has taken all that it may. */
  Optional<Examination> examine(IpAddress client, Extent extent) {
    long left = timeout.toNanos() - (nanoTime.getAsLong() - started);
    if (left <= 0) {
      note(late());
    }
    if (left <= 0 || compared > MAX_COMPARED || memo.isExhausted()) {
      return cut();
    }
    Examination found = host.examine(claim.withClient(client), extent, Duration.ofNanos(left));
    reach = reach.and(found.reach());
    if (memo.isExhausted()) {
      return cut(); // what was found rests on a refusal of ours
    }
    note(found);
    return Optional.of(found);
  }

  /** Ends the walk through a family before its time. */
  Optional<Examination> cut() {
    cut = true;
    return Optional.empty();
  }

  private Problem late() {
    String detail = "no end of the survey after " + timeout.toMillis() + " ms";
    return new Problem(ProblemCode.DEADLINE, "", detail);
  }

  private void note(Examination found) {
    Verdict verdict = found.verdict();
    ttlSeconds = Math.min(ttlSeconds, verdict.ttlSeconds());
    personal |= found.personal();
    compared += found.compared();
    verdict.problem().ifPresent(this::note);
  }

  private void note(Problem other) {
    if (problem == null || (other.isTemporary() && !problem.isTemporary())) {
      problem = other;
    }
  }
}
