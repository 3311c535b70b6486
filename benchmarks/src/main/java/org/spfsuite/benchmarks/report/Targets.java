package org.spfsuite.benchmarks.report;

import static org.spfsuite.benchmarks.report.Numbers.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.spfsuite.benchmarks.run.Burst;
import org.spfsuite.benchmarks.run.Cold;
import org.spfsuite.benchmarks.run.ColdClient;
import org.spfsuite.benchmarks.run.ColdScenario;
import org.spfsuite.benchmarks.run.Figures;
import org.spfsuite.benchmarks.run.Grown;
import org.spfsuite.benchmarks.run.Memory;
import org.spfsuite.benchmarks.run.Scaling;
import org.spfsuite.benchmarks.run.Speed;
import org.spfsuite.benchmarks.world.Shape;

/** Compares figures with what the project wants to reach. */
final class Targets {

  private static final double SIMPLE_RATIO = 10;
  private static final double PROVIDER_RATIO = 300;
  private static final double PROVIDER_RATE = 700_000;
  private static final double MACRO_RATIO = 20;
  private static final double BYTES = 100;
  private static final double SCALING = 1.8;
  private static final double COLD_EXTRA_MILLIS = 5;
  private static final double COLD_QUERIES = 13;
  private static final int MEMORY_POLICIES = 100_000;
  private static final double MEMORY_BYTES = 100e6;
  private static final int GROWTH_FROM = 10;

  /** Policies whose outcome depends on nothing but sender and client address. */
  private static final List<Shape> FIXED =
      List.of(
          Shape.SIMPLE,
          Shape.GOOGLE,
          Shape.OUTLOOK,
          Shape.EXISTS_ADDRESS,
          Shape.EXISTS_SENDER,
          Shape.TERMS);

  private final Figures figures;
  private final List<Target> targets = new ArrayList<>();

  private Targets(Figures figures) {
    this.figures = figures;
  }

  static List<Target> of(Figures figures) {
    return new Targets(figures).collect();
  }

  private List<Target> collect() {
    ratio(Shape.SIMPLE, SIMPLE_RATIO);
    for (Shape shape : List.of(Shape.GOOGLE, Shape.OUTLOOK)) {
      ratio(shape, PROVIDER_RATIO);
      rate(shape);
    }
    ratio(Shape.EXISTS_ADDRESS, MACRO_RATIO);
    ratio(Shape.EXISTS_SENDER, MACRO_RATIO);
    FIXED.forEach(this::allocation);
    scaling();
    latency(ColdScenario.NINE_ANSWERS);
    latency(ColdScenario.TEN_LOOKUPS);
    figures.burst().forEach(this::burst);
    figures.policyMemory().ifPresent(this::memory);
    growth();
    return targets;
  }

  private void add(String what, String goal, String measured, boolean met) {
    targets.add(new Target(what, goal, measured, met));
  }

  private void ratio(Shape shape, double goal) {
    double ratio = figures.ratio(shape, 1);
    add(
        "hot, " + shape.title(),
        format("≥ %.0f × jSPF", goal),
        format("%.1f ×", ratio),
        ratio >= goal);
  }

  private void rate(Shape shape) {
    double rate = figures.hot(shape, true, 1).perSecond();
    add(
        "hot, " + shape.title(),
        format("≥ %,.0f checks/s", PROVIDER_RATE),
        format("%,.0f/s", rate),
        rate >= PROVIDER_RATE);
  }

  private void allocation(Shape shape) {
    Speed speed = figures.hot(shape, true, 1);
    add(
        "allocated, " + shape.title(),
        format("≤ %.0f bytes per check", BYTES),
        format("%.0f bytes", speed.bytes()),
        speed.bytes() <= BYTES);
  }

  /** The shape that scales worst decides, of those that remember verdicts, as a server does. */
  private void scaling() {
    figures.scaling().stream()
        .filter(scaling -> scaling.shape().remembers())
        .min(Comparator.comparing(Scaling::shared))
        .ifPresent(
            worst ->
                add(
                    "two threads, every shape",
                    format("≥ %.1f × one thread", SCALING),
                    format("%.2f × (%s, the worst)", worst.shared(), worst.shape().title()),
                    worst.shared() >= SCALING));
  }

  private void latency(ColdScenario scenario) {
    Cold cold = figures.cold(scenario, ColdClient.PREFETCH);
    double roundTrip = figures.cold(ColdScenario.ONE_ANSWER, ColdClient.PREFETCH).millis();
    double goal = scenario.roundTrips() * roundTrip + COLD_EXTRA_MILLIS;
    add(
        "cold, " + scenario.title(),
        format(
            "≤ %d round trips of %.1f ms + %.0f ms, ≤ %.0f queries",
            scenario.roundTrips(), roundTrip, COLD_EXTRA_MILLIS, COLD_QUERIES),
        format("%.1f ms, %.1f queries", cold.millis(), cold.queries()),
        cold.millis() <= goal && cold.queries() <= COLD_QUERIES);
  }

  private void burst(Burst burst) {
    add(
        format("%,d checks of one cold domain at once", burst.checks()),
        format("≤ %.0f queries", COLD_QUERIES),
        format("%d queries", burst.queries()),
        burst.queries() <= COLD_QUERIES);
  }

  private void memory(Memory memory) {
    double scaled = (double) memory.bytes() * MEMORY_POLICIES / memory.policies();
    add(
        format("memory of %,d simple policies", MEMORY_POLICIES),
        format("≤ %.0f MB", MEMORY_BYTES / 1e6),
        format("%.1f MB", scaled / 1e6)
            + (memory.policies() == MEMORY_POLICIES
                ? ""
                : format(" (from %,d)", memory.policies())),
        scaled <= MEMORY_BYTES);
  }

  /** t(n) / t(10) against log n / log 10; the size that is furthest above decides. */
  private void growth() {
    List<Grown> curve = figures.curve(Grown.Axis.TERMS, true);
    curve.stream()
        .filter(point -> point.size() >= GROWTH_FROM)
        .findFirst()
        .ifPresent(start -> growth(start, curve));
  }

  private void growth(Grown start, List<Grown> curve) {
    curve.stream()
        .filter(point -> point.size() > start.size())
        .max(Comparator.comparing(point -> slower(start, point) / logarithm(start, point)))
        .ifPresent(
            worst ->
                add(
                    "time per hot check, from %,d terms to many".formatted(start.size()),
                    format(
                        "no faster than the logarithm: %,d terms ≤ %.2f ×",
                        worst.size(), logarithm(start, worst)),
                    format("%.2f ×", slower(start, worst)),
                    slower(start, worst) <= logarithm(start, worst)));
  }

  private static double slower(Grown start, Grown point) {
    return point.speed().nanos(1) / start.speed().nanos(1);
  }

  private static double logarithm(Grown start, Grown point) {
    return Math.log(point.size()) / Math.log(start.size());
  }
}
