package org.spfsuite.mailet.smtp;

import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.SpfVerdicts;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.mailet.policy.Decision;

/** The one line that the log holds of a decision: {@code key=value} pairs, values quoted. */
final class DecisionLine {

  private static final int MAX_VALUE = 400;

  private DecisionLine() {}

  static String of(Decision decision, SpfVerdicts verdicts, SpfRequest request, String recipient) {
    return "SPF action="
        + decision.action().text()
        + " client="
        + request.client().unmapped()
        + " helo="
        + quoted(request.helo())
        + " from="
        + quoted(request.mailFrom())
        + " to="
        + quoted(recipient)
        + " helo-result="
        + verdicts.helo().result()
        + " mailfrom-result="
        + verdicts.mailFrom().result()
        + " decided-by="
        + decision.verdict().identity().key()
        + " reason="
        + quoted(decision.verdict().reason());
  }

  private static String quoted(String value) {
    String safe = SafeText.printable(value, MAX_VALUE);
    return "\"" + safe.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
