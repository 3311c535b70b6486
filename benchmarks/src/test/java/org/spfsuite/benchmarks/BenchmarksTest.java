package org.spfsuite.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.spfsuite.benchmarks.report.Environment;
import org.spfsuite.benchmarks.report.Report;
import org.spfsuite.benchmarks.run.BenchmarkRun;
import org.spfsuite.benchmarks.run.Burst;
import org.spfsuite.benchmarks.run.Cold;
import org.spfsuite.benchmarks.run.ColdClient;
import org.spfsuite.benchmarks.run.ColdScenario;
import org.spfsuite.benchmarks.run.Figures;
import org.spfsuite.benchmarks.run.Grown;
import org.spfsuite.benchmarks.run.Hot;
import org.spfsuite.benchmarks.run.Memory;
import org.spfsuite.benchmarks.run.Plan;
import org.spfsuite.benchmarks.run.Speed;
import org.spfsuite.benchmarks.world.Shape;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** All benchmarks, each for a moment: they run and the report can be read. Nothing about speed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BenchmarksTest {

  private static final Plan PLAN = Plan.MOMENT;
  private static final Pattern PLOT = Pattern.compile("!\\[[^]]+]\\(([^)]+)\\)");
  private static final int SIDES = 2;

  @TempDir private static Path folder;

  private final ByteArrayOutputStream progress = new ByteArrayOutputStream();
  private final ByteArrayOutputStream summary = new ByteArrayOutputStream();
  private Figures figures;
  private Report report;
  private String page;

  @BeforeAll
  void run() throws IOException {
    figures = new BenchmarkRun(PLAN, print(progress)).run();
    report = new Report(figures, PLAN, Environment.here(LocalDate.of(2026, 1, 31)));
    page = Files.readString(report.write(folder));
    report.print(print(summary));
  }

  private static PrintStream print(ByteArrayOutputStream out) {
    return new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  @Test
  void everyHotBenchmarkRan() {
    assertThat(figures.hot()).hasSize(Shape.values().length * BenchmarkRun.THREADS.size() * SIDES);
    assertThat(figures.hot()).extracting(Hot::speed).allSatisfy(BenchmarksTest::isMeasured);
  }

  @Test
  void everyShapeWasTriedWithTwoThreads() {
    assertThat(figures.scaling()).hasSize(Shape.values().length);
    assertThat(figures.scaling())
        .allSatisfy(
            scaling -> {
              assertThat(scaling.shared()).isPositive().isFinite();
              assertThat(scaling.separate()).isPositive().isFinite();
            });
  }

  @Test
  void everyPointOfTheCurvesIsThere() {
    assertThat(figures.grown()).hasSize((PLAN.terms().size() + PLAN.domains().size()) * SIDES);
    assertThat(figures.grown()).extracting(Grown::speed).allSatisfy(BenchmarksTest::isMeasured);
  }

  private static void isMeasured(Speed speed) {
    assertThat(speed.perSecond()).isPositive().isFinite();
    assertThat(speed.bytes()).isNotNegative().isFinite();
  }

  @Test
  void verdictsAgreedOnAllWorkloads() {
    int workloads = Shape.values().length + PLAN.terms().size() + PLAN.domains().size();
    assertThat(figures.agreed()).isGreaterThanOrEqualTo(workloads * 10);
    assertThat(figures.peers()).isNotEmpty();
  }

  @Test
  void coldChecksAskWhatTheyMust() {
    assertThat(figures.cold()).hasSize(ColdScenario.values().length * ColdClient.values().length);
    assertThat(figures.cold()).extracting(Cold::millis).allMatch(millis -> millis > 0);
    assertThat(figures.cold(ColdScenario.NINE_ANSWERS, ColdClient.SEQUENTIAL).queries())
        .isEqualTo(9);
    assertThat(figures.cold(ColdScenario.TEN_LOOKUPS, ColdClient.SEQUENTIAL).queries())
        .isEqualTo(11);
    assertThat(figures.cold(ColdScenario.NINE_ANSWERS, ColdClient.JSPF).queries()).isEqualTo(13);
  }

  @Test
  void theBurstSharesItsQueries() {
    assertThat(figures.burst()).extracting(Burst::checks).containsExactly(PLAN.burst());
    assertThat(figures.burst().get(0).queries()).isBetween(9, 13);
  }

  @Test
  void memoryWasMeasured() {
    assertThat(figures.memory()).extracting(Memory::kept).containsExactly(Memory.Kept.values());
    assertThat(figures.memory()).extracting(Memory::policies).containsOnly(PLAN.policies());
  }

  @Test
  void theProgressSaysWhichAndHowMany() {
    List<String> lines = progress.toString(StandardCharsets.UTF_8).lines().toList();
    String all = "/" + lines.size() + "] ";
    assertThat(lines).allMatch(line -> line.contains(all) && line.contains(" ... "));
    assertThat(lines.get(0)).startsWith("[ 1/");
  }

  @Test
  void thePageHoldsAllFigures() {
    assertThat(page).startsWith("# Benchmarks\n").contains("2026-01-31").doesNotContain("NaN");
    assertThat(page).doesNotContain("${").doesNotContain("unknown");
    for (Shape shape : Shape.values()) {
      assertThat(page).contains("| " + shape.title() + " | ");
    }
  }

  @Test
  void tablesAreWellFormed() {
    List<String> blocks = List.of(page.split("\n\n", -1));
    List<String> tables = blocks.stream().filter(block -> block.startsWith("|")).toList();
    assertThat(tables).hasSizeGreaterThan(7);
    for (String table : tables) {
      assertThat(table.lines().map(BenchmarksTest::cells).distinct()).as(table).hasSize(1);
      assertThat(table.lines().count()).as(table).isGreaterThan(2);
    }
  }

  private static long cells(String row) {
    return row.chars().filter(c -> c == '|').count();
  }

  @Test
  void theSummaryHasOneLineForEachTarget() {
    assertThat(report.targets()).hasSizeGreaterThan(10);
    assertThat(summary.toString(StandardCharsets.UTF_8).lines())
        .hasSize(report.targets().size() + 1);
    assertThat(report.targets()).allSatisfy(target -> assertThat(page).contains(target.measured()));
  }

  @Test
  void plotsAreThereAndShowEachPoint() throws Exception {
    List<String> plots = PLOT.matcher(page).results().map(BenchmarksTest::file).toList();
    assertThat(plots).hasSize(2);
    int points = 0;
    for (String plot : plots) {
      Document svg = parse(folder.resolve(plot));
      assertThat(svg.getDocumentElement().getLocalName()).isEqualTo("svg");
      NodeList curves = svg.getElementsByTagNameNS("*", "polyline");
      assertThat(curves.getLength()).isEqualTo(SIDES);
      for (int i = 0; i < curves.getLength(); i++) {
        points += ((Element) curves.item(i)).getAttribute("points").split(" ", -1).length;
      }
    }
    assertThat(points).isEqualTo(figures.grown().size());
  }

  private static String file(MatchResult plot) {
    return plot.group(1);
  }

  private static Document parse(Path file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(file.toFile());
  }
}
