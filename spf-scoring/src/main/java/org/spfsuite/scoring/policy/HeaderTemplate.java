package org.spfsuite.scoring.policy;

/**
 * A field to be put into messages.
 *
 * @param when which messages
 * @param name what follows {@code X-Spam-}
 * @param text with tags such as {@code _SCORE_}
 */
public record HeaderTemplate(When when, String name, String text) {

  /** Which messages. */
  public enum When {
    /** Spam. */
    SPAM,
    /** What is not spam. */
    HAM
  }
}
