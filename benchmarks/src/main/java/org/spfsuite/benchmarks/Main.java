package org.spfsuite.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.spfsuite.benchmarks.report.Environment;
import org.spfsuite.benchmarks.report.Report;
import org.spfsuite.benchmarks.run.BenchmarkRun;
import org.spfsuite.benchmarks.run.Figures;
import org.spfsuite.benchmarks.run.Plan;

/** {@code mvn -q -Pbench}: measures, prints the targets, writes the page. */
public final class Main {

  private Main() {}

  /**
   * Runs.
   *
   * @param args whether the run is short ({@code true} or empty), and the folder of the project
   */
  public static void main(String[] args) throws IOException {
    boolean brief = !args[0].equals("false");
    Path project = Path.of(args[1]);
    Plan plan = brief ? Plan.SHORT : Plan.FULL;
    Figures figures = new BenchmarkRun(plan, System.out).run();
    Report report = new Report(figures, plan, Environment.here(LocalDate.now(ZoneOffset.UTC)));
    System.out.println();
    report.print(System.out);
    Path page =
        report.write(project.resolve(brief ? "benchmarks/target/report" : "docs").normalize());
    System.out.println();
    System.out.println(page);
    System.exit(0); // some of jSPF's threads never end
  }
}
