package org.spfsuite.benchmarks.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.spfsuite.benchmarks.engine.Engine;
import org.spfsuite.benchmarks.run.Progress.Step;
import org.spfsuite.benchmarks.world.Shape;
import org.spfsuite.benchmarks.world.Workloads;

/** Runs everything in a plan, once. */
public final class BenchmarkRun {

  /** Thread counts of the hot benchmarks. */
  public static final List<Integer> THREADS = List.of(1, 2);

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What bounds the proof for long records. */
  private static final int PROVEN_TERMS = 2_000_000;

  private static final int PROVEN_DOMAINS = 1 << 14;

  private final Plan plan;
  private final Progress progress;
  private final Jmh jmh;
  private final Peers peers;
  private final Map<Engine, Double> peerSpeeds = new LinkedHashMap<>();
  private final List<Hot> hot = new ArrayList<>();
  private final List<Cold> cold = new ArrayList<>();
  private final List<Burst> burst = new ArrayList<>();
  private final List<Memory> memory = new ArrayList<>();
  private final List<Grown> grown = new ArrayList<>();
  private final List<Scaling> scaling = new ArrayList<>();
  private int agreed;

  /** A run that reports its progress there. */
  public BenchmarkRun(Plan plan, PrintStream progress) {
    this.plan = plan;
    this.progress = new Progress(progress);
    this.jmh = new Jmh(plan);
    this.peers = new Peers(PATIENCE, plan.iterationTime());
  }

  /**
   * Runs.
   *
   * @throws IllegalStateException if the engines disagree on a verdict, or a benchmark fails
   */
  public Figures run() {
    List<Step> steps = new ArrayList<>();
    steps.addAll(proofSteps());
    steps.add(new Step("the fastest executor of jSPF", 5, this::choosePeer));
    steps.addAll(coldSteps());
    steps.addAll(scalingSteps());
    steps.addAll(hotSteps());
    steps.addAll(growthSteps());
    progress.run(steps);
    return new Figures(peerSpeeds, agreed, hot, cold, burst, memory, grown, scaling);
  }

  private List<Step> proofSteps() {
    List<Step> steps = new ArrayList<>();
    for (Shape shape : Shape.values()) {
      steps.add(proofStep(shape.name(), plan.proofs()));
    }
    for (int size : plan.terms()) {
      int atMost = Math.min(plan.proofs(), PROVEN_TERMS / size);
      steps.add(proofStep(Workloads.terms(size), atMost));
    }
    for (int size : plan.domains()) {
      int atMost = Math.min(plan.proofs(), PROVEN_DOMAINS);
      steps.add(proofStep(Workloads.domains(size), atMost));
    }
    return steps;
  }

  private Step proofStep(String name, int atMost) {
    return new Step(
        "same verdicts, " + name,
        2,
        () -> {
          int requests = peers.prove(Workloads.named(name), atMost);
          agreed += requests;
          return requests + " requests";
        });
  }

  private String choosePeer() {
    peerSpeeds.putAll(peers.trial());
    return peerSpeeds.entrySet().stream()
        .map(e -> e.getKey().title() + " " + rate(e.getValue()))
        .collect(Collectors.joining("; "));
  }

  private Engine peer() {
    return peerSpeeds.keySet().iterator().next();
  }

  private List<Step> coldSteps() {
    List<Step> steps = new ArrayList<>();
    for (ColdScenario scenario : ColdScenario.values()) {
      for (ColdClient client : ColdClient.values()) {
        steps.add(
            new Step(
                "cold, " + scenario.title() + ", " + client.title(),
                plan.coldRuns() * 0.2,
                () -> cold(scenario, client)));
      }
    }
    steps.add(new Step("burst of " + plan.burst() + " checks of one cold domain", 2, this::burst));
    for (Memory.Kept kept : Memory.Kept.values()) {
      String name = "memory, %s, %d domains".formatted(kept.title(), plan.policies());
      steps.add(new Step(name, 3, () -> memory(kept)));
    }
    return steps;
  }

  private String cold(ColdScenario scenario, ColdClient client) {
    Cold figure = new ColdLatency(plan).measure(scenario, client);
    cold.add(figure);
    return format("%.1f ms, %.1f queries", figure.millis(), figure.queries());
  }

  private String burst() {
    Burst figure = Burst.measure(plan.burst());
    burst.add(figure);
    return format("%d queries, %.0f ms", figure.queries(), figure.millis());
  }

  private String memory(Memory.Kept kept) {
    Memory figure = MemoryProbe.measure(kept, plan.policies());
    memory.add(figure);
    return format("%.1f MB", figure.bytes() / 1e6);
  }

  private List<Step> scalingSteps() {
    List<Step> steps = new ArrayList<>();
    double turns = plan.warmups() + 2 * plan.iterations() + 1;
    for (Shape shape : Shape.values()) {
      String name = "two threads against one, " + shape.title();
      double seconds = 1.5 * turns * plan.iterationTime().toMillis() / 1e3;
      steps.add(new Step(name, seconds, () -> scaling(shape)));
    }
    return steps;
  }

  private String scaling(Shape shape) {
    Scaling figure = Scaling.measure(shape, plan);
    scaling.add(figure);
    return format("%.2f; %.2f with nothing shared", figure.shared(), figure.separate());
  }

  private List<Step> hotSteps() {
    List<Step> steps = new ArrayList<>();
    for (Shape shape : Shape.values()) {
      for (boolean ours : List.of(true, false)) {
        for (int threads : THREADS) { // one after the other: machines change their mind
          String name = "hot, %s, %s, threads: %d".formatted(shape.title(), side(ours), threads);
          steps.add(
              new Step(name, plan.seconds(plan.forks()), () -> hot(shape, engine(ours), threads)));
        }
      }
    }
    return steps;
  }

  private Engine engine(boolean ours) {
    return ours ? Engine.SPF_SUITE : peer();
  }

  private static String side(boolean ours) {
    return ours ? "SPF Suite" : "jSPF";
  }

  private String hot(Shape shape, Engine engine, int threads) {
    Speed speed = speed(shape.name(), engine, threads, plan.forks());
    hot.add(new Hot(shape, engine, threads, speed));
    return describe(speed);
  }

  private Speed speed(String workload, Engine engine, int threads, int forks) {
    Map<String, String> params = Map.of("workload", workload, "engine", engine.name());
    return jmh.run(HotCheck.class, "check", params, threads, forks);
  }

  private List<Step> growthSteps() {
    List<Step> steps = new ArrayList<>();
    for (boolean ours : List.of(true, false)) {
      for (int size : plan.terms()) {
        steps.add(growthStep(Grown.Axis.TERMS, size, Workloads.terms(size), ours));
      }
      for (int size : plan.domains()) {
        steps.add(growthStep(Grown.Axis.DOMAINS, size, Workloads.domains(size), ours));
      }
    }
    return steps;
  }

  private Step growthStep(Grown.Axis axis, int size, String workload, boolean ours) {
    return new Step(
        "growth, %s, %s".formatted(workload, side(ours)),
        plan.seconds(plan.curveForks()),
        () -> {
          Speed speed = speed(workload, engine(ours), 1, plan.curveForks());
          grown.add(new Grown(axis, size, engine(ours), speed));
          return describe(speed);
        });
  }

  private static String describe(Speed speed) {
    return rate(speed.perSecond()) + format(", %.0f bytes each", speed.bytes());
  }

  private static String rate(double perSecond) {
    return format("%,.0f/s", perSecond);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
