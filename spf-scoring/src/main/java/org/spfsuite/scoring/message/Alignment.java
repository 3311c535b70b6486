package org.spfsuite.scoring.message;

/** How alike an authenticated domain and the author's must be (RFC 7489 §3.1). */
public enum Alignment {
  /** The same domain. */
  STRICT,
  /** Domains of the same organization. */
  RELAXED
}
