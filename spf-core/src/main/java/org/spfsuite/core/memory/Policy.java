package org.spfsuite.core.memory;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.net.AddressRange;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.verdict.Verdict;

/**
 * What is known of one claim: regions that do not overlap, in the order of their addresses.
 * Immutable; learning makes another.
 */
final class Policy {

  /** Nothing is known. */
  static final Policy EMPTY = new Policy(new Region[0]);

  /** A record of the largest size has at most two regions for each of its terms, and one more. */
  private static final int MAX_REGIONS = 2 * 8_192 + 1;

  /** In a larger policy it does not pay to look for an outcome to share. */
  private static final int MAX_SHARING = 16;

  private final Region[] regions;

  private Policy(Region[] regions) {
    this.regions = regions;
  }

  int size() {
    return regions.length;
  }

  /** Questions behind a region. Most regions rest on the same, so one speaks for all. */
  int questions() {
    return regions.length == 0 ? 0 : regions[0].outcome().questions().size();
  }

  /** Whether any region rests on an answer about this name or one below it. */
  boolean restsOn(DnsName name) {
    for (Region region : regions) {
      for (DnsQuestion question : region.outcome().questions()) {
        if (question.name().isAtOrBelow(name)) {
          return true;
        }
      }
    }
    return false;
  }

  /** What is known of the address; null if nothing is. */
  @Nullable Outcome find(IpAddress address) {
    int at = firstNotBefore(address);
    return at < regions.length && regions[at].compare(address) == 0 ? regions[at].outcome() : null;
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
  Policy with(AddressRange range, Verdict verdict, List<DnsQuestion> questions, long now) {
    Region[] kept = regions.length < MAX_REGIONS ? regions : living(now);
    Outcome outcome = shared(new Outcome(shared(verdict), shared(questions), now));
    return new Policy(kept).plus(Region.of(range, outcome));
  }

  private Verdict shared(Verdict verdict) {
    return regions.length == 0 ? verdict : verdict.withTextsOf(regions[0].outcome().verdict());
  }

  private List<DnsQuestion> shared(List<DnsQuestion> questions) {
    List<DnsQuestion> known = regions.length == 0 ? List.of() : regions[0].outcome().questions();
    return known.equals(questions) ? known : questions;
  }

  private Outcome shared(Outcome outcome) {
    for (int i = 0; i < regions.length && regions.length <= MAX_SHARING; i++) {
      if (regions[i].outcome().standsFor(outcome)) {
        return regions[i].outcome();
      }
    }
    return outcome;
  }

  private Region[] living(long now) {
    Region[] living =
        Arrays.stream(regions)
            .filter(region -> !region.outcome().isOver(now))
            .toArray(Region[]::new);
    return living.length < MAX_REGIONS ? living : EMPTY.regions;
  }

  private Policy plus(Region region) {
    int from = firstNotBefore(region.first());
    int to = from;
    while (to < regions.length && regions[to].overlaps(region)) {
      to++;
    }
    Region[] more = new Region[regions.length + 1 - (to - from)];
    System.arraycopy(regions, 0, more, 0, from);
    more[from] = region;
    System.arraycopy(regions, to, more, from + 1, regions.length - to);
    return new Policy(more);
  }
}
