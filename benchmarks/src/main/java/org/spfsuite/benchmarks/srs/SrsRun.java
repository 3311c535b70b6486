package org.spfsuite.benchmarks.srs;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spfsuite.benchmarks.report.Numbers;
import org.spfsuite.benchmarks.run.Jmh;
import org.spfsuite.benchmarks.run.Plan;
import org.spfsuite.benchmarks.run.Progress;
import org.spfsuite.benchmarks.run.Progress.Step;
import org.spfsuite.benchmarks.run.Speed;

/** Runs all of {@link SrsWork}, in both directions, once. */
public final class SrsRun {

  private static final List<String> DIRECTIONS = List.of("forward", "reverse");

  private final Plan plan;
  private final Progress progress;
  private final Jmh jmh;
  private final List<Measured> speeds = new ArrayList<>();

  /**
   * What is measured.
   *
   * @param title for people
   * @param direction {@code forward} or {@code reverse}, which the method is named after
   * @param threads at once
   * @param goal addresses per second, for each thread; 0: as fast as it gets
   */
  record Kind(String title, String direction, int threads, double goal) {}

  /**
   * One figure.
   *
   * @param kind what was measured
   * @param speed of all threads together
   */
  record Measured(Kind kind, Speed speed) {}

  /** A run that reports its progress there. */
  public SrsRun(Plan plan, PrintStream progress) {
    this.plan = plan;
    this.progress = new Progress(progress);
    this.jmh = new Jmh(plan);
  }

  /**
   * Runs.
   *
   * @return all figures
   * @throws IllegalStateException if an address does not lead back, or a benchmark fails
   */
  List<Measured> run() {
    List<Step> steps = new ArrayList<>();
    for (SrsWork work : SrsWork.values()) {
      DIRECTIONS.forEach(direction -> steps.add(step(work, direction, 1)));
    }
    DIRECTIONS.forEach(direction -> steps.add(step(SrsWork.RECOMMENDED, direction, 2)));
    for (int threads : List.of(1, 4)) {
      for (String direction : DIRECTIONS) {
        Kind kind = new Kind("too long, kept in a file of H2", direction, threads, 0);
        steps.add(step(Storing.class, Map.of(), kind));
      }
    }
    progress.run(steps);
    return List.copyOf(speeds);
  }

  private Step step(SrsWork work, String direction, int threads) {
    Kind kind = new Kind(work.title(), direction, threads, work.goal());
    return step(Rewriting.class, Map.of("work", work.name()), kind);
  }

  private Step step(Class<?> benchmark, Map<String, String> params, Kind kind) {
    return new Step(
        kind.direction() + ", " + kind.title() + ", threads: " + kind.threads(),
        plan.seconds(plan.forks()),
        () -> {
          Speed speed = jmh.run(benchmark, kind.direction(), params, kind.threads(), plan.forks());
          speeds.add(new Measured(kind, speed));
          return Numbers.format(
              "%,.0f/s, %s, %,.0f bytes each",
              speed.perSecond(), Numbers.time(speed.nanos(kind.threads())), speed.bytes());
        });
  }
}
