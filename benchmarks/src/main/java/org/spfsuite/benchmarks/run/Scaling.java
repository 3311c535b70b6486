package org.spfsuite.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.spfsuite.benchmarks.engine.Checks;
import org.spfsuite.benchmarks.engine.Engine;
import org.spfsuite.benchmarks.world.Shape;
import org.spfsuite.core.verdict.SpfResult;

/**
 * What a second thread brings. One thread and two take turns, so that a machine that changes its
 * pace does so for both; speeds of separate runs differ by more than what is looked for.
 *
 * @param shape the workload
 * @param shared two threads with one checker, as a multiple of one thread
 * @param separate two threads with a checker and requests each: what the machine gives
 */
public record Scaling(Shape shape, double shared, double separate) {

  private static final int THREADS = 2;

  /** The clock is read once for so many checks. */
  private static final int BATCH = 1_000;

  /** Median of many turns. */
  static Scaling measure(Shape shape, Plan plan) {
    Checks one = Engine.SPF_SUITE.open(shape.workload());
    Checks other = Engine.SPF_SUITE.open(shape.workload());
    long nanos = plan.iterationTime().toNanos() / 2;
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Double> shared = new ArrayList<>();
      List<Double> separate = new ArrayList<>();
      for (int i = -plan.warmups(); i < 2 * plan.iterations() + 1; i++) {
        double alone = rate(List.of(one), nanos, threads);
        double together = rate(List.of(one, one), nanos, threads) / alone;
        double apart = rate(List.of(one, other), nanos, threads) / alone;
        if (i >= 0) {
          shared.add(together);
          separate.add(apart);
        }
      }
      return new Scaling(shape, median(shared), median(separate));
    } finally {
      threads.shutdownNow();
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /** Checks per nanosecond of as many threads as there are elements. */
  private static double rate(List<Checks> checks, long nanos, ExecutorService threads) {
    List<Future<Double>> running = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      Checks mine = checks.get(i);
      int start = (int) ((long) mine.count() * i / checks.size());
      running.add(threads.submit(run(mine, start, nanos)));
    }
    try {
      double rate = 0;
      for (Future<Double> thread : running) {
        rate += thread.get();
      }
      return rate;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Callable<Double> run(Checks checks, int start, long nanos) {
    return () -> {
      int next = start;
      long passes = 0;
      long done = 0;
      long begin = System.nanoTime();
      long elapsed = 0;
      while (elapsed < nanos) {
        for (int i = 0; i < BATCH; i++) {
          passes += checks.result(checks.check(next)) == SpfResult.PASS ? 1 : 0;
          next = next + 1 == checks.count() ? 0 : next + 1;
        }
        done += BATCH;
        elapsed = System.nanoTime() - begin;
      }
      if (passes == 0) { // who looks at the verdicts keeps the compiler from leaving them out
        throw new IllegalStateException("nobody passed");
      }
      return (double) done / elapsed;
    };
  }
}
