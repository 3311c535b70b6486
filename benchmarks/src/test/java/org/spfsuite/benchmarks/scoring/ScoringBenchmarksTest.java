package org.spfsuite.benchmarks.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spfsuite.benchmarks.report.Environment;
import org.spfsuite.scoring.policy.PolicyFiles;
import org.spfsuite.scoring.policy.Profile;

/** All benchmarks, each for a moment: they run and the page can be read. Nothing about speed. */
final class ScoringBenchmarksTest {

  @TempDir private Path folder;

  @Test
  void everythingRunsAndIsOnThePage() throws IOException {
    ScoringPlan plan = ScoringPlan.MOMENT;
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    ScoringFigures figures = new ScoringRun(plan, out).run();
    int workloads = 2 * ScoringRun.PROFILES.size() + plan.rules().size() + Listing.values().length;
    assertThat(figures.speeds()).hasSize(workloads);
    assertThat(figures.speeds())
        .allSatisfy(measured -> assertThat(measured.speed().perSecond()).isPositive().isFinite());

    Environment here = Environment.here(LocalDate.of(2026, 1, 31));
    ScoringPage page = new ScoringPage(figures, plan, here);
    String text = Files.readString(page.write(folder));
    assertThat(text).startsWith("# Benchmarks of scoring\n").contains("2026-01-31");
    assertThat(text).doesNotContain("NaN").doesNotContain("unknown");
    for (Listing listing : Listing.values()) {
      assertThat(text).contains("| " + listing.title() + " | ");
    }
    assertThat(page.targets()).allSatisfy(target -> assertThat(text).contains(target.measured()));
  }

  @Test
  void theMixIsAHundredParts() {
    assertThat(Arrays.stream(Message.values()).mapToInt(Message::weight).sum()).isEqualTo(100);
  }

  @Test
  void oddSendersAreAsLongAsThePageSays() {
    assertThat(senders(Listing.LONG_SENDER))
        .isNotEmpty()
        .allSatisfy(
            sender -> {
              assertThat(sender).hasSize(1_000);
              assertThat(sender.substring(sender.indexOf('@')).split("\\.")).hasSize(400);
            });
    assertThat(senders(Listing.BARE_ENDS))
        .isNotEmpty()
        .allSatisfy(sender -> assertThat(sender).hasSize(254));
  }

  private static List<String> senders(Listing listing) {
    return listing.scored(100).cases().stream()
        .map(one -> one.facts().sender().address().orElseThrow())
        .toList();
  }

  @Test
  void aWrongScoreIsNotMeasured() {
    Case wrong = new Case(Message.FAIL.facts(1), 99);
    Scored scored =
        new Scored(Scored.ready(PolicyFiles.shipped(Profile.RECOMMENDED)), List.of(wrong));
    assertThatIllegalStateException().isThrownBy(scored::proven).withMessageContaining("99");
  }
}
