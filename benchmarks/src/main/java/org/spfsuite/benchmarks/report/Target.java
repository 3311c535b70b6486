package org.spfsuite.benchmarks.report;

import java.io.PrintStream;
import java.util.List;

/**
 * What the project wants to reach, and whether it does.
 *
 * @param what what is measured
 * @param goal what is wanted
 * @param measured what came out
 * @param met whether that is enough
 */
public record Target(String what, String goal, String measured, boolean met) {

  /** For tables. */
  public String verdict() {
    return met ? "met" : "**not met**";
  }

  /** Prints targets as a table. */
  public static void print(List<Target> targets, PrintStream out) {
    int what = targets.stream().mapToInt(t -> t.what().length()).max().orElse(1);
    int goal = targets.stream().mapToInt(t -> t.goal().length()).max().orElse(1);
    String format = "  %-7s  %-" + what + "s  %-" + goal + "s  %s%n";
    out.printf(format, "", "what", "target", "measured");
    for (Target target : targets) {
      String met = target.met() ? "met" : "NOT MET";
      out.printf(format, met, target.what(), target.goal(), target.measured());
    }
  }
}
