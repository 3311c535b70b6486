package org.spfsuite.benchmarks.run;

/**
 * How fast checks are, or whatever else is done one after another.
 *
 * @param perSecond how many per second, all threads together: the median of all iterations, which
 *     neighbours on the machine disturb less than the mean
 * @param spread half of the distance between the quartiles, as many per second
 * @param bytes allocated for each
 */
public record Speed(double perSecond, double spread, double bytes) {

  private static final double NANOS = 1e9;

  /** Nanoseconds for each, as one thread sees it. */
  public double nanos(int threads) {
    return NANOS * threads / perSecond;
  }
}
