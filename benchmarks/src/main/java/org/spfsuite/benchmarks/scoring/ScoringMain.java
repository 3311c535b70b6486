package org.spfsuite.benchmarks.scoring;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.spfsuite.benchmarks.report.Environment;
import org.spfsuite.benchmarks.report.Target;

/** {@code mvn -q -Pbench-scoring}: measures, prints the targets, writes the page. */
public final class ScoringMain {

  private ScoringMain() {}

  /**
   * Runs.
   *
   * @param args whether the run is short ({@code true} or empty), and the folder of the project
   */
  public static void main(String[] args) throws IOException {
    boolean brief = !args[0].equals("false");
    ScoringPlan plan = brief ? ScoringPlan.SHORT : ScoringPlan.FULL;
    ScoringFigures figures = new ScoringRun(plan, System.out).run();
    ScoringPage page =
        new ScoringPage(figures, plan, Environment.here(LocalDate.now(ZoneOffset.UTC)));
    System.out.println();
    Target.print(page.targets(), System.out);
    Path folder = Path.of(args[1]).resolve(brief ? "benchmarks/target/report" : "docs");
    System.out.println();
    System.out.println(page.write(folder.normalize()));
  }
}
