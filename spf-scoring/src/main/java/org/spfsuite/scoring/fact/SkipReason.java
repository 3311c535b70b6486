package org.spfsuite.scoring.fact;

import java.util.Locale;

/** Why an identity was not checked. */
public enum SkipReason {
  /** Rules that need the network are off. */
  LOCAL_ONLY("tests over the network are off"),
  /** All hosts on the way are our own, or the author had logged in there. */
  OUR_OWN("it comes from a host of our own or a user who had logged in"),
  /** Nobody knows which host handed the message over. */
  NO_CLIENT("the host that sent it is not known"),
  /** Nobody knows the reverse-path. */
  NO_SENDER("the envelope sender is not known"),
  /** The reverse-path is null, and SpamAssassin does not judge that. */
  NULL_SENDER("the envelope sender is null"),
  /** HELO was no domain name of at least two labels. */
  HELO_NOT_A_NAME("the HELO name is no domain name");

  private final String sentence;
  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  SkipReason(String sentence) {
    this.sentence = sentence;
  }

  /** Lower case with hyphens, such as {@code no-sender}. */
  public String text() {
    return text;
  }

  /** For people. */
  public String sentence() {
    return sentence;
  }
}
