package org.spfsuite.scoring.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers behind a refit, on random problems. */
final class FitTest {

  private static final double REQUIRED = 5;

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  /** A random problem; with few messages many rules end at a bound, and some split all messages. */
  private static final class World {
    final Random random;
    final int rules;
    final List<PatternCount> patterns = new ArrayList<>();
    final double[] present;
    final double strength;
    final double[] min;
    final double[] max;

    World(long seed) {
      random = new Random(seed);
      rules = 1 + random.nextInt(8);
      for (int i = 3 + random.nextInt(40); i > 0; i--) {
        int[] hits = IntStream.range(0, rules).filter(r -> random.nextInt(3) == 0).toArray();
        double others = random.nextInt(4) == 0 ? random.nextInt(40) / 4.0 - 3 : 0;
        patterns.add(
            new PatternCount(new Pattern(hits, others), random.nextInt(9), random.nextInt(9)));
      }
      strength = Math.pow(10, random.nextInt(6) - 3);
      present = random.doubles(rules, -1, 1).toArray();
      min = new double[rules + 1];
      max = new double[rules + 1];
      min[0] = 0.01;
      max[0] = 10;
      for (int rule = 1; rule <= rules; rule++) {
        boolean nice = random.nextBoolean();
        min[rule] = nice ? -REQUIRED : 0;
        max[rule] = nice ? 0 : REQUIRED;
      }
    }

    LogLoss loss(List<PatternCount> counts) {
      double total = counts.stream().mapToDouble(count -> count.ham() + count.spam()).sum();
      Weights weights =
          Weights.of(
              counts.size(),
              i -> counts.get(i).ham(),
              i -> counts.get(i).spam(),
              Math.max(1, total));
      return new LogLoss(PatternTable.of(counts), weights, REQUIRED, present, strength);
    }

    double[] anywhere() {
      return IntStream.range(0, min.length)
          .mapToDouble(i -> min[i] + random.nextDouble() * (max[i] - min[i]))
          .toArray();
    }

    double[] start() {
      double[] start = new double[rules + 1];
      start[0] = 1;
      System.arraycopy(present, 0, start, 1, rules);
      return start;
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void gradientIsWhatDifferencesSay(long seed) {
    World world = new World(seed);
    LogLoss loss = world.loss(world.patterns);
    double[] x = world.anywhere();
    double[] gradient = loss.gradient(x);
    double step = 1e-6;
    for (int i = 0; i < x.length; i++) {
      double[] up = x.clone();
      double[] down = x.clone();
      up[i] += step;
      down[i] -= step;
      assertThat(gradient[i])
          .as("seed %d, %d", seed, i)
          .isCloseTo((loss.value(up) - loss.value(down)) / (2 * step), within(1e-5));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void countedDuplicatesAreSingleMessages(long seed) {
    World world = new World(seed);
    List<PatternCount> singles = new ArrayList<>();
    for (PatternCount count : world.patterns) {
      for (int i = 0; i < count.ham() + count.spam(); i++) {
        boolean ham = i < count.ham();
        singles.add(new PatternCount(count.pattern(), ham ? 1 : 0, ham ? 0 : 1));
      }
    }
    double[] x = world.anywhere();
    assertThat(world.loss(singles).value(x))
        .as("seed %d", seed)
        .isCloseTo(world.loss(world.patterns).value(x), within(1e-9));
    assertThat(world.loss(singles).gradient(x))
        .as("seed %d", seed)
        .containsExactly(world.loss(world.patterns).gradient(x), within(1e-9));
  }

  /** Convex in scale and log-odds: the middle between two policies is no worse than their mean. */
  @ParameterizedTest
  @MethodSource("seeds")
  void lossIsConvexInLogOdds(long seed) {
    World world = new World(seed);
    LogLoss loss = world.loss(world.patterns);
    for (int i = 0; i < 50; i++) {
      double[] x = world.anywhere();
      double[] y = world.anywhere();
      double[] middle = new double[x.length];
      middle[0] = (x[0] + y[0]) / 2;
      for (int rule = 1; rule < x.length; rule++) {
        middle[rule] = (x[0] * x[rule] + y[0] * y[rule]) / 2 / middle[0];
      }
      assertThat(loss.value(middle))
          .as("seed %d", seed)
          .isLessThanOrEqualTo((loss.value(x) + loss.value(y)) / 2 + 1e-9);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingInTheBoxIsBetterThanTheFit(long seed) {
    World world = new World(seed);
    LogLoss loss = world.loss(world.patterns);
    Box box = new Box(world.min, world.max);
    Fit.Solution solution = Fit.of(loss, box, world.start(), 200);
    double[] found = Fitter.startFrom(solution);

    assertThat(solution.converged()).as("seed %d: %s", seed, solution).isTrue();
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).as("seed %d", seed).isBetween(world.min[i], world.max[i]);
    }
    double least = loss.value(found) - Fit.TOLERANCE;
    for (int i = 0; i < 500; i++) {
      double[] other = world.anywhere();
      assertThat(loss.value(other)).as("seed %d", seed).isGreaterThanOrEqualTo(least);
      double[] near = nearer(found, other, Math.pow(10, -world.random.nextInt(6)));
      assertThat(loss.value(near)).as("seed %d", seed).isGreaterThanOrEqualTo(least);
    }
  }

  private static double[] nearer(double[] from, double[] to, double share) {
    return IntStream.range(0, from.length)
        .mapToDouble(i -> from[i] + share * (to[i] - from[i]))
        .toArray();
  }

  /** The gap of a fit cut short bounds what was left to gain. */
  @ParameterizedTest
  @MethodSource("seeds")
  void gapBoundsWhatIsLeft(long seed) {
    World world = new World(seed);
    LogLoss loss = world.loss(world.patterns);
    Box box = new Box(world.min, world.max);
    Fit.Solution best = Fit.of(loss, box, world.start(), 500);
    for (int iterations = 1; iterations < 5; iterations++) {
      Fit.Solution cut = Fit.of(loss, box, world.start(), iterations);
      assertThat(cut.iterations()).as("seed %d", seed).isLessThanOrEqualTo(iterations + 1);
      assertThat(loss.value(Fitter.startFrom(cut)) - loss.value(Fitter.startFrom(best)))
          .as("seed %d, %s", seed, cut)
          .isLessThanOrEqualTo(cut.gap() + 1e-12);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void fitsFindTheSamePointsFromEverywhere(long seed) {
    World world = new World(seed);
    LogLoss loss = world.loss(world.patterns);
    Box box = new Box(world.min, world.max);
    double expected = loss.value(Fitter.startFrom(Fit.of(loss, box, world.start(), 500)));
    for (double[] start : Arrays.asList(world.min, world.max, world.anywhere())) {
      Fit.Solution solution = Fit.of(loss, box, start, 500);
      assertThat(loss.value(Fitter.startFrom(solution)))
          .as("seed %d, from %s: %s", seed, Arrays.toString(start), solution)
          .isCloseTo(expected, within(2 * Fit.TOLERANCE));
    }
  }
}
