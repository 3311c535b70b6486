package org.spfsuite.benchmarks.run;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;
import org.spfsuite.benchmarks.engine.Engine;

/** Runs {@link HotCheck} under JMH. */
final class HotRunner {

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final Plan plan;

  HotRunner(Plan plan) {
    this.plan = plan;
  }

  /**
   * Measures one workload.
   *
   * @param forks number of processes; 0: this one
   * @throws IllegalStateException if the benchmark fails
   */
  Speed run(String workload, Engine engine, int threads, int forks) {
    try {
      RunResult result = new Runner(options(workload, engine, threads, forks)).runSingle();
      Statistics iterations = result.getPrimaryResult().getStatistics();
      double spread = (iterations.getPercentile(75) - iterations.getPercentile(25)) / 2;
      return new Speed(iterations.getPercentile(50), spread, allocated(result));
    } catch (RunnerException e) {
      throw new IllegalStateException(workload + ", " + engine.title(), e);
    }
  }

  private static double allocated(RunResult result) {
    Result<?> bytes = result.getSecondaryResults().get(ALLOCATED);
    if (bytes == null) {
      throw new IllegalStateException("JMH does not say " + ALLOCATED);
    }
    return bytes.getScore();
  }

  private Options options(String workload, Engine engine, int threads, int forks) {
    TimeValue time = TimeValue.milliseconds(plan.iterationTime().toMillis());
    return new OptionsBuilder()
        .include(HotCheck.class.getName() + "\\.check$")
        .param("workload", workload)
        .param("engine", engine.name())
        .mode(Mode.Throughput)
        .timeUnit(TimeUnit.SECONDS)
        .threads(threads)
        .forks(forks)
        .warmupIterations(plan.warmups())
        .warmupTime(time)
        .measurementIterations(plan.iterations())
        .measurementTime(time)
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .jvmArgs("-Xms1g", "-Xmx3g")
        .build();
  }
}
