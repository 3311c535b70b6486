package org.spfsuite.core.memory;

import org.spfsuite.core.net.AddressRange;
import org.spfsuite.core.net.IpAddress;

/** A range of addresses and what is remembered of it. There may be millions, so it is small. */
abstract class Region {

  private final Outcome outcome;

  private Region(Outcome outcome) {
    this.outcome = outcome;
  }

  static Region of(AddressRange range, Outcome outcome) {
    return range.first().isIpv4() ? new Ipv4(range, outcome) : new Ipv6(range, outcome);
  }

  Outcome outcome() {
    return outcome;
  }

  abstract IpAddress first();

  /** Below zero if the address lies before the range, above if behind. */
  abstract int compare(IpAddress address);

  /** Whether any address is in both. */
  boolean overlaps(Region other) {
    return other.compare(first()) == 0 || compare(other.first()) == 0;
  }

  private static final class Ipv4 extends Region {
    private final int first;
    private final int last;

    Ipv4(AddressRange range, Outcome outcome) {
      super(outcome);
      this.first = (int) range.first().low();
      this.last = (int) range.last().low();
    }

    @Override
    IpAddress first() {
      return IpAddress.ipv4(first);
    }

    @Override
    int compare(IpAddress address) {
      if (!address.isIpv4()) {
        return 1;
      }
      int bits = (int) address.low();
      if (Integer.compareUnsigned(bits, first) < 0) {
        return -1;
      }
      return Integer.compareUnsigned(bits, last) > 0 ? 1 : 0;
    }
  }

  private static final class Ipv6 extends Region {
    private final long firstHigh;
    private final long firstLow;
    private final long lastHigh;
    private final long lastLow;

    Ipv6(AddressRange range, Outcome outcome) {
      super(outcome);
      this.firstHigh = range.first().high();
      this.firstLow = range.first().low();
      this.lastHigh = range.last().high();
      this.lastLow = range.last().low();
    }

    @Override
    IpAddress first() {
      return IpAddress.ipv6(firstHigh, firstLow);
    }

    @Override
    int compare(IpAddress address) {
      if (address.isIpv4() || compare(address, firstHigh, firstLow) < 0) {
        return -1;
      }
      return compare(address, lastHigh, lastLow) > 0 ? 1 : 0;
    }

    private static int compare(IpAddress address, long high, long low) {
      int first = Long.compareUnsigned(address.high(), high);
      return first == 0 ? Long.compareUnsigned(address.low(), low) : first;
    }
  }
}
