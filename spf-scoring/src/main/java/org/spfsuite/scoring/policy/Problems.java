package org.spfsuite.scoring.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spfsuite.core.file.IoReason;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.scoring.policy.PolicyProblem.Severity;

/**
 * What is wrong so far. Whoever writes a thousand wrong lines does not want to read of the rest.
 */
final class Problems {

  private static final int MAX = 1_000;
  private static final int MAX_TEXT = 300;

  private final List<PolicyProblem> found = new ArrayList<>();
  private int omitted;

  void unreadable(Path file, IOException cause) {
    add(Severity.ERROR, file.toString(), 0, "cannot be read, " + IoReason.of(cause));
  }

  void error(CfLine line, String text) {
    add(Severity.ERROR, line.file(), line.number(), text);
  }

  void warn(CfLine line, String text) {
    add(Severity.WARNING, line.file(), line.number(), text);
  }

  void note(CfLine line, String text) {
    add(Severity.NOTE, line.file(), line.number(), text);
  }

  /** Of no line. */
  void whole(String text) {
    add(Severity.WARNING, "policy", 0, text);
  }

  void add(Severity severity, String file, int line, String text) {
    boolean kept = found.size() < (severity == Severity.ERROR ? 2 * MAX : MAX);
    if (kept) {
      found.add(
          new PolicyProblem(
              severity,
              SafeText.printable(file, MAX_TEXT),
              line,
              SafeText.printable(text, MAX_TEXT)));
    } else {
      omitted++;
    }
  }

  PolicyReading reading(ScorePolicy policy) {
    return new PolicyReading(policy, found, omitted);
  }
}
