package org.spfsuite.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.spfsuite.benchmarks.engine.Engine;
import org.spfsuite.benchmarks.run.Burst;
import org.spfsuite.benchmarks.run.Cold;
import org.spfsuite.benchmarks.run.ColdClient;
import org.spfsuite.benchmarks.run.ColdScenario;
import org.spfsuite.benchmarks.run.Figures;
import org.spfsuite.benchmarks.run.Grown;
import org.spfsuite.benchmarks.run.Hot;
import org.spfsuite.benchmarks.run.Memory;
import org.spfsuite.benchmarks.run.Scaling;
import org.spfsuite.benchmarks.run.Speed;
import org.spfsuite.benchmarks.world.Shape;

final class TargetsBenchTest {

  private static final double NANOS_PER_SECOND = 1e9;

  @Test
  void allAreMetWhereAllIsWell() {
    assertThat(Targets.of(figures(1_000_000, 1_000, 65, 13, Math::log)))
        .hasSizeGreaterThan(10)
        .allMatch(Target::met);
  }

  @Test
  void ratiosAreAgainstThePeerOfTheSameRun() {
    assertThat(missed(figures(900_000, 100_000, 65, 13, Math::log)))
        .containsExactly(
            "hot, simple `ip4`: 9.0 ×",
            "hot, Google-like, 61 networks: 9.0 ×",
            "hot, Outlook-like, 41 networks: 9.0 ×",
            "hot, `exists` by address: 9.0 ×",
            "hot, `exists` by sender: 9.0 ×");
  }

  @Test
  void ratesAreAbsolute() {
    assertThat(missed(figures(699_999, 1, 65, 13, Math::log)))
        .containsExactly(
            "hot, Google-like, 61 networks: 699,999/s",
            "hot, Outlook-like, 41 networks: 699,999/s");
  }

  @Test
  void theShapeThatScalesWorstDecidesOfThoseThatRemember() {
    List<Scaling> scaling = new ArrayList<>();
    for (Shape shape : Shape.values()) {
      double shared = shape == Shape.MIXED ? 1.76 : 1.9;
      scaling.add(new Scaling(shape, shape.remembers() ? shared : 1, 2));
    }
    Figures fine = figures(1_000_000, 1_000, 65, 13, Math::log);
    Figures slow =
        new Figures(
            fine.peers(),
            fine.agreed(),
            fine.hot(),
            fine.cold(),
            fine.burst(),
            fine.memory(),
            fine.grown(),
            scaling);
    assertThat(missed(slow))
        .containsExactly("two threads, every shape: 1.76 × (mixed, 1,000 domains, the worst)");
  }

  @Test
  void coldChecksHaveTwoBounds() {
    assertThat(missed(figures(1_000_000, 1_000, 65.1, 13, Math::log))).hasSize(2);
    assertThat(missed(figures(1_000_000, 1_000, 65, 14, Math::log))).hasSize(2);
  }

  @Test
  void growthIsMeasuredAgainstTheLogarithm() {
    assertThat(missed(figures(1_000_000, 1_000, 65, 13, Math::sqrt)))
        .containsExactly("time per hot check, from 10 terms to many: 10.00 ×");
  }

  private static List<String> missed(Figures figures) {
    return Targets.of(figures).stream()
        .filter(target -> !target.met())
        .map(target -> target.what() + ": " + target.measured())
        .toList();
  }

  /** The second thread is as fast as the first. */
  private static Figures figures(
      double ours, double theirs, double millis, double queries, DoubleUnaryOperator nanos) {
    List<Hot> hot = new ArrayList<>();
    for (Shape shape : Shape.values()) {
      for (int threads = 1; threads <= 2; threads++) {
        hot.add(new Hot(shape, Engine.SPF_SUITE, threads, speed(threads * ours)));
        hot.add(new Hot(shape, Engine.JSPF_SYNCHRONOUS, threads, speed(threads * theirs)));
      }
    }
    List<Cold> cold = new ArrayList<>();
    for (ColdScenario scenario : ColdScenario.values()) {
      // Round trips of 20 ms.
      double measured = scenario == ColdScenario.ONE_ANSWER ? 20 : millis;
      cold.add(new Cold(scenario, ColdClient.PREFETCH, measured, queries));
    }
    return new Figures(
        Map.of(Engine.JSPF_SYNCHRONOUS, theirs),
        1,
        hot,
        cold,
        List.of(new Burst(1_000, 13, 100)),
        List.of(new Memory(Memory.Kept.WHOLE, 1_000, 1_000_000)),
        List.of(grown(10, nanos), grown(100, nanos), grown(1_000, nanos)),
        Stream.of(Shape.values()).map(shape -> new Scaling(shape, 2, 2)).toList());
  }

  private static Grown grown(int terms, DoubleUnaryOperator nanos) {
    double perSecond = NANOS_PER_SECOND / nanos.applyAsDouble(terms);
    return new Grown(Grown.Axis.TERMS, terms, Engine.SPF_SUITE, speed(perSecond));
  }

  private static Speed speed(double perSecond) {
    return new Speed(perSecond, 0, 100);
  }
}
