package org.spfsuite.scoring.relay;

import java.util.Arrays;
import java.util.Optional;
import org.spfsuite.core.net.IpAddress;

/**
 * Whom the receiving site believes.
 *
 * @param trusted hosts that write true {@code Received} fields; no value if nothing is configured:
 *     then hosts with private addresses do
 * @param internal those of them that are the site's own: what comes from others is judged
 * @param msa internal hosts that take mail from the site's users only
 */
public record TrustedNetworks(
    Optional<Networks> trusted, Optional<Networks> internal, Networks msa) {

  /** Nothing is configured. */
  public static final TrustedNetworks UNCONFIGURED =
      new TrustedNetworks(Optional.empty(), Optional.empty(), Networks.NONE);

  private static final Networks LOOPBACK = networks("127.0.0.0/8", "::1");

  /** RFC 1918, RFC 3927, RFC 4193, RFC 4291 §2.5.6, RFC 6598. */
  private static final Networks PRIVATE =
      networks(
              "10.0.0.0/8",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "169.254.0.0/16",
              "100.64.0.0/10",
              "fc00::/7",
              "fe80::/10")
          .and(LOOPBACK);

  private static Networks networks(String... networks) {
    return new Networks(
        Arrays.stream(networks).map(text -> Networks.Entry.parse(text).orElseThrow()).toList());
  }

  /** Where only one of the two is configured, it stands for both. */
  boolean isTrusted(IpAddress client) {
    return trusted
        .or(() -> internal)
        .map(TrustedNetworks::withLoopback)
        .orElse(PRIVATE)
        .contains(client);
  }

  boolean isInternal(IpAddress client) {
    return internal
        .or(() -> trusted)
        .map(TrustedNetworks::withLoopback)
        .orElse(PRIVATE)
        .contains(client);
  }

  boolean isMsa(IpAddress client) {
    return msa.contains(client);
  }

  private static Networks withLoopback(Networks networks) {
    return networks.and(LOOPBACK);
  }
}
