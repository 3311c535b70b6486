package org.spfsuite.mailet.policy;

import java.util.Locale;
import java.util.Optional;

/** What a result leads to, mildest first. */
public enum Action {
  /** Take the message; the header says what was found. */
  ACCEPT,
  /** Take the message and mark it, for mailets to act upon. */
  TAG,
  /** Ask the client to try again later. */
  DEFER,
  /** Refuse for good. */
  REFUSE;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The word in configuration files, attributes and logs. */
  public String text() {
    return text;
  }

  /** Whether the message does not come in now. */
  public boolean stopsMail() {
    return this == DEFER || this == REFUSE;
  }

  /** The action with this name, case-blind. */
  public static Optional<Action> of(String text) {
    for (Action action : values()) {
      if (action.text.equalsIgnoreCase(text)) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }
}
