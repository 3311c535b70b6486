package org.spfsuite.benchmarks.run;

import org.spfsuite.benchmarks.engine.Engine;

/**
 * A point of a curve.
 *
 * @param axis what grows
 * @param size how far
 * @param engine who checked, in one thread
 * @param speed how fast
 */
public record Grown(Axis axis, int size, Engine engine, Speed speed) {

  /** What grows. */
  public enum Axis {
    /** Terms of one record. */
    TERMS,
    /** Domains that are known. */
    DOMAINS
  }
}
