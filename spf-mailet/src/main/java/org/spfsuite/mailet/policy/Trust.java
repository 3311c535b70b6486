package org.spfsuite.mailet.policy;

/** What is known of a client that might be one of those whom we trust. */
public sealed interface Trust {

  /** It is none of them. */
  record No() implements Trust {}

  /**
   * It is one of them.
   *
   * @param spared which
   */
  record Yes(Spared spared) implements Trust {}

  /** DNS could not be asked in time. */
  record Unknown() implements Trust {}
}
