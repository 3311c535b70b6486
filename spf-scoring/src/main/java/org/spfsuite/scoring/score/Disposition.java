package org.spfsuite.scoring.score;

/** What a message is taken for. */
public enum Disposition {
  /** Below the required score. */
  HAM,
  /** At the required score or above. */
  SPAM
}
