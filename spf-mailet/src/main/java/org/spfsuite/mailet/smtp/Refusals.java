package org.spfsuite.mailet.smtp;

import java.time.Instant;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.core.verdict.Verdict;
import org.spfsuite.mailet.journal.LogLine;
import org.spfsuite.mailet.journal.Refusal;
import org.spfsuite.mailet.policy.Decision;
import org.spfsuite.mailet.policy.ScoreDecision;
import org.spfsuite.scoring.score.ScoreReport;

/** Writes refusals down. */
final class Refusals {

  private static final int MAX_NAME = 320;
  private static final int MAX_REASON = 800;

  private Refusals() {}

  /**
   * What became of a message.
   *
   * @param recipient empty if the decision fell before there was one
   * @param reply to the client; says nothing if nothing is enforced yet
   */
  static Refusal of(Decision decision, SpfRequest request, String recipient, HookResult reply) {
    Verdict verdict = decision.verdict();
    return new Refusal(
        Instant.now(),
        decision.rule().action().text(),
        !decision.action().stopsMail(),
        request.client().unmapped().toString(),
        SafeText.printable(request.helo(), MAX_NAME),
        SafeText.printable(request.mailFrom(), MAX_NAME),
        SafeText.printable(recipient, MAX_NAME),
        verdict.identity().key(),
        verdict.result().text(),
        SafeText.printable(verdict.reason(), MAX_REASON),
        decision.action().stopsMail()
            ? reply.getSmtpRetCode() + " " + reply.getSmtpDescription()
            : "");
  }

  /**
   * What became of a message because of its score.
   *
   * @param reply to the client; says nothing if nothing is enforced yet
   */
  static Refusal of(ScoreDecision decision, SpfRequest request, HookResult reply) {
    ScoreReport report = decision.report();
    return new Refusal(
        Instant.now(),
        decision.rule().text(),
        !decision.action().stopsMail(),
        request.client().unmapped().toString(),
        SafeText.printable(request.helo(), MAX_NAME),
        SafeText.printable(request.mailFrom(), MAX_NAME),
        SafeText.printable(String.join(", ", report.facts().recipients()), MAX_NAME),
        "score",
        Double.toString(report.score()),
        SafeText.printable(LogLine.rules(report), MAX_REASON),
        decision.action().stopsMail()
            ? reply.getSmtpRetCode() + " " + reply.getSmtpDescription()
            : "");
  }
}
