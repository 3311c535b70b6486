package org.spfsuite.core.space;

import java.math.BigInteger;
import java.util.Optional;
import org.spfsuite.core.check.Examination;
import org.spfsuite.core.check.Extent;
import org.spfsuite.core.net.AddressRange;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.verdict.SpfResult;

/** A survey's way through one address family, and what it counts there. */
final class FamilyWalk {

  /** Two for each network, so some two thousand networks. */
  private static final int MAX_STEPS = 4_096;

  /** Each asks DNS about an address that may be nobody's. */
  private static final int MAX_SAMPLES = 3;

  private final Survey survey;
  private BigInteger addresses = BigInteger.ZERO;
  private int ranges;
  private int steps;
  private int samples;
  private boolean passing;

  FamilyWalk(Survey survey) {
    this.survey = survey;
  }

  /** Addresses that pass, so far. */
  BigInteger addresses() {
    return addresses;
  }

  /** In which they lie, without neighbours. */
  int ranges() {
    return ranges;
  }

  /** Walks through a part of the family, the next one. */
  void through(AddressRange part) {
    Optional<AddressRange> rest = Optional.of(part);
    while (rest.isPresent()) {
      rest = step(rest.get());
    }
  }

  /** Goes as far as the verdict on the first client holds. What is left; empty at the end. */
  private Optional<AddressRange> step(AddressRange rest) {
    IpAddress client = rest.first();
    steps++;
    Optional<Examination> found =
        steps > MAX_STEPS ? survey.cut() : survey.examine(client, Extent.NETWORKS);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    AddressRange alike = found.get().range().common(rest).orElseThrow();
    count(alike, passes(found.get()) || (found.get().personal() && samplePasses(client)));
    return rest.behind(alike.last());
  }

  private boolean samplePasses(IpAddress client) {
    samples++;
    return samples <= MAX_SAMPLES
        && survey.examine(client, Extent.RESULT).filter(FamilyWalk::passes).isPresent();
  }

  private static boolean passes(Examination found) {
    return found.verdict().result() == SpfResult.PASS;
  }

  private void count(AddressRange range, boolean passes) {
    if (passes) {
      addresses = addresses.add(range.size());
      ranges += passing ? 0 : 1;
    }
    passing = passes;
  }
}
