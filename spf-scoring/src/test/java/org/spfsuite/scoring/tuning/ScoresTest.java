package org.spfsuite.scoring.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is made of scores: ROC curves, confusion tables, thresholds, summaries. */
final class ScoresTest {

  private static final int WORLDS = 100;

  static LongStream seeds() {
    return LongStream.range(0, WORLDS);
  }

  /** Scored messages, with many ties, some negative scores and some without a label. */
  private static final class World {
    final List<Double> ham = new ArrayList<>();
    final List<Double> spam = new ArrayList<>();
    final ScoreCounts counts;

    World(long seed) {
      Random random = new Random(seed);
      ScoreCounts.Builder builder = new ScoreCounts.Builder();
      int steps = 1 + random.nextInt(20);
      double shift = random.nextInt(5);
      for (int i = 2 + random.nextInt(60); i > 0; i--) {
        ham.add(random.nextInt(steps) / 2.0 - 2);
        spam.add(random.nextInt(steps) / 2.0 - 2 + shift);
        builder.add(random.nextInt(steps), Optional.empty(), random.nextInt(3));
      }
      ham.forEach(score -> builder.add(score, Optional.of(Label.HAM), 1));
      spam.forEach(score -> builder.add(score, Optional.of(Label.SPAM), 1));
      counts = builder.build();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void areaIsTheShareOfPairsInOrder(long seed) {
    World world = new World(seed);
    double pairs = 0;
    for (double spam : world.spam) {
      for (double ham : world.ham) {
        pairs += spam > ham ? 1 : spam == ham ? 0.5 : 0;
      }
    }
    RocCurve roc = RocCurve.of(world.counts);

    assertThat(roc.area())
        .as("seed %d", seed)
        .isCloseTo(pairs / world.spam.size() / world.ham.size(), within(1e-12));
    assertThat(trapezoids(roc)).as("seed %d", seed).isCloseTo(roc.area(), within(1e-12));
  }

  private static double trapezoids(RocCurve roc) {
    double area = 0;
    for (int i = 1; i < roc.points().size(); i++) {
      RocCurve.Point from = roc.points().get(i - 1);
      RocCurve.Point to = roc.points().get(i);
      area +=
          (to.falsePositiveRate() - from.falsePositiveRate())
              * (to.truePositiveRate() + from.truePositiveRate())
              / 2;
    }
    return area;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void curveGoesFromNothingToEverythingThroughTheConfusionTables(long seed) {
    World world = new World(seed);
    List<RocCurve.Point> points = RocCurve.of(world.counts).points();

    assertThat(points.get(0)).isEqualTo(new RocCurve.Point(Double.POSITIVE_INFINITY, 0, 0));
    assertThat(points.get(points.size() - 1).falsePositiveRate()).isEqualTo(1);
    assertThat(points.get(points.size() - 1).truePositiveRate()).isEqualTo(1);
    for (RocCurve.Point point : points) {
      ConfusionTable table = ConfusionTable.at(point.threshold(), world.counts);
      assertThat(table.falsePositiveRate())
          .as("seed %d", seed)
          .isEqualTo(point.falsePositiveRate());
      assertThat(table.truePositiveRate()).as("seed %d", seed).isEqualTo(point.truePositiveRate());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void tablesCountEachMessageOnce(long seed) {
    World world = new World(seed);
    for (double threshold = -3; threshold < 15; threshold += 0.25) {
      ConfusionTable table = ConfusionTable.at(threshold, world.counts);
      double limit = threshold;

      assertThat(table.ham()).as("seed %d", seed).isEqualTo(world.ham.size());
      assertThat(table.spam()).as("seed %d", seed).isEqualTo(world.spam.size());
      assertThat(table.falsePositives())
          .as("seed %d", seed)
          .isEqualTo(world.ham.stream().filter(score -> score >= limit).count());
      assertThat(table.falseNegatives())
          .as("seed %d", seed)
          .isEqualTo(world.spam.stream().filter(score -> score < limit).count());
      assertThat(table.cost(3)).isEqualTo(table.falseNegatives() + 3.0 * table.falsePositives());
      assertThat(table.accuracy())
          .isEqualTo(
              (table.truePositives() + table.trueNegatives())
                  / (double) (world.ham.size() + world.spam.size()));
    }
  }

  @Test
  void ratesOfNothingAreNoNumbers() {
    ConfusionTable none = ConfusionTable.at(5, new ScoreCounts.Builder().build());
    assertThat(
            DoubleStream.of(
                none.accuracy(),
                none.precision(),
                none.truePositiveRate(),
                none.falsePositiveRate()))
        .allMatch(rate -> Double.isNaN(rate));
    assertThatThrownBy(() -> RocCurve.of(new ScoreCounts.Builder().build()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noThresholdAboveZeroCostsLessThanTheBest(long seed) {
    World world = new World(seed);
    for (double cost : new double[] {0.1, 1, 10}) {
      ConfusionTable best = BestThreshold.of(world.counts, cost);
      assertThat(best.threshold()).as("seed %d", seed).isPositive();
      for (double threshold = 0.125; threshold < 20; threshold += 0.125) {
        ConfusionTable table = ConfusionTable.at(threshold, world.counts);
        assertThat(table.cost(cost))
            .as("seed %d, threshold %s", seed, threshold)
            .isGreaterThanOrEqualTo(best.cost(cost));
        if (threshold > best.threshold() && table.cost(cost) == best.cost(cost)) {
          assertThat(table.falsePositives())
              .as("seed %d: of two alike, the one that refuses less", seed)
              .isEqualTo(best.falsePositives());
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // ham | spam | threshold
        "0 1 2 | 5 6 | 3.5",
        "0 1 2 | 1 6 | 4",
        "-3 | 2 | 1",
        "-3 | -1 | 0.1",
        "4 | 1 | 4.1",
        "0 | 0.001 | 0.001",
        "1.001 | 1.002 | 1.002",
        "4.9994 | 4.9996 | 5",
      })
  void thresholdLiesBetweenTheScores(String ham, String spam, double threshold) {
    ScoreCounts.Builder scores = new ScoreCounts.Builder();
    for (String score : ham.split(" ", -1)) {
      scores.add(Double.parseDouble(score), Optional.of(Label.HAM), 1);
    }
    for (String score : spam.split(" ", -1)) {
      scores.add(Double.parseDouble(score), Optional.of(Label.SPAM), 1);
    }
    assertThat(BestThreshold.of(scores.build(), 10).threshold()).isEqualTo(threshold);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void quantilesAreThoseOfTheSortedScores(long seed) {
    World world = new World(seed);
    double[] sorted = world.ham.stream().mapToDouble(score -> score).sorted().toArray();
    int n = sorted.length;

    ScoreSummary summary = ScoreSummary.of(world.counts, ScoreCounts.Entry::ham).orElseThrow();
    assertThat(summary)
        .as("seed %d", seed)
        .isEqualTo(
            new ScoreSummary(
                n,
                sorted[0],
                sorted[(int) Math.ceil(n / 4.0) - 1],
                sorted[(int) Math.ceil(n / 2.0) - 1],
                sorted[(int) Math.ceil(n * 3 / 4.0) - 1],
                sorted[n - 1],
                summary.mean()));
    assertThat(summary.mean())
        .isCloseTo(DoubleStream.of(sorted).average().orElseThrow(), within(1e-9));
  }

  @Test
  void sumsOfTheSamePointsAreTheSameScore() {
    ScoreCounts counts =
        new ScoreCounts.Builder()
            .add(0.1 + 0.2, Optional.of(Label.HAM), 1)
            .add(0.3, Optional.of(Label.SPAM), 2)
            .add(-0.0, Optional.empty(), 1)
            .add(0.0, Optional.empty(), 1)
            .add(7, Optional.empty(), 0)
            .build();
    assertThat(counts.entries())
        .containsExactly(new ScoreCounts.Entry(0, 0, 0, 2), new ScoreCounts.Entry(0.3, 1, 2, 0));
  }

  @Test
  void scoresAreNumbers() {
    ScoreCounts.Builder scores = new ScoreCounts.Builder();
    assertThatThrownBy(() -> scores.add(Double.NaN, Optional.empty(), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
