package org.spfsuite.mailet.scoring;

import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spfsuite.mailet.metrics.ScoreMetrics;
import org.spfsuite.scoring.policy.PolicyProblem;
import org.spfsuite.scoring.policy.PolicyProblem.Severity;
import org.spfsuite.scoring.policy.PolicyReading;
import org.spfsuite.scoring.rule.Rule;

/** Tells the log and the metrics of policies. */
final class PolicyJournal {

  private static final Logger LOGGER = LoggerFactory.getLogger(Scoring.class);

  /** Whoever has more to mend reads the rest after that. */
  private static final int MAX_LINES = 50;

  private final ScoreMetrics metrics;

  PolicyJournal(ScoreMetrics metrics) {
    this.metrics = metrics;
  }

  /** The files have been read. */
  void read(PolicyReading reading) {
    if (!reading.isUsable()) {
      LOGGER.warn("SPF: scores stay as they are.{}", lines(reading, Severity.ERROR));
      return;
    }
    List<String> rules =
        reading.policy().rules().rules().values().stream()
            .filter(rule -> !rule.isPartOfOthers())
            .map(Rule::name)
            .toList();
    metrics.rules(rules);
    LOGGER.info("SPF: messages are scored by {} rules", rules.size());
    String warnings = lines(reading, Severity.WARNING);
    if (!warnings.isEmpty()) {
      LOGGER.warn("SPF: some lines for scoring do not count.{}", warnings);
    }
  }

  /** A problem is printable as it is. */
  private static String lines(PolicyReading reading, Severity severity) {
    List<PolicyProblem> problems =
        reading.problems().stream().filter(problem -> problem.severity() == severity).toList();
    int more = Math.max(problems.size() - MAX_LINES, 0);
    return problems.stream()
            .limit(MAX_LINES)
            .map(problem -> "\n  - " + problem)
            .collect(Collectors.joining())
        + (more > 0 ? "\n  and " + more + " more" : "");
  }
}
