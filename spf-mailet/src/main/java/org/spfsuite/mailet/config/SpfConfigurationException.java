package org.spfsuite.mailet.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * James must not start: its message names every problem, its place and the expected form. It has no
 * stack trace, so that the message is all that stands in James's log: where it was thrown helps
 * nobody.
 */
public final class SpfConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The one message about these problems. */
  public SpfConfigurationException(List<ConfigurationProblem> problems) {
    super(message(problems), null, false, false);
  }

  private static String message(List<ConfigurationProblem> problems) {
    return problems.stream()
        .map(problem -> "\n  - " + problem)
        .collect(
            Collectors.joining(
                "",
                "SPF: the configuration has "
                    + (problems.size() == 1 ? "a problem" : problems.size() + " problems")
                    + "; nothing is started half-configured.",
                "\n"));
  }
}
