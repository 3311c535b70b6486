package org.spfsuite.benchmarks.report;

import java.util.List;
import org.spfsuite.benchmarks.run.Figures;
import org.spfsuite.benchmarks.run.Grown;
import org.spfsuite.benchmarks.run.Grown.Axis;

/** The plots. */
enum Curves {
  /** One record grows. */
  TERMS(Axis.TERMS, "terms.svg", "Hot check and the length of the record", "terms in the record"),
  /** The memory grows. */
  DOMAINS(Axis.DOMAINS, "domains.svg", "Hot check and the number of domains", "domains in memory");

  private final Axis axis;
  private final String file;
  private final String title;
  private final String horizontal;

  Curves(Axis axis, String file, String title, String horizontal) {
    this.axis = axis;
    this.file = file;
    this.title = title;
    this.horizontal = horizontal;
  }

  Axis axis() {
    return axis;
  }

  String file() {
    return file;
  }

  String title() {
    return title;
  }

  String horizontal() {
    return horizontal;
  }

  String svg(Figures figures) {
    return new Plot(
            title,
            horizontal,
            "ns per check",
            List.of(series("SPF Suite", figures, true), series("jSPF", figures, false)))
        .svg();
  }

  private Plot.Series series(String name, Figures figures, boolean ours) {
    List<Plot.Point> points = figures.curve(axis, ours).stream().map(Curves::point).toList();
    return new Plot.Series(name, points);
  }

  private static Plot.Point point(Grown grown) {
    return new Plot.Point(grown.size(), grown.speed().nanos(1));
  }
}
