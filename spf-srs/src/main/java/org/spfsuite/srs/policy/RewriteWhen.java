package org.spfsuite.srs.policy;

import java.util.Arrays;
import java.util.Optional;

/** Which senders are rewritten, as far as their SPF policies have a say. */
public enum RewriteWhen {
  /** All. */
  ALWAYS("always"),

  /** Those whose domain publishes a policy, whatever it says. */
  SPF_PUBLISHED("whenSpfPublished"),

  /** Those whose policy objects to one of our outgoing addresses, or cannot be used. */
  SPF_WOULD_FAIL("whenSpfWouldFail");

  private final String word;

  RewriteWhen(String word) {
    this.word = word;
  }

  /** The one with this name, in any case. */
  public static Optional<RewriteWhen> of(String word) {
    return Arrays.stream(values()).filter(when -> when.word.equalsIgnoreCase(word)).findFirst();
  }

  /** As it is named in configurations. */
  @Override
  public String toString() {
    return word;
  }
}
