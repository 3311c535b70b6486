package org.spfsuite.cli;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.spfsuite.scoring.Scorer;
import org.spfsuite.scoring.fact.Facts;
import org.spfsuite.scoring.inquiry.ScoreRequest;
import org.spfsuite.scoring.score.ScoreReport;

/**
 * What became of one message.
 *
 * @param name of the message
 * @param reports one for all recipients who are treated alike; none if it could not be read
 * @param trouble why it could not be read, or not to its end
 */
record Scored(String name, List<ScoreReport> reports, Optional<String> trouble) {

  Scored {
    reports = List.copyOf(reports);
  }

  /** A message that cannot be read. */
  static Scored unreadable(String name, IOException cause) {
    String trouble = CommandException.unreadable(name, cause).getMessage();
    return new Scored(name, List.of(), Optional.ofNullable(trouble));
  }

  /** Scores a message. */
  static Scored of(String name, ScoreRequest request, Scorer scorer) {
    Facts facts = scorer.facts(request);
    List<ScoreReport> reports =
        groups(facts.recipients(), scorer).stream()
            .map(recipients -> scorer.score(facts.forRecipients(recipients)))
            .toList();
    Optional<String> trouble =
        request.header().isTruncated()
            ? Optional.of(name + ": the header is too long, only its beginning is scored")
            : Optional.empty();
    return new Scored(name, reports, trouble);
  }

  private static Collection<List<String>> groups(List<String> recipients, Scorer scorer) {
    return recipients.isEmpty() ? List.of(recipients) : scorer.policy().groups(recipients);
  }

  boolean isRead() {
    return !reports.isEmpty();
  }
}
