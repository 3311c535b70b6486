package org.spfsuite.core.check;

/** Which claims a verdict holds for, the widest first. */
public enum Reach {
  /** Every sender of the domain. */
  DOMAIN,
  /** This sender. */
  SENDER,
  /** Nothing but this check: the HELO name or the time had a say. */
  CHECK
}
