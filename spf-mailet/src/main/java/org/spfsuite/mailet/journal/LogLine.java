package org.spfsuite.mailet.journal;

import java.util.stream.Collectors;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.SpfVerdicts;
import org.spfsuite.core.text.KeyValueLine;
import org.spfsuite.mailet.policy.Action;
import org.spfsuite.mailet.policy.Decision;
import org.spfsuite.mailet.policy.ScoreDecision;
import org.spfsuite.scoring.score.ScoreReport;

/** One line of the log: {@code key=value} pairs in printable ASCII, texts quoted. */
public final class LogLine {

  private final KeyValueLine line = new KeyValueLine("SPF");

  private LogLine() {}

  /**
   * A decision in the SMTP dialogue.
   *
   * @param recipient empty if it fell before there was one
   */
  public static String decision(
      Decision decision, SpfVerdicts verdicts, SpfRequest request, String recipient) {
    LogLine line = new LogLine().word("action", decision.action().text());
    decision
        .spared()
        .ifPresent(
            spared ->
                line.word("would", decision.rule().action().text())
                    .quoted("spared-by", spared.toString()));
    return line.claims(request)
        .quoted("to", recipient)
        .results(verdicts)
        .word("decided-by", decision.verdict().identity().key())
        .quoted("reason", decision.verdict().reason())
        .toString();
  }

  /** A client that is not checked. */
  public static String unchecked(SpfRequest request, String because) {
    return new LogLine()
        .word("action", "none")
        .claims(request)
        .quoted("unchecked-by", because)
        .toString();
  }

  /**
   * A check of a message on the spool.
   *
   * @param relays of one's own that it came through
   */
  public static String check(String mail, int relays, SpfRequest request, SpfVerdicts verdicts) {
    return new LogLine()
        .word("action", "mark")
        .quoted("mail", mail)
        .word("relays", Integer.toString(relays))
        .claims(request)
        .results(verdicts)
        .quoted("reason", verdicts.mailFrom().reason())
        .toString();
  }

  /**
   * A decision on a score at the end of DATA.
   *
   * @param mail its name
   */
  public static String score(String mail, ScoreDecision decision, SpfRequest request) {
    LogLine line = new LogLine().word("action", decision.action().text());
    decision
        .spared()
        .ifPresent(
            spared ->
                line.word("would", decision.rule().text()).quoted("spared-by", spared.toString()));
    return line.quoted("mail", mail).claims(request).points(decision.report()).toString();
  }

  /**
   * The score of a message on the spool, for some recipients or all.
   *
   * @param mail its name
   * @param action {@code accept} or {@code tag}
   */
  public static String score(String mail, Action action, ScoreReport report, SpfRequest request) {
    return new LogLine()
        .word("action", action.text())
        .quoted("mail", mail)
        .claims(request)
        .points(report)
        .toString();
  }

  /** The rules that gave points, with these: {@code SPF_FAIL=2.5, SPF_HELO_NONE=0.001}. */
  public static String rules(ScoreReport report) {
    return report.hits().stream()
        .map(hit -> hit.rule() + "=" + hit.points())
        .collect(Collectors.joining(", "));
  }

  private LogLine points(ScoreReport report) {
    return quoted("to", String.join(", ", report.facts().recipients()))
        .word("score", Double.toString(report.score()))
        .word("required", Double.toString(report.required()))
        .quoted("rules", rules(report));
  }

  private LogLine claims(SpfRequest request) {
    return word("client", request.client().unmapped().toString())
        .quoted("helo", request.helo())
        .quoted("from", request.mailFrom());
  }

  private LogLine results(SpfVerdicts verdicts) {
    return word("helo-result", verdicts.helo().result().text())
        .word("mailfrom-result", verdicts.mailFrom().result().text());
  }

  private LogLine word(String key, String value) {
    line.word(key, value);
    return this;
  }

  private LogLine quoted(String key, String value) {
    line.quoted(key, value);
    return this;
  }

  @Override
  public String toString() {
    return line.toString();
  }
}
