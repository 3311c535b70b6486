package org.spfsuite.core.received;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The software that wrote a {@code Received} field, as far as that decides how it is to be read.
 */
enum Writer {
  /** {@code by host with protocol (Exim 4.96)}. */
  EXIM,
  /** {@code by host (JAMES SMTP Server)}. */
  JAMES,
  /** Any other, or not to be told. */
  OTHER;

  /** What stands behind them may come from the client. */
  private static final Set<String> END_OF_OWN_WORDS = Set.of("id", "for");

  /** Who wrote the field, of which these are the tokens from "by" on. */
  static Writer of(List<Token> ours) {
    if (ours.size() > 2 && isComment(ours.get(2), "JAMES ")) {
      return JAMES;
    }
    boolean exim =
        ours.stream().takeWhile(Writer::isOwn).anyMatch(token -> isComment(token, "Exim "));
    return exim ? EXIM : OTHER;
  }

  private static boolean isOwn(Token token) {
    return token.isComment()
        ? !isComment(token, "envelope-from ")
        : !END_OF_OWN_WORDS.contains(token.text().toLowerCase(Locale.ROOT));
  }

  private static boolean isComment(Token token, String start) {
    return token.isComment() && token.text().startsWith(start);
  }
}
