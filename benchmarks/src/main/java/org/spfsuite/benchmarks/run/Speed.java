package org.spfsuite.benchmarks.run;

/**
 * How fast an engine is.
 *
 * @param perSecond checks per second, all threads together: the median of all iterations, which
 *     neighbours on the machine disturb less than the mean
 * @param spread half of the distance between the quartiles, in checks per second
 * @param bytes allocated for each check
 */
public record Speed(double perSecond, double spread, double bytes) {

  private static final double NANOS = 1e9;

  /** Nanoseconds for each check, as one thread sees it. */
  public double nanos(int threads) {
    return NANOS * threads / perSecond;
  }
}
