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
  static Memory measure(int policies, boolean answersToo) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx2g",
            "-XX:+UseSerialGC",
            "-classpath",
            System.getProperty("java.class.path", ""),
            MemoryProbe.class.getName(),
            Integer.toString(policies),
            Boolean.toString(answersToo));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("the memory probe failed");
      }
      return new Memory(policies, answersToo, Long.parseLong(output.trim()));
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
    boolean answersToo = Boolean.parseBoolean(args[1]);
    fill(checker(answersToo), policies); // whatever is made once
    SpfChecker checker = checker(answersToo);
    long before = used();
    fill(checker, policies);
    long after = used();
    Reference.reachabilityFence(checker);
    System.out.println(after - before);
  }

  private static SpfChecker checker(boolean answersToo) {
    return answersToo ? SpfSuite.hot(Growth::answer) : SpfSuite.policiesOnly(Growth::answer);
  }

  private static void fill(SpfChecker checker, int policies) {
    RandomGenerator random = new SplittableRandom(policies);
    for (int i = 0; i < policies; i++) {
      checker.checkMailFrom(Growth.domainRequest(i, random));
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
