package org.spfsuite.benchmarks.report;

import static org.spfsuite.benchmarks.report.Numbers.format;
import static org.spfsuite.benchmarks.report.Numbers.time;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.spfsuite.benchmarks.engine.Engine;
import org.spfsuite.benchmarks.run.BenchmarkRun;
import org.spfsuite.benchmarks.run.Burst;
import org.spfsuite.benchmarks.run.Cold;
import org.spfsuite.benchmarks.run.ColdScenario;
import org.spfsuite.benchmarks.run.Figures;
import org.spfsuite.benchmarks.run.Grown;
import org.spfsuite.benchmarks.run.Memory;
import org.spfsuite.benchmarks.run.Plan;
import org.spfsuite.benchmarks.run.Speed;
import org.spfsuite.benchmarks.world.Shape;

/** The figures as a page of Markdown. */
final class Page {

  private final Figures figures;
  private final Plan plan;
  private final Environment environment;
  private final List<Target> targets;
  private final String plots;
  private final Markdown text = new Markdown();

  /**
   * A page.
   *
   * @param plots folder of the plots, relative to the page
   */
  Page(Figures figures, Plan plan, Environment environment, List<Target> targets, String plots) {
    this.figures = figures;
    this.plan = plan;
    this.environment = environment;
    this.targets = targets;
    this.plots = plots;
  }

  String markdown() {
    introduction();
    text.targets(targets);
    hot();
    scaling();
    cold();
    burst();
    memory();
    growth();
    method();
    return text.toString();
  }

  private void paragraph(String content) {
    text.paragraph(content);
  }

  private void table(List<String> head, List<List<String>> rows) {
    text.table(head, rows);
  }

  private void introduction() {
    paragraph("# Benchmarks");
    paragraph(
        "This project and Apache jSPF in one run, measured on "
            + environment.date()
            + " by `mvn -q -Pbench`, which wrote this page. Do not edit it.");
    if (!plan.equals(Plan.FULL)) {
      paragraph(
          "**This was a short run: its figures are rough, and jSPF had no time to warm up.**");
    }
    table(
        List.of("", ""),
        List.of(
            List.of("CPU", environment.cpu() + ", " + environment.cores() + " cores"),
            List.of("kernel", environment.kernel()),
            List.of("JVM", environment.jvm()),
            List.of("SPF Suite", environment.version("spf-suite")),
            List.of("jSPF", environment.version("jspf") + ", " + figures.peer().title()),
            List.of("dnsjava, for both", environment.version("dnsjava")),
            List.of("JMH", environment.version("jmh"))));
    String which =
        plan.equals(Plan.FULL)
            ? "all those of the hot checks, and some for each point of the curves"
            : "some of each benchmark";
    paragraph(
        format(
            "Before anything was measured, both engines gave the same verdict on each of %,d"
                + " requests: %s.",
            figures.agreed(), which));
  }

  private void hot() {
    paragraph("## Hot checks");
    paragraph(
        "One check of MAIL FROM for each operation, another client and sender each time; some match"
            + " early, some late, some not at all. All DNS is in memory for both engines. This"
            + " project knows every verdict already where it has remembered it: for all senders of a"
            + " domain, or, where sender or HELO name have a say, for those seen before. Without that"
            + " memory it interprets records each time, as the row \"nothing remembered\" does.");
    for (int threads : BenchmarkRun.THREADS) {
      paragraph("### Threads: " + threads);
      table(
          List.of(
              "policy",
              "SPF Suite, checks/s",
              "jSPF, checks/s",
              "ratio",
              "SPF Suite, bytes/check",
              "jSPF, bytes/check"),
          List.of(Shape.values()).stream().map(shape -> hotRow(shape, threads)).toList());
    }
  }

  private void scaling() {
    paragraph("### What a second thread brings");
    paragraph(
        "Speed of two threads as a multiple of that of one, median of turns that one thread and two"
            + " take within one process. With nothing shared, each thread has a checker, memories and"
            + " requests of its own: what the machine gives.");
    table(
        List.of("policy", "one checker", "nothing shared"),
        figures.scaling().stream()
            .map(
                scaling ->
                    List.of(
                        scaling.shape().title(),
                        format("%.2f", scaling.shared()),
                        format("%.2f", scaling.separate())))
            .toList());
  }

  private List<String> hotRow(Shape shape, int threads) {
    Speed ours = figures.hot(shape, true, threads);
    Speed theirs = figures.hot(shape, false, threads);
    return List.of(
        shape.title(),
        rate(ours),
        rate(theirs),
        format("%.1f", figures.ratio(shape, threads)),
        format("%,.0f", ours.bytes()),
        format("%,.0f", theirs.bytes()));
  }

  private static String rate(Speed speed) {
    return format("%,.0f ± %,.0f", speed.perSecond(), speed.spread());
  }

  private void cold() {
    paragraph("## Cold checks");
    paragraph(
        format(
            "A DNS server on loopback holds each answer back for 20 ms. Each check is of a domain"
                + " nobody has asked for, by an engine that has seen nothing; median of %d, the"
                + " code being warm. The policy of one answer shows what a round trip takes here, with"
                + " the threads that pass it on; round trips are latencies divided by that of the"
                + " same engine. jSPF also asks for the abandoned record"
                + " type SPF.",
            plan.coldRuns()));
    table(
        List.of("policy", "engine", "latency, ms", "round trips", "queries"),
        figures.cold().stream().map(this::coldRow).toList());
  }

  private List<String> coldRow(Cold cold) {
    return List.of(
        cold.scenario().title(),
        cold.client().title(),
        format("%.1f", cold.millis()),
        format(
            "%.2f", cold.millis() / figures.cold(ColdScenario.ONE_ANSWER, cold.client()).millis()),
        format("%.1f", cold.queries()));
  }

  private void burst() {
    for (Burst burst : figures.burst()) {
      paragraph(
          format(
              "%,d checks of one cold domain (nine answers) at the same moment, each in a thread of"
                  + " its own, over one cache: %d queries, %.0f ms from the first check to the last"
                  + " verdict.",
              burst.checks(), burst.queries(), burst.millis()));
    }
  }

  private void memory() {
    paragraph("## Memory");
    paragraph(
        "Heap behind a full garbage collection before and after all domains were checked, in a"
            + " process of its own (serial collector). A whole policy has answered clients below, in"
            + " and above its one network.");
    table(
        List.of("what is kept", "domains", "MB", "bytes/domain"),
        figures.memory().stream().map(Page::memoryRow).toList());
  }

  private static List<String> memoryRow(Memory memory) {
    return List.of(
        memory.kept().title(),
        format("%,d", memory.policies()),
        format("%.1f", memory.bytes() / 1e6),
        format("%.0f", (double) memory.bytes() / memory.policies()));
  }

  private void growth() {
    paragraph("## Growth");
    for (Curves curves : Curves.values()) {
      paragraph("![%s](%s/%s)".formatted(curves.title(), plots, curves.file()));
      table(
          List.of(curves.horizontal(), "SPF Suite", "jSPF"),
          figures.curve(curves.axis(), true).stream().map(this::growthRow).toList());
    }
  }

  private List<String> growthRow(Grown ours) {
    String theirs =
        figures.curve(ours.axis(), false).stream()
            .filter(point -> point.size() == ours.size())
            .map(point -> time(point.speed().nanos(1)))
            .findFirst()
            .orElse("");
    return List.of(format("%,d", ours.size()), time(ours.speed().nanos(1)), theirs);
  }

  private void method() {
    paragraph("## How it was measured");
    paragraph(
        format(
            "Hot checks and growth: JMH, throughput; for each figure %d processes (one for each"
                + " point of a curve), each with %d iterations of %,d ms that do not count and %d"
                + " that do; speeds are medians of these ± half the distance between the quartiles;"
                + " bytes are those of JMH's GC profiler. SPF Suite runs as it comes, over a `CachingResolver`; jSPF has its"
                + " answers as ready strings in a hash map and an empty default explanation. Domains"
                + " of the mixed corpus are as popular as Zipf's law says; in the plot over domains,"
                + " each is as popular as any other, and our memories are large enough for all of"
                + " them. All data is seeded.",
            plan.forks(), plan.warmups(), plan.iterationTime().toMillis(), plan.iterations()));
    paragraph("Of jSPF's executors the fastest is the peer, by checks of a Google-like policy:");
    table(
        List.of("executor", "checks/s"),
        figures.peers().entrySet().stream().map(Page::peerRow).toList());
    String missing =
        Engine.peers().stream()
            .filter(peer -> !figures.peers().containsKey(peer))
            .map(Engine::title)
            .collect(Collectors.joining("; "));
    if (!missing.isEmpty()) {
      paragraph("Left out, because it hung, failed or disagreed on some request: " + missing + ".");
    }
  }

  private static List<String> peerRow(Map.Entry<Engine, Double> peer) {
    return List.of(peer.getKey().title(), format("%,.0f", peer.getValue()));
  }
}
