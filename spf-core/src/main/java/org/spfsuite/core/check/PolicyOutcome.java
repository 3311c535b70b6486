package org.spfsuite.core.check;

import java.util.List;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Step;

/** What the policy of one domain says about the client. */
sealed interface PolicyOutcome {

  /** There is no policy. */
  record None() implements PolicyOutcome {}

  /**
   * The policy was read to its end.
   *
   * @param result pass, fail, softfail or neutral
   * @param steps the way to the directive that matched; empty if none did
   * @param frame whose record decided, and whose {@code exp} explains (§6.2)
   */
  record Decided(SpfResult result, List<Step> steps, Frame frame) implements PolicyOutcome {}

  /**
   * The policy cannot be evaluated.
   *
   * @param problem why
   */
  record Unusable(Problem problem) implements PolicyOutcome {}
}
