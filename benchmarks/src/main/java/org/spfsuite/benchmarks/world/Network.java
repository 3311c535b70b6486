package org.spfsuite.benchmarks.world;

import java.util.random.RandomGenerator;
import org.spfsuite.core.net.IpAddress;

/**
 * A network with clients in it.
 *
 * @param base the address with all host bits 0
 * @param bits length of the prefix, at most 64 for IPv6
 */
record Network(IpAddress base, int bits) {

  private static final int IPV4_START = 10 << 24;
  private static final int IPV4_STRIDE_BITS = 12;
  private static final long IPV6_START = 0x2001_0db8_0000_0000L;
  private static final int IPV6_STRIDE_BITS = 16;

  /** The nth IPv4 network of this size, /20 or smaller; none overlaps another. */
  static Network ipv4(int index, int bits) {
    return new Network(IpAddress.ipv4(IPV4_START + (index << IPV4_STRIDE_BITS)), bits);
  }

  /** The nth IPv6 network of this size, /48 or smaller; none overlaps another. */
  static Network ipv6(int index, int bits) {
    return new Network(IpAddress.ipv6(IPV6_START + ((long) index << IPV6_STRIDE_BITS), 0), bits);
  }

  /** The directive that lets this network pass. */
  String term() {
    return (base.isIpv4() ? "ip4:" : "ip6:") + base + "/" + bits;
  }

  /** A client in this network. */
  IpAddress client(RandomGenerator random) {
    if (base.isIpv4()) {
      int hosts = 1 << (IpAddress.Family.IPV4.bits() - bits);
      return IpAddress.ipv4((int) base.low() + random.nextInt(hosts));
    }
    long hostBits = bits == Long.SIZE ? 0 : random.nextLong() >>> bits;
    return IpAddress.ipv6(base.high() | hostBits, random.nextLong());
  }

  /** A client that is in none of our networks. */
  static IpAddress stranger(RandomGenerator random) {
    boolean ipv6 = random.nextInt(4) == 0;
    return ipv6
        ? IpAddress.ipv6(0x2a00_0000_0000_0000L | random.nextInt(), random.nextLong())
        : IpAddress.ipv4((203 << 24) + random.nextInt(1 << 24));
  }
}
