package org.spfsuite.benchmarks.srs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.spfsuite.benchmarks.report.Environment;
import org.spfsuite.benchmarks.report.Target;
import org.spfsuite.benchmarks.run.Plan;

/** {@code mvn -q -Pbench-srs}: measures, prints the targets, writes the page. */
public final class SrsMain {

  private SrsMain() {}

  /**
   * Runs.
   *
   * @param args whether the run is short ({@code true} or empty), and the folder of the project
   */
  public static void main(String[] args) throws IOException {
    boolean brief = !args[0].equals("false");
    Plan plan = brief ? Plan.SHORT : Plan.FULL;
    Environment here = Environment.here(LocalDate.now(ZoneOffset.UTC));
    SrsPage page = new SrsPage(new SrsRun(plan, System.out).run(), plan, here);
    System.out.println();
    Target.print(page.targets(), System.out);
    Path folder = Path.of(args[1]).resolve(brief ? "benchmarks/target/report" : "docs");
    System.out.println();
    System.out.println(page.write(folder.normalize()));
  }
}
