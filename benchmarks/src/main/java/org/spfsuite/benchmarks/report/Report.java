package org.spfsuite.benchmarks.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.spfsuite.benchmarks.run.Figures;
import org.spfsuite.benchmarks.run.Plan;

/**
 * The figures of a run and what the project wants them to be.
 *
 * @param figures what was measured
 * @param plan how
 * @param environment where
 */
public record Report(Figures figures, Plan plan, Environment environment) {

  private static final String PLOTS = "benchmarks";

  /** Targets, met and missed. */
  public List<Target> targets() {
    return Targets.of(figures);
  }

  /**
   * Writes {@code benchmarks.md} and the plots, in the folder {@code benchmarks} beside it.
   *
   * @return the page
   */
  public Path write(Path folder) throws IOException {
    Path plots = Files.createDirectories(folder.resolve(PLOTS));
    for (Curves curves : Curves.values()) {
      Files.writeString(plots.resolve(curves.file()), curves.svg(figures));
    }
    Page page = new Page(figures, plan, environment, targets(), PLOTS);
    return Files.writeString(folder.resolve("benchmarks.md"), page.markdown());
  }

  /** Prints the targets as a table. */
  public void print(PrintStream out) {
    Target.print(targets(), out);
  }
}
