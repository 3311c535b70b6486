package org.spfsuite.cli;

import java.util.Optional;
import java.util.stream.Collectors;
import org.spfsuite.scoring.report.ScoreJson;
import org.spfsuite.scoring.report.ScoreText;
import org.spfsuite.scoring.report.SpamHeaders;
import org.spfsuite.scoring.score.CompiledPolicy;
import org.spfsuite.scoring.score.ScoreReport;
import org.spfsuite.scoring.tuning.Label;

/** How a report is printed. */
interface ScoreForm {

  /** For people. */
  ScoreForm TEXT = (name, report, policy) -> ScoreText.of(report);

  /**
   * One report.
   *
   * @param name of the message
   * @param policy that it was scored by
   * @return lines, each with its end
   */
  String print(String name, ScoreReport report, CompiledPolicy policy);

  /** Whether each report says itself which message it is about. */
  default boolean namesMessages() {
    return false;
  }

  /** The fields that the policy wants in the message. */
  static ScoreForm headers(String receiver) {
    return (name, report, policy) ->
        SpamHeaders.of(report, policy.policy().headers(), receiver).stream()
            .map(field -> field.toString().replace("\r\n", "\n") + "\n")
            .collect(Collectors.joining());
  }

  /** For programs: a line of a log, with this label if there is one. */
  static ScoreForm json(Optional<Label> label) {
    return new ScoreForm() {
      @Override
      public String print(String name, ScoreReport report, CompiledPolicy policy) {
        return ScoreJson.of(name, label, report, policy.truths(report.facts())) + "\n";
      }

      @Override
      public boolean namesMessages() {
        return true;
      }
    };
  }
}
