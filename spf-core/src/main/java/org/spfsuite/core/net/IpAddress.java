package org.spfsuite.core.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address as two numbers, so that comparing against a prefix is a mask and a
 * compare.
 *
 * @param family the address family
 * @param high the upper 64 bits of an IPv6 address; 0 for IPv4
 * @param low the lower 64 bits of an IPv6 address; the 32 bits of an IPv4 address, unsigned
 */
public record IpAddress(Family family, long high, long low) implements Comparable<IpAddress> {

  /** Address family and its width in bits. */
  public enum Family {
    /** 32 bits. */
    IPV4(32),
    /** 128 bits. */
    IPV6(128);

    private final int bits;

    Family(int bits) {
      this.bits = bits;
    }

    /** Width of an address of this family: 32 or 128. */
    public int bits() {
      return bits;
    }
  }

  private static final long IPV4_MAX = 0xFFFF_FFFFL;
  private static final long MAPPED_PREFIX = 0xFFFFL;

  /**
   * Checks that an IPv4 value fits 32 bits.
   *
   * @throws IllegalArgumentException if it does not
   */
  public IpAddress {
    if (family == Family.IPV4 && (high != 0 || low < 0 || low > IPV4_MAX)) {
      throw new IllegalArgumentException("not an IPv4 address: " + high + ":" + low);
    }
  }

  /** The IPv4 address with these 32 bits. */
  public static IpAddress ipv4(int bits) {
    return new IpAddress(Family.IPV4, 0, Integer.toUnsignedLong(bits));
  }

  /** The IPv6 address with these 128 bits. */
  public static IpAddress ipv6(long high, long low) {
    return new IpAddress(Family.IPV6, high, low);
  }

  /**
   * The address in network byte order.
   *
   * @param octets 4 or 16 octets
   * @throws IllegalArgumentException for any other length
   */
  public static IpAddress of(byte[] octets) {
    ByteBuffer buffer = ByteBuffer.wrap(octets);
    return switch (octets.length) {
      case 4 -> ipv4(buffer.getInt());
      case 16 -> ipv6(buffer.getLong(), buffer.getLong());
      default ->
          throw new IllegalArgumentException("an address has 4 or 16 octets, not " + octets.length);
    };
  }

  /** The same address; a scope id of a link-local IPv6 address is dropped. */
  public static IpAddress of(InetAddress address) {
    return of(address.getAddress());
  }

  /**
   * Reads an address literal. IPv4 is four decimal octets without leading zeros; IPv6 is any text
   * form of RFC 4291 §2.2, without brackets or zone.
   *
   * @return empty if the text is anything else
   */
  public static Optional<IpAddress> parse(String text) {
    return text.indexOf(':') >= 0 ? IpLiterals.ipv6(text) : IpLiterals.ipv4(text);
  }

  /** Whether this is an IPv4 address. */
  public boolean isIpv4() {
    return family == Family.IPV4;
  }

  /**
   * The IPv4 address that an IPv4-mapped IPv6 address ({@code ::ffff:192.0.2.1}) stands for, else
   * this address. RFC 7208 §5: such a client is an IPv4 client.
   */
  public IpAddress unmapped() {
    boolean mapped = !isIpv4() && high == 0 && (low >>> 32) == MAPPED_PREFIX;
    return mapped ? ipv4((int) low) : this;
  }

  /** The next address by number; that of the last one of a family is not asked for. */
  IpAddress next() {
    boolean carries = !isIpv4() && low == -1;
    return new IpAddress(family, carries ? high + 1 : high, low + 1);
  }

  /** 4 or 16 octets in network byte order; a new array each time. */
  public byte[] octets() {
    return isIpv4()
        ? ByteBuffer.allocate(4).putInt((int) low).array()
        : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
  }

  /** The same address for the JDK; no name service is asked. */
  public InetAddress toInetAddress() {
    try {
      return InetAddress.getByAddress(octets());
    } catch (UnknownHostException e) {
      throw new AssertionError("an address always has 4 or 16 octets", e);
    }
  }

  /** IPv4 before IPv6, then by number. */
  @Override
  public int compareTo(IpAddress other) {
    if (family != other.family) {
      return family.compareTo(other.family);
    }
    int first = Long.compareUnsigned(high, other.high);
    return first == 0 ? Long.compareUnsigned(low, other.low) : first;
  }

  /** Dotted quad, or the canonical IPv6 text of RFC 5952. */
  @Override
  public String toString() {
    return isIpv4() ? IpLiterals.formatIpv4((int) low) : IpLiterals.formatIpv6(high, low);
  }
}
