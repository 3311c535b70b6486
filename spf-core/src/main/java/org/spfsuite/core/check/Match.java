package org.spfsuite.core.check;

import java.util.List;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.Step;

/** What one mechanism says about the client (RFC 7208 §4.6.2). */
sealed interface Match {

  /** It does not match. */
  Match NO = new No();

  /** It matches, with nothing behind it. */
  Match YES = new Yes(List.of());

  /**
   * It matches.
   *
   * @param inner the way on, inside an included policy
   */
  record Yes(List<Step> inner) implements Match {}

  /** It does not match. */
  record No() implements Match {}

  /**
   * The check ends here.
   *
   * @param problem permerror or temperror
   */
  record Trouble(Problem problem) implements Match {}
}
