package org.spfsuite.scoring.policy;

import java.util.List;
import java.util.stream.Collectors;
import org.spfsuite.scoring.policy.PolicyProblem.Severity;

/**
 * What came of reading a policy's files.
 *
 * @param policy as far as it could be read
 * @param problems all of them, in the order of files and lines
 * @param omitted how many more problems there were than are kept
 */
public record PolicyReading(ScorePolicy policy, List<PolicyProblem> problems, int omitted) {

  /** Copies the list. */
  public PolicyReading {
    problems = List.copyOf(problems);
  }

  /** Whether the policy may be used. */
  public boolean isUsable() {
    return problems.stream().noneMatch(problem -> problem.severity() == Severity.ERROR);
  }

  /**
   * The policy.
   *
   * @throws IllegalArgumentException with all problems if it must not be used
   */
  public ScorePolicy orThrow() {
    if (!isUsable()) {
      throw new IllegalArgumentException(
          problems.stream().map(PolicyProblem::toString).collect(Collectors.joining("\n")));
    }
    return policy;
  }
}
