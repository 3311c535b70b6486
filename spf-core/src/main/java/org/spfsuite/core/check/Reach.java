package org.spfsuite.core.check;

/** Which claims a verdict holds for, the widest first. */
public enum Reach {
  /** Every sender of the domain. */
  DOMAIN,
  /** This sender behind this HELO name: one of them had a say. */
  CLAIM,
  /** Nothing but this check: the time had a say. */
  CHECK;

  /** The claims that two verdicts both hold for. */
  public Reach and(Reach other) {
    return compareTo(other) > 0 ? this : other;
  }
}
