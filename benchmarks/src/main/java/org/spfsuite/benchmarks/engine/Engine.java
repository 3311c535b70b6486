package org.spfsuite.benchmarks.engine;

import java.util.List;
import org.spfsuite.benchmarks.world.Workload;

/** An SPF engine and a way to run it. */
public enum Engine {
  /** This project. */
  SPF_SUITE("SPF Suite"),
  /** jSPF in the calling thread. */
  JSPF_SYNCHRONOUS("SynchronousSPFExecutor"),
  /** jSPF with stages. */
  JSPF_ASYNCHRONOUS("AsynchronousSPFExecutor"),
  /** jSPF with threads of its own. */
  JSPF_STAGED("StagedMultipleSPFExecutor");

  private final String title;

  Engine(String title) {
    this.title = title;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** The ways to run jSPF. */
  public static List<Engine> peers() {
    return List.of(JSPF_SYNCHRONOUS, JSPF_ASYNCHRONOUS, JSPF_STAGED);
  }

  /** Takes a workload on. */
  public Checks open(Workload workload) {
    return switch (this) {
      case SPF_SUITE -> SpfSuite.checks(workload);
      case JSPF_SYNCHRONOUS -> Jspf.synchronous(workload);
      case JSPF_ASYNCHRONOUS -> Jspf.asynchronous(workload);
      case JSPF_STAGED -> Jspf.staged(workload);
    };
  }
}
