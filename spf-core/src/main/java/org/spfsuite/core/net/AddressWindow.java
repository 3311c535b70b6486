package org.spfsuite.core.net;

/**
 * The addresses around one address that nothing has told apart from it so far: the window begins as
 * the whole family and narrows with every prefix that the address is compared with. Not safe for
 * use by several threads.
 */
public final class AddressWindow {

  private final IpAddress address;
  private long firstHigh;
  private long firstLow;
  private long lastHigh;
  private long lastLow;

  /** The whole family around this address. */
  public AddressWindow(IpAddress address) {
    this.address = address;
    this.lastHigh = address.isIpv4() ? 0 : -1;
    this.lastLow = address.isIpv4() ? 0xFFFF_FFFFL : -1;
  }

  /**
   * Whether the address lies in the prefix; narrows the window to those of which the same holds.
   */
  public boolean isIn(IpPrefix prefix) {
    if (prefix.address().family() != address.family()) {
      return false; // of which no other address of this family makes anything else
    }
    boolean inside = prefix.contains(address);
    int hostBits = address.family().bits() - prefix.length();
    long highMask = hostBits <= Long.SIZE ? 0 : ones(hostBits - Long.SIZE);
    long lowMask = ones(Math.min(hostBits, Long.SIZE));
    long high = prefix.address().high();
    long low = prefix.address().low();
    if (inside) {
      raiseFirst(high & ~highMask, low & ~lowMask);
      lowerLast(high | highMask, low | lowMask);
    } else if (compare(address.high(), address.low(), high, low) > 0) {
      long next = (low | lowMask) + 1;
      raiseFirst((high | highMask) + (next == 0 ? 1 : 0), next);
    } else {
      long first = low & ~lowMask;
      lowerLast((high & ~highMask) - (first == 0 ? 1 : 0), first - 1);
    }
    return inside;
  }

  /** Narrows the window to the address itself. */
  public void close() {
    raiseFirst(address.high(), address.low());
    lowerLast(address.high(), address.low());
  }

  /** What is left. */
  public AddressRange range() {
    return new AddressRange(
        new IpAddress(address.family(), firstHigh, firstLow),
        new IpAddress(address.family(), lastHigh, lastLow));
  }

  private static long ones(int count) {
    return count == 0 ? 0 : -1L >>> (Long.SIZE - count);
  }

  private void raiseFirst(long high, long low) {
    if (compare(high, low, firstHigh, firstLow) > 0) {
      firstHigh = high;
      firstLow = low;
    }
  }

  private void lowerLast(long high, long low) {
    if (compare(high, low, lastHigh, lastLow) < 0) {
      lastHigh = high;
      lastLow = low;
    }
  }

  private static int compare(long high, long low, long otherHigh, long otherLow) {
    int first = Long.compareUnsigned(high, otherHigh);
    return first == 0 ? Long.compareUnsigned(low, otherLow) : first;
  }
}
