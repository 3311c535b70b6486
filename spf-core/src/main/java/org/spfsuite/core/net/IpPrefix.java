package org.spfsuite.core.net;

import java.util.Optional;

/**
 * A CIDR block.
 *
 * @param address any address of the block; bits below the prefix are kept as written and ignored
 * @param length prefix length, 0 to the width of the family
 */
public record IpPrefix(IpAddress address, int length) {

  /**
   * Checks the length.
   *
   * @throws IllegalArgumentException if the length does not fit the family
   */
  public IpPrefix {
    if (length < 0 || length > address.family().bits()) {
      throw new IllegalArgumentException(
          "prefix length of " + address + " must be 0-" + address.family().bits());
    }
  }

  /**
   * Reads {@code address} or {@code address/length}; without a length the block is one address.
   *
   * @return empty if the text is anything else
   */
  public static Optional<IpPrefix> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return IpAddress.parse(text).map(a -> new IpPrefix(a, a.family().bits()));
    }
    return IpAddress.parse(text.substring(0, slash))
        .flatMap(a -> length(text.substring(slash + 1), a).map(n -> new IpPrefix(a, n)));
  }

  private static Optional<Integer> length(String text, IpAddress address) {
    boolean digits =
        !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return Optional.of(text)
        .filter(t -> digits && (t.length() == 1 || t.charAt(0) != '0'))
        .map(Integer::valueOf)
        .filter(n -> n <= address.family().bits());
  }

  /** Whether the address is of the same family and lies in this block. */
  public boolean contains(IpAddress other) {
    if (other.family() != address.family()) {
      return false;
    }
    if (address.isIpv4()) {
      return sameLeadingBits(address.low() << 32, other.low() << 32, length);
    }
    return sameLeadingBits(address.high(), other.high(), Math.min(length, Long.SIZE))
        && sameLeadingBits(address.low(), other.low(), Math.max(length - Long.SIZE, 0));
  }

  private static boolean sameLeadingBits(long a, long b, int count) {
    // A shift by 64 is a shift by 0 in Java, so "no bits" needs its own answer.
    return count == 0 || (a ^ b) >>> (Long.SIZE - count) == 0;
  }

  /** {@code address/length}. */
  @Override
  public String toString() {
    return address + "/" + length;
  }
}
