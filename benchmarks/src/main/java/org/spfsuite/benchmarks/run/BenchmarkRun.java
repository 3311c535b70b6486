package org.spfsuite.benchmarks.run;

import java.io.PrintStream;
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

  private final Plan plan;
  private final Progress progress;
  private final HotRunner hotRunner;
  private final Map<Engine, Double> peers = new LinkedHashMap<>();
  private final List<Hot> hot = new ArrayList<>();
  private final List<Cold> cold = new ArrayList<>();
  private final List<Burst> burst = new ArrayList<>();
  private final List<Memory> memory = new ArrayList<>();
  private final List<Grown> grown = new ArrayList<>();
  private int agreed;

  /** A run that reports its progress there. */
  public BenchmarkRun(Plan plan, PrintStream progress) {
    this.plan = plan;
    this.progress = new Progress(progress);
    this.hotRunner = new HotRunner(plan);
  }

  /**
   * Runs.
   *
   * @throws IllegalStateException if the engines disagree on a verdict, or a benchmark fails
   */
  public Figures run() {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step("jSPF: the fastest executor", this::choosePeer));
    steps.addAll(agreementSteps());
    steps.addAll(coldSteps());
    steps.addAll(hotSteps());
    steps.addAll(growthSteps());
    progress.run(steps);
    return new Figures(peers, agreed, hot, cold, burst, memory, grown);
  }

  private Engine peer() {
    return peers.keySet().iterator().next();
  }

  private String choosePeer() {
    peers.putAll(new Peers(plan).trial());
    return peers.entrySet().stream()
        .map(e -> e.getKey().title() + " " + rate(e.getValue()))
        .collect(Collectors.joining("; "));
  }

  private List<Step> agreementSteps() {
    List<String> names = new ArrayList<>();
    for (Shape shape : Shape.values()) {
      names.add(shape.name());
    }
    plan.terms().forEach(n -> names.add(Workloads.terms(n)));
    plan.domains().forEach(n -> names.add(Workloads.domains(n)));
    return names.stream().map(n -> new Step("same verdicts: " + n, () -> prove(n))).toList();
  }

  private String prove(String name) {
    int requests = Agreement.prove(name, Workloads.named(name), peer());
    agreed += requests;
    return requests + " requests";
  }

  private List<Step> coldSteps() {
    List<Step> steps = new ArrayList<>();
    for (ColdScenario scenario : ColdScenario.values()) {
      for (ColdClient client : ColdClient.values()) {
        steps.add(
            new Step(
                "cold, " + scenario.title() + ", " + client.title(), () -> cold(scenario, client)));
      }
    }
    steps.add(new Step("burst of " + plan.burst() + " checks of one cold domain", this::burst));
    for (Memory.Kept kept : Memory.Kept.values()) {
      String name = "memory, %s, %d domains".formatted(kept.title(), plan.policies());
      steps.add(new Step(name, () -> memory(kept)));
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

  private List<Step> hotSteps() {
    List<Step> steps = new ArrayList<>();
    for (Shape shape : Shape.values()) {
      for (int threads : THREADS) {
        for (boolean ours : List.of(true, false)) {
          String name = "hot, %s, %s, threads: %d".formatted(shape.title(), side(ours), threads);
          steps.add(new Step(name, () -> hot(shape, engine(ours), threads)));
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
    Speed speed = hotRunner.run(shape.name(), engine, threads);
    hot.add(new Hot(shape, engine, threads, speed));
    return describe(speed);
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
        () -> {
          Speed speed = hotRunner.run(workload, engine(ours), 1);
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
