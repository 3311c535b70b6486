package org.spfsuite.scoring.tuning;

import java.util.Locale;

/** Points as numbers: how far they go, how exact they are, how they are written. */
final class Points {

  /** Largest size of points and totals that a log may hold. */
  static final double MAX = 1e6;

  private static final double UNITS = 1e6;
  private static final double PRINTED_UNITS = 1e3;

  private Points() {}

  /** Whether this can be points or a total; NaN cannot. */
  static boolean isValid(double points) {
    return Math.abs(points) <= MAX;
  }

  /** To a millionth, so that sums of the same points are the same whatever their order. */
  static double exact(double points) {
    return Math.round(points * UNITS) / UNITS;
  }

  /** To a thousandth, as files have points and as reports have totals. */
  static double printed(double points) {
    return Math.rint(points * PRINTED_UNITS) / PRINTED_UNITS;
  }

  /** To the next thousandth that is not below. */
  static double printedUp(double points) {
    return Math.ceil(exact(points * PRINTED_UNITS)) / PRINTED_UNITS;
  }

  /** To the next thousandth that is not above; 1.001 * 1000 is a little less than 1001. */
  static double printedDown(double points) {
    return Math.floor(exact(points * PRINTED_UNITS)) / PRINTED_UNITS;
  }

  /** With three decimals. */
  static String text(double points) {
    return String.format(Locale.ROOT, "%.3f", printed(points) + 0.0); // no minus before a zero
  }
}
