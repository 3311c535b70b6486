package org.spfsuite.scoring.tuning;

/**
 * Ranges of numbers, and a smooth way into them from numbers without bounds: {@code middle + half
 * width * sin(angle)}. A minimum over the angles is one over the ranges: at a bound the sine turns,
 * so nothing is a minimum there unless the function grows inwards.
 */
final class Box {

  private final double[] min;
  private final double[] max;

  Box(double[] min, double[] max) {
    this.min = min;
    this.max = max;
  }

  double min(int i) {
    return min[i];
  }

  double max(int i) {
    return max[i];
  }

  private double half(int i) {
    return (max[i] - min[i]) / 2;
  }

  /** Values inside the ranges. */
  double[] values(double[] angles) {
    double[] values = new double[angles.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = min[i] + half(i) * (1 + Math.sin(angles[i]));
    }
    return nearest(values); // what rounding may have missed
  }

  /** The values in the ranges that are nearest to these. */
  double[] nearest(double[] values) {
    double[] nearest = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      nearest[i] = Math.min(Math.max(values[i], min[i]), max[i]);
    }
    return nearest;
  }

  /** Angles that lead to values inside the ranges. */
  double[] angles(double[] values) {
    double[] angles = new double[values.length];
    for (int i = 0; i < angles.length; i++) {
      double sine = (values[i] - min[i]) / half(i) - 1;
      angles[i] = Math.asin(Math.min(Math.max(sine, -1), 1));
    }
    return angles;
  }

  /** First derivative of a value by its angle. */
  double slope(int i, double angle) {
    return half(i) * Math.cos(angle);
  }

  /** Second derivative of a value by its angle. */
  double bend(int i, double angle) {
    return -half(i) * Math.sin(angle);
  }
}
