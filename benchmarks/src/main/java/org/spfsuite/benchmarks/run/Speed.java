package org.spfsuite.benchmarks.run;

/**
 * How fast an engine is.
 *
 * @param perSecond checks per second, all threads together
 * @param error half of the 99.9 % confidence interval, in checks per second; NaN if unknown
 * @param bytes allocated for each check
 */
public record Speed(double perSecond, double error, double bytes) {

  private static final double NANOS = 1e9;

  /** Nanoseconds for each check, as one thread sees it. */
  public double nanos(int threads) {
    return NANOS * threads / perSecond;
  }
}
