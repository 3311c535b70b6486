package org.spfsuite.benchmarks.run;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * Runs one benchmark under JMH.
 *
 * @param plan how long
 */
public record Jmh(Plan plan) {

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /**
   * Measures throughput.
   *
   * @param method of the benchmark
   * @param params of its state
   * @param forks number of processes; 0: this one
   * @throws IllegalStateException if the benchmark fails
   */
  public Speed run(
      Class<?> benchmark, String method, Map<String, String> params, int threads, int forks) {
    String pattern = benchmark.getName() + "\\." + method + "$";
    try {
      RunResult result = new Runner(options(pattern, params, threads, forks)).runSingle();
      Statistics iterations = result.getPrimaryResult().getStatistics();
      double spread = (iterations.getPercentile(75) - iterations.getPercentile(25)) / 2;
      return new Speed(iterations.getPercentile(50), spread, allocated(result));
    } catch (RunnerException e) {
      throw new IllegalStateException(pattern + " " + params, e);
    }
  }

  private static double allocated(RunResult result) {
    Result<?> bytes = result.getSecondaryResults().get(ALLOCATED);
    if (bytes == null) {
      throw new IllegalStateException("JMH does not say " + ALLOCATED);
    }
    return bytes.getScore();
  }

  private Options options(String pattern, Map<String, String> params, int threads, int forks) {
    TimeValue time = TimeValue.milliseconds(plan.iterationTime().toMillis());
    ChainedOptionsBuilder options = new OptionsBuilder().include(pattern);
    params.forEach(options::param);
    return options
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
