package org.spfsuite.benchmarks.report;

import java.util.Locale;

/** Numbers for people, the same in every country. */
public final class Numbers {

  private Numbers() {}

  /** As {@link String#format(Locale, String, Object...)}. */
  public static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  /** A time in the unit that suits it. */
  public static String time(double nanos) {
    if (nanos < 1e3) {
      return format("%.0f ns", nanos);
    }
    return nanos < 1e6 ? format("%.1f µs", nanos / 1e3) : format("%.1f ms", nanos / 1e6);
  }
}
