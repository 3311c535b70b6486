package org.spfsuite.core.net;

import java.math.BigInteger;
import java.util.Optional;

/**
 * Addresses of one family that follow one another.
 *
 * @param first the smallest
 * @param last the greatest, at least {@code first}
 */
public record AddressRange(IpAddress first, IpAddress last) {

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if the families differ or {@code last} is smaller
   */
  public AddressRange {
    if (first.family() != last.family() || first.compareTo(last) > 0) {
      throw new IllegalArgumentException("not a range: " + first + " to " + last);
    }
  }

  /** Whether the address is one of these. */
  public boolean contains(IpAddress address) {
    return address.family() == first.family()
        && first.compareTo(address) <= 0
        && address.compareTo(last) <= 0;
  }

  /** Whether any address is in both. */
  public boolean overlaps(AddressRange other) {
    return other.first.family() == first.family()
        && first.compareTo(other.last) <= 0
        && other.first.compareTo(last) <= 0;
  }

  /** How many addresses there are: 1 to 2^128. */
  public BigInteger size() {
    return number(last).subtract(number(first)).add(BigInteger.ONE);
  }

  private static BigInteger number(IpAddress address) {
    return new BigInteger(1, address.octets());
  }

  /**
   * What is left of this range behind an address of the same family; empty if nothing is.
   *
   * @throws IllegalArgumentException if the families differ
   */
  public Optional<AddressRange> behind(IpAddress address) {
    if (address.family() != first.family()) {
      throw new IllegalArgumentException(address + " and " + this + " are of two families");
    }
    if (last.compareTo(address) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        first.compareTo(address) > 0 ? this : new AddressRange(address.next(), last));
  }

  /** What both ranges have in common; empty if nothing is. */
  public Optional<AddressRange> common(AddressRange other) {
    return overlaps(other)
        ? Optional.of(
            new AddressRange(
                first.compareTo(other.first) > 0 ? first : other.first,
                last.compareTo(other.last) < 0 ? last : other.last))
        : Optional.empty();
  }

  /** {@code first-last}. */
  @Override
  public String toString() {
    return first + "-" + last;
  }
}
