package org.spfsuite.benchmarks.scoring;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spfsuite.benchmarks.report.Numbers;
import org.spfsuite.benchmarks.run.Jmh;
import org.spfsuite.benchmarks.run.Progress;
import org.spfsuite.benchmarks.run.Progress.Step;
import org.spfsuite.benchmarks.run.Speed;
import org.spfsuite.benchmarks.scoring.ScoringFigures.Measured;
import org.spfsuite.scoring.policy.Profile;

/** Runs everything in a plan, once. */
public final class ScoringRun {

  /** Those that have rules. */
  static final List<Profile> PROFILES =
      List.of(Profile.RECOMMENDED, Profile.SPAMASSASSIN, Profile.RSPAMD);

  private final ScoringPlan plan;
  private final Progress progress;
  private final Jmh jmh;
  private final List<Measured> speeds = new ArrayList<>();

  /** A run that reports its progress there. */
  public ScoringRun(ScoringPlan plan, PrintStream progress) {
    this.plan = plan;
    this.progress = new Progress(progress);
    this.jmh = new Jmh(plan.timing());
  }

  /**
   * Runs.
   *
   * @throws IllegalStateException if a message does not score what it must, or a benchmark fails
   */
  public ScoringFigures run() {
    Reading reading = Reading.measure(plan.entries(), plan.readings());
    progress.run(steps());
    return new ScoringFigures(speeds, reading, plan.entries());
  }

  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    int forks = plan.timing().forks();
    int one = plan.timing().curveForks();
    for (Profile profile : PROFILES) {
      steps.add(step(Scored.profile(profile), 1, forks));
      steps.add(step(Scored.profile(profile), 2, forks));
    }
    plan.rules().forEach(count -> steps.add(step(Scored.rules(count), 1, one)));
    for (Listing listing : Listing.values()) {
      steps.add(step(Scored.list(listing, plan.entries()), 1, one));
    }
    return steps;
  }

  private Step step(String workload, int threads, int forks) {
    return new Step(
        workload + ", threads: " + threads,
        plan.timing().seconds(forks),
        () -> {
          Map<String, String> params = Map.of("workload", workload);
          Speed speed = jmh.run(ScoreMessages.class, "score", params, threads, forks);
          speeds.add(new Measured(workload, threads, speed));
          return Numbers.format(
              "%,.0f/s, %s, %,.0f bytes each",
              speed.perSecond(), Numbers.time(speed.nanos(threads)), speed.bytes());
        });
  }
}
