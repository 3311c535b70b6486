package org.spfsuite.mailet.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.net.IpPrefix;
import org.spfsuite.mailet.policy.EnforcementPolicy;

/**
 * What {@code conf/spf.properties} comes to. {@link SpfOptions} documents each value.
 *
 * @param dnsServers servers to ask, best first; empty means the operating system's
 * @param dnsTimeout how long one server may take for one question
 * @param dnsRounds how often the list of servers is tried
 * @param checkTimeout how long an SMTP command may wait for its verdicts
 * @param receiver name of this host in headers and explanations; empty means James's greeting name
 * @param exemptNetworks clients that are never checked
 * @param policy the decision table
 */
public record SpfConfiguration(
    List<InetSocketAddress> dnsServers,
    Duration dnsTimeout,
    int dnsRounds,
    Duration checkTimeout,
    Optional<String> receiver,
    List<IpPrefix> exemptNetworks,
    EnforcementPolicy policy) {

  /** Copies the lists. */
  public SpfConfiguration {
    dnsServers = List.copyOf(dnsServers);
    exemptNetworks = List.copyOf(exemptNetworks);
  }

  /** Whether a client is never checked. */
  public boolean exempts(IpAddress client) {
    IpAddress address = client.unmapped();
    return exemptNetworks.stream().anyMatch(network -> network.contains(address));
  }
}
