package org.spfsuite.benchmarks.run;

import java.time.Duration;
import java.util.List;

/**
 * How long and how much.
 *
 * @param forks processes for each hot benchmark, of which points of curves get one; 0: in this one
 * @param warmups iterations that do not count
 * @param iterations iterations that count, in each process
 * @param iterationTime length of an iteration
 * @param terms numbers of terms
 * @param domains numbers of domains
 * @param coldWarmups checks of each cold kind that do not count
 * @param coldRuns checks of each cold kind
 * @param proofs requests of a workload whose verdicts are compared, at most
 * @param burst concurrent checks of one cold domain
 * @param policies domains whose memory is measured
 */
public record Plan(
    int forks,
    int warmups,
    int iterations,
    Duration iterationTime,
    List<Integer> terms,
    List<Integer> domains,
    int coldWarmups,
    int coldRuns,
    int proofs,
    int burst,
    int policies) {

  private static final int ALL = Integer.MAX_VALUE;

  /** For the report. */
  public static final Plan FULL =
      new Plan(
          2,
          4,
          6,
          Duration.ofSeconds(1),
          List.of(1, 5, 10, 50, 100, 500, 1_000, 5_000),
          List.of(1_000, 10_000, 100_000, 1_000_000),
          50,
          25,
          ALL,
          1_000,
          100_000);

  /** A minute or two, too short for the compiler to be done: rough figures. */
  public static final Plan SHORT =
      new Plan(
          1,
          6,
          2,
          Duration.ofMillis(100),
          List.of(1, 10, 100),
          List.of(1_000, 10_000),
          20,
          5,
          1_000,
          1_000,
          10_000);

  /** Long enough to see that everything works. */
  public static final Plan MOMENT =
      new Plan(
          0, 0, 1, Duration.ofMillis(10), List.of(1, 10, 20), List.of(10, 100), 1, 2, 100, 20, 100);

  /** Copies the lists. */
  public Plan {
    terms = List.copyOf(terms);
    domains = List.copyOf(domains);
  }

  /** Processes for each point of a curve. */
  public int curveForks() {
    return Math.min(forks, 1);
  }

  /** Seconds that one benchmark may take in so many processes. */
  public double seconds(int processes) {
    double start = 1.5;
    double measuring = iterationTime.toMillis() / 1e3 * (warmups + iterations);
    return processes == 0 ? measuring : processes * (start + measuring);
  }
}
