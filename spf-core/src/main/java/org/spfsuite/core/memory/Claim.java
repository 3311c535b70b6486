package org.spfsuite.core.memory;

/**
 * What a client claims, as it spelled it.
 *
 * @param sender the reverse-path; empty where the HELO name stands for it
 * @param helo the HELO name; empty if there is none
 */
public record Claim(String sender, String helo) {

  /** Characters in all. */
  public int length() {
    return sender.length() + helo.length();
  }
}
