package org.spfsuite.benchmarks.scoring;

import java.util.List;
import org.spfsuite.benchmarks.run.Speed;

/**
 * What was measured.
 *
 * @param speeds of all workloads
 * @param reading of a list
 * @param entries of the list
 */
public record ScoringFigures(List<Measured> speeds, Reading reading, int entries) {

  private static final double NANOS_PER_MICRO = 1e3;

  /**
   * One workload.
   *
   * @param workload its name
   * @param threads that scored at once
   * @param speed of all threads together
   */
  public record Measured(String workload, int threads, Speed speed) {}

  /** Copies the list. */
  public ScoringFigures {
    speeds = List.copyOf(speeds);
  }

  Speed of(String workload, int threads) {
    return speeds.stream()
        .filter(one -> one.workload().equals(workload) && one.threads() == threads)
        .findFirst()
        .orElseThrow()
        .speed();
  }

  Speed rules(int count) {
    return of(Scored.rules(count), 1);
  }

  Speed list(Listing listing) {
    return of(Scored.list(listing, entries), 1);
  }

  /** Nanoseconds that each additional rule takes. */
  double nanosPerRule(int count) {
    return (rules(count).nanos(1) - rules(0).nanos(1)) / count;
  }

  /** Microseconds that a list adds. */
  double addedMicros(Listing listing) {
    return (list(listing).nanos(1) - list(Listing.NO_LIST).nanos(1)) / NANOS_PER_MICRO;
  }
}
