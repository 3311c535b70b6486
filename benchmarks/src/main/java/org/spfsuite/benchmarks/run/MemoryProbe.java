package org.spfsuite.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.spfsuite.benchmarks.engine.SpfSuite;
import org.spfsuite.benchmarks.world.Growth;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.SpfRequest;

/**
 * How much memory known domains take: the heap behind a full garbage collection before and after,
 * in a process of its own.
 */
public final class MemoryProbe {

  private static final int COLLECTIONS = 3;

  private MemoryProbe() {}

  /**
   * Measures in a new process.
   *
   * @throws IllegalStateException if that process fails
   */
  static Memory measure(Memory.Kept kept, int policies) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx2g",
            "-XX:+UseSerialGC",
            "-classpath",
            System.getProperty("java.class.path", ""),
            MemoryProbe.class.getName(),
            Integer.toString(policies),
            kept.name());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("the memory probe failed");
      }
      return new Memory(kept, policies, Long.parseLong(output.trim()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Prints the bytes that so many simple domains take. */
  public static void main(String[] args) {
    int policies = Integer.parseInt(args[0]);
    Memory.Kept kept = Memory.Kept.valueOf(args[1]);
    fill(checker(kept, policies), kept, policies); // whatever is made once
    SpfChecker checker = checker(kept, policies);
    long before = used();
    try {
      fill(checker, kept, policies);
      System.out.println(used() - before);
    } finally {
      Reference.reachabilityFence(checker);
    }
  }

  private static SpfChecker checker(Memory.Kept kept, int policies) {
    return kept == Memory.Kept.WHOLE_WITH_ANSWERS
        ? SpfSuite.hot(Growth::answer, policies)
        : SpfSuite.policiesOnly(Growth::answer, policies);
  }

  private static void fill(SpfChecker checker, Memory.Kept kept, int policies) {
    RandomGenerator random = new SplittableRandom(policies);
    for (int i = 0; i < policies; i++) {
      SpfRequest request = Growth.domainRequest(i, random);
      checker.checkMailFrom(request);
      if (kept != Memory.Kept.ONE_CLIENT) {
        Growth.everywhere(request, i).forEach(checker::checkMailFrom);
      }
    }
  }

  private static long used() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < COLLECTIONS; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }
}
