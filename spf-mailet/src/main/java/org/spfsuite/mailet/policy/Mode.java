package org.spfsuite.mailet.policy;

import java.util.Locale;
import java.util.Optional;

/** Whether decisions are carried out. */
public enum Mode {
  /** Yes. */
  ENFORCE,
  /** They are logged and written into headers, and all mail is accepted. */
  MONITOR;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The word in configuration files and logs. */
  public String text() {
    return text;
  }

  /** The mode with this name, case-blind. */
  public static Optional<Mode> of(String text) {
    for (Mode mode : values()) {
      if (mode.text.equalsIgnoreCase(text)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }
}
