package org.spfsuite.mailet.config;

import java.util.List;
import java.util.Optional;
import org.spfsuite.core.check.CheckLimits;
import org.spfsuite.core.check.DomainOverrides;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.net.IpPrefix;
import org.spfsuite.mailet.policy.EnforcementPolicy;

/**
 * What {@code conf/spf.properties} comes to. {@link SpfOptions} documents each value.
 *
 * @param dns how DNS is asked
 * @param limits of each check; its time is also how long an SMTP command may wait for verdicts
 * @param policyBytes memory for verdicts
 * @param overrides results that are treated as others
 * @param receiver name of this host in headers and explanations; empty means James's greeting name
 * @param authservId name in {@code Authentication-Results}; empty means the receiver's
 * @param decideAt which command is answered by the decision
 * @param exemptNetworks clients that are never checked
 * @param forwarders domains whose own SPF policy names clients that we trust
 * @param secondaryMx domains whose mail exchangers we trust
 * @param policy how verdicts become decisions
 * @param score how messages get points, and what that leads to
 * @param keptRefusals how many of the last refusals are remembered
 */
public record SpfConfiguration(
    DnsConfiguration dns,
    CheckLimits limits,
    long policyBytes,
    DomainOverrides overrides,
    Optional<String> receiver,
    Optional<String> authservId,
    Phase decideAt,
    List<IpPrefix> exemptNetworks,
    List<String> forwarders,
    List<String> secondaryMx,
    EnforcementPolicy policy,
    ScoreConfiguration score,
    int keptRefusals) {

  /** An SMTP command. */
  public enum Phase {
    /** The sender is named: the decision is the same for all recipients. */
    MAIL,
    /** A recipient is named. */
    RCPT
  }

  /** Copies the lists. */
  public SpfConfiguration {
    exemptNetworks = List.copyOf(exemptNetworks);
    forwarders = List.copyOf(forwarders);
    secondaryMx = List.copyOf(secondaryMx);
  }

  /** The network that exempts a client from being checked. */
  public Optional<IpPrefix> exemption(IpAddress client) {
    IpAddress address = client.unmapped();
    for (IpPrefix network : exemptNetworks) {
      if (network.contains(address)) {
        return Optional.of(network);
      }
    }
    return Optional.empty();
  }
}
