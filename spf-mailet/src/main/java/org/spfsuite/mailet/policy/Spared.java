package org.spfsuite.mailet.policy;

import java.util.Locale;

/**
 * Why a message is accepted that the decision table would not let in.
 *
 * @param by the kind of reason
 * @param what the entry of the configuration; empty for {@link By#MONITOR}
 */
public record Spared(By by, String what) {

  /** Kinds of reasons. */
  public enum By {
    /** The recipient is exempt. */
    RECIPIENT,
    /** The sender is exempt. */
    SENDER,
    /** The client is a forwarder whom we trust. */
    FORWARDER,
    /** The client is one of our own mail exchangers. */
    SECONDARY_MX,
    /** Nothing is enforced yet. */
    MONITOR;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The word in attributes and logs. */
    public String text() {
      return text;
    }

    /** Whether this is the kind of what {@link Spared#toString} has written. */
    public boolean begins(String spared) {
      return spared.equals(text) || spared.startsWith(text + ' ');
    }
  }

  /** Such as {@code forwarder alumni.example}; printable, since configuration files are ours. */
  @Override
  public String toString() {
    return what.isEmpty() ? by.text : by.text + " " + what;
  }
}
