package org.spfsuite.core.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.net.IpAddress;

/**
 * What is known of one domain's policy: regions that do not overlap, in the order of their
 * addresses. Immutable; learning makes another.
 */
final class Policy {

  /** Nothing is known. */
  static final Policy EMPTY = new Policy(new Region[0]);

  /** A record of the largest size has at most two regions for each of its terms, and one more. */
  private static final int MAX_REGIONS = 2 * 8_192 + 1;

  private final Region[] regions;
  private final int questions;

  private Policy(Region[] regions) {
    this.regions = regions;
    int sum = 0;
    for (Region region : regions) {
      sum += region.questions().size();
    }
    this.questions = sum;
  }

  int size() {
    return regions.length;
  }

  /** Questions behind all regions. */
  int questions() {
    return questions;
  }

  /** Whether any region rests on an answer about this name or one below it. */
  boolean restsOn(DnsName name) {
    for (Region region : regions) {
      for (DnsQuestion question : region.questions()) {
        if (question.name().isAtOrBelow(name)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The region that holds the address; null if there is none. */
  @Nullable Region find(IpAddress address) {
    int at = firstNotBefore(address);
    return at < regions.length && regions[at].compare(address) == 0 ? regions[at] : null;
  }

  /** Index of the first region that does not end before the address. */
  private int firstNotBefore(IpAddress address) {
    int low = 0;
    int high = regions.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (regions[middle].compare(address) > 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * The same with one more region. What overlaps it was found from other DNS answers and gives way.
   * Where there would be too many, those that are over give way; if that does not help, all: a
   * policy that says something else of every client is not worth more.
   */
  Policy with(Region region, long now) {
    Region[] kept = regions.length < MAX_REGIONS ? regions : living(now);
    return new Policy(kept).plus(region);
  }

  private Region[] living(long now) {
    Region[] living =
        Arrays.stream(regions).filter(region -> !region.isOver(now)).toArray(Region[]::new);
    return living.length < MAX_REGIONS ? living : EMPTY.regions;
  }

  private Policy plus(Region region) {
    int from = firstNotBefore(region.range().first());
    int to = from;
    while (to < regions.length && regions[to].range().overlaps(region.range())) {
      to++;
    }
    Region[] more = new Region[regions.length + 1 - (to - from)];
    System.arraycopy(regions, 0, more, 0, from);
    more[from] = region;
    System.arraycopy(regions, to, more, from + 1, regions.length - to);
    return new Policy(more);
  }
}
