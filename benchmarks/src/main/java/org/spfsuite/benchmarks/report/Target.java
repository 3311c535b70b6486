package org.spfsuite.benchmarks.report;

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
  String verdict() {
    return met ? "met" : "**not met**";
  }
}
