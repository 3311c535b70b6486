package org.spfsuite.benchmarks.run;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;
import org.spfsuite.benchmarks.engine.Checks;
import org.spfsuite.benchmarks.engine.Engine;
import org.spfsuite.benchmarks.world.Workloads;

/** One check of MAIL FROM, all DNS in memory, the domain seen before. */
@State(Scope.Benchmark)
public class HotCheck {

  /** Name of a workload. */
  @Param("SIMPLE")
  public String workload = "SIMPLE";

  /** Who checks. */
  @Param("SPF_SUITE")
  public Engine engine = Engine.SPF_SUITE;

  private Checks checks = Checks.NONE;

  /** Where a thread stands in the requests. */
  @State(Scope.Thread)
  public static class Cursor {
    private int next;

    /** Spreads the threads over the requests. */
    @Setup
    public void start(HotCheck check, ThreadParams thread) {
      next =
          (int) ((long) check.checks.count() * thread.getThreadIndex() / thread.getThreadCount());
    }

    private int advance(int count) {
      int index = next;
      next = index + 1 == count ? 0 : index + 1;
      return index;
    }
  }

  /** Builds the world and does every check once. */
  @Setup
  public void open() {
    checks = engine.open(Workloads.named(workload));
  }

  /** What is measured. */
  @Benchmark
  public Object check(Cursor cursor) {
    return checks.check(cursor.advance(checks.count()));
  }
}
