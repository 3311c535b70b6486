package org.spfsuite.scoring.rule;

import java.util.Optional;

/** SpamAssassin's four sets of points. Bayes is none of our business; its sets can be used. */
public enum ScoreSet {
  /** Set 0: no Bayes, no network: rules that need the network do not run. */
  LOCAL(0),
  /** Set 1: network, no Bayes. */
  NETWORK(1),
  /** Set 2: Bayes, no network. */
  BAYES(2),
  /** Set 3: both. */
  BAYES_AND_NETWORK(3);

  /** How many there are. */
  public static final int COUNT = 4;

  private final int number;

  ScoreSet(int number) {
    this.number = number;
  }

  /** 0 to 3. */
  public int number() {
    return number;
  }

  /** The set of this number, 0 to 3. */
  public static Optional<ScoreSet> of(int number) {
    return number < 0 || number >= COUNT ? Optional.empty() : Optional.of(values()[number]);
  }

  /** Whether rules may ask the network. */
  public boolean usesNetwork() {
    return this == NETWORK || this == BAYES_AND_NETWORK;
  }
}
