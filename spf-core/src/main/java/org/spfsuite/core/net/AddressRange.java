package org.spfsuite.core.net;

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

  /** {@code first-last}. */
  @Override
  public String toString() {
    return first + "-" + last;
  }
}
