package org.spfsuite.benchmarks.world;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Zipf's law with exponent 1: the nth is n times less popular than the first. */
final class Zipf {

  private final double[] cumulative;

  Zipf(int count) {
    cumulative = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += 1.0 / (i + 1);
      cumulative[i] = sum;
    }
  }

  /** An index; 0 is the most popular. */
  int sample(RandomGenerator random) {
    double at = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, at);
    return Math.min(found >= 0 ? found : -found - 1, cumulative.length - 1);
  }
}
