package org.spfsuite.benchmarks.world;

/** Workloads by name, so that a process of its own can be told which. */
public final class Workloads {

  private static final String TERMS = "terms-";
  private static final String DOMAINS = "domains-";

  private Workloads() {}

  /** The name of {@link Growth#terms}. */
  public static String terms(int count) {
    return TERMS + count;
  }

  /** The name of {@link Growth#domains}. */
  public static String domains(int count) {
    return DOMAINS + count;
  }

  /** The workload of that name: a {@link Shape} or one that grows. */
  public static Workload named(String name) {
    if (name.startsWith(TERMS)) {
      return Growth.terms(Integer.parseInt(name.substring(TERMS.length())));
    }
    return name.startsWith(DOMAINS)
        ? Growth.domains(Integer.parseInt(name.substring(DOMAINS.length())))
        : Shape.valueOf(name).workload();
  }
}
