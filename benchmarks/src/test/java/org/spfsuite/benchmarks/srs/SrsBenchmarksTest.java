package org.spfsuite.benchmarks.srs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spfsuite.benchmarks.report.Environment;
import org.spfsuite.benchmarks.run.Plan;
import org.spfsuite.benchmarks.srs.SrsRun.Measured;

/** All benchmarks, each for a moment: they run and the page can be read. Nothing about speed. */
final class SrsBenchmarksTest {

  @TempDir private Path folder;

  @Test
  void everythingRunsAndIsOnThePage() throws IOException {
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    List<Measured> figures = new SrsRun(Plan.MOMENT, out).run();
    assertThat(figures)
        .hasSize(2 * SrsWork.values().length + 2 + 4)
        .allSatisfy(one -> assertThat(one.speed().perSecond()).isPositive().isFinite());

    SrsPage page = new SrsPage(figures, Plan.MOMENT, Environment.here(LocalDate.of(2026, 1, 31)));
    String text = Files.readString(page.write(folder));
    assertThat(text).contains("2026-01-31", "short run").doesNotContain("NaN", "unknown");
    for (SrsWork work : SrsWork.values()) {
      assertThat(text).contains("| " + work.title() + " | ");
    }
  }
}
