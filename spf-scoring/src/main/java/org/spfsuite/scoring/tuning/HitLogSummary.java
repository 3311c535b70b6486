package org.spfsuite.scoring.tuning;

import java.util.List;

/**
 * What reading a log came to.
 *
 * @param lines lines of the log, blank ones included
 * @param messages messages that were handed on
 * @param problems the first problems, at most {@link HitLog#MAX_PROBLEMS}
 * @param furtherProblems how many more there were
 */
public record HitLogSummary(
    long lines, long messages, List<LogProblem> problems, long furtherProblems) {

  /** Copies the list. */
  public HitLogSummary {
    problems = List.copyOf(problems);
  }
}
