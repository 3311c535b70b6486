package org.spfsuite.benchmarks.srs;

import static org.spfsuite.benchmarks.report.Numbers.format;
import static org.spfsuite.benchmarks.report.Numbers.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.spfsuite.benchmarks.report.Environment;
import org.spfsuite.benchmarks.report.Markdown;
import org.spfsuite.benchmarks.report.Target;
import org.spfsuite.benchmarks.run.Plan;
import org.spfsuite.benchmarks.srs.SrsRun.Kind;
import org.spfsuite.benchmarks.srs.SrsRun.Measured;

/**
 * The figures as a page.
 *
 * @param figures what was measured
 * @param plan how
 * @param environment where
 */
record SrsPage(List<Measured> figures, Plan plan, Environment environment) {

  SrsPage {
    figures = List.copyOf(figures);
  }

  /** Targets, met and missed. */
  List<Target> targets() {
    return figures.stream().filter(one -> one.kind().goal() > 0).map(SrsPage::target).toList();
  }

  private static Target target(Measured one) {
    Kind kind = one.kind();
    double goal = kind.goal() * kind.threads();
    return new Target(
        format("%s, %s, threads: %d", kind.direction(), kind.title(), kind.threads()),
        format("≥ %,.0f addresses/s", goal),
        format("%,.0f/s", one.speed().perSecond()),
        one.speed().perSecond() >= goal);
  }

  /**
   * Writes {@code benchmarks-srs.md}.
   *
   * @return the page
   */
  Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    return Files.writeString(folder.resolve("benchmarks-srs.md"), markdown());
  }

  private String markdown() {
    Markdown page = new Markdown();
    page.paragraph("# Benchmarks of sender rewriting");
    page.paragraph(
        "What it takes to rewrite a sender, and to know it again, measured on "
            + environment.date()
            + " by `mvn -q -Pbench-srs`, which wrote this page. Do not edit it.");
    if (!plan.equals(Plan.FULL)) {
      page.paragraph("**This was a short run: its figures are rough.**");
    }
    page.environment(environment);
    page.paragraph(
        "1,000 senders of usual lengths in turn. Before anything was measured, each had led back to"
            + " where it came from, and each forgery had been refused.");
    page.targets(targets());
    page.paragraph("## All figures");
    page.paragraph(
        "Each sender that is too long is a new one, and on the disk before its address is known: that"
            + " takes as long as the disk takes.");
    page.table(
        List.of("what", "direction", "threads", "addresses/s", "time", "bytes/address"),
        figures.stream().map(SrsPage::row).toList());
    page.paragraph(
        format(
            "JMH, throughput; for each figure %d processes with %d iterations of %,d ms that do not"
                + " count and %d that do; speeds are medians of these ± half the distance between"
                + " the quartiles; bytes are those of JMH's GC profiler.",
            plan.forks(), plan.warmups(), plan.iterationTime().toMillis(), plan.iterations()));
    return page.toString();
  }

  private static List<String> row(Measured one) {
    Kind kind = one.kind();
    return List.of(
        kind.title(),
        kind.direction(),
        String.valueOf(kind.threads()),
        format("%,.0f ± %,.0f", one.speed().perSecond(), one.speed().spread()),
        time(one.speed().nanos(kind.threads())),
        format("%,.0f", one.speed().bytes()));
  }
}
