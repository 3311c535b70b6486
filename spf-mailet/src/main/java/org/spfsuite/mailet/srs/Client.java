package org.spfsuite.mailet.srs;

import java.util.Optional;
import org.spfsuite.core.net.IpAddress;

/**
 * Who names a recipient.
 *
 * @param address of the host
 * @param trusted whether it may pass on what others send, so that guesses are not its own
 */
public record Client(IpAddress address, boolean trusted) {

  /** Whose guesses are counted; no value: nobody's. The first 64 bits of IPv6 are one host's. */
  Optional<String> counted() {
    return trusted ? Optional.empty() : Optional.of(host(address.unmapped()));
  }

  private static String host(IpAddress address) {
    return address.isIpv4() ? address.toString() : IpAddress.ipv6(address.high(), 0).toString();
  }
}
