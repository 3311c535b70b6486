package org.spfsuite.core.record;

import org.spfsuite.core.net.IpAddress;

/**
 * RFC 7208 §5.
 *
 * <pre>
 * dual-cidr-length = [ ip4-cidr-length ] [ "/" ip6-cidr-length ]
 * </pre>
 *
 * @param ip4 0-32
 * @param ip6 0-128
 */
public record DualCidr(int ip4, int ip6) {

  /** What applies when nothing is written: whole addresses. */
  public static final DualCidr FULL = new DualCidr(32, 128);

  /** Normal form: nothing for a whole address. */
  @Override
  public String toString() {
    return (ip4 == FULL.ip4 ? "" : "/" + ip4) + (ip6 == FULL.ip6 ? "" : "//" + ip6);
  }

  /** The length for addresses of a family. */
  public int length(IpAddress.Family family) {
    return family == IpAddress.Family.IPV4 ? ip4 : ip6;
  }
}
