package org.spfsuite.scoring.report;

import java.util.Locale;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.scoring.fact.Facts;
import org.spfsuite.scoring.fact.SpfFinding;
import org.spfsuite.scoring.fact.SpfFinding.Checked;
import org.spfsuite.scoring.fact.SpfFinding.TimedOut;
import org.spfsuite.scoring.relay.Hop;
import org.spfsuite.scoring.rule.Hit;
import org.spfsuite.scoring.score.ScoreReport;

/** Reports for people: printable ASCII in lines. */
public final class ScoreText {

  private static final int MAX_TEXT = 320;

  private ScoreText() {}

  /** Everything: the outcome, what was judged and why, and every rule with its reason. */
  public static String of(ScoreReport report) {
    Facts facts = report.facts();
    StringBuilder out = new StringBuilder();
    out.append(report.isSpam() ? "spam" : "ham")
        .append(", score ")
        .append(points(report.score()))
        .append(" of ")
        .append(points(report.required()))
        .append('\n');
    if (!facts.recipients().isEmpty()) {
      line(out, "for", SafeText.printable(String.join(", ", facts.recipients()), MAX_TEXT));
    }
    line(out, "judged", judged(facts));
    line(out, "sender", sender(facts));
    line(out, "mailfrom", finding(facts.of(Identity.MAIL_FROM)));
    out.append(explanation(facts));
    line(out, "helo", finding(facts.of(Identity.HELO)));
    if (!facts.authors().isEmpty()) {
      line(out, "author", SafeText.printable(String.join(", ", facts.authors()), MAX_TEXT));
    }
    return out.append(table(report)).toString();
  }

  private static void line(StringBuilder out, String name, String text) {
    out.append(String.format(Locale.ROOT, "%-9s %s\n", name, text));
  }

  private static String judged(Facts facts) {
    String who = facts.path().judged().map(ScoreText::host).orElse("nobody");
    return who + ": " + facts.path().reason();
  }

  private static String host(Hop hop) {
    String helo = SafeText.printable(hop.helo(), MAX_TEXT);
    return hop.client() + (helo.isEmpty() ? "" : " (HELO " + helo + ")");
  }

  private static String sender(Facts facts) {
    String address =
        facts.sender().address().map(a -> "<" + SafeText.printable(a, MAX_TEXT) + ">").orElse("");
    return (address.isEmpty() ? "" : address + ", from the ") + facts.sender().source();
  }

  private static String finding(SpfFinding finding) {
    if (finding instanceof Checked checked) {
      return checked.result() + ": " + finding.sentence();
    }
    return (finding instanceof TimedOut ? "timeout: " : "skipped: ") + finding.sentence();
  }

  /** One line for each rule: points, name, description and reason. */
  public static String table(ScoreReport report) {
    StringBuilder out = new StringBuilder();
    for (Hit hit : report.hits()) {
      out.append(String.format(Locale.ROOT, "%8s %-23s ", points(hit.points()), hit.rule()))
          .append(SafeText.printable(hit.description(), MAX_TEXT));
      if (!hit.evidence().isEmpty()) {
        out.append(hit.description().isEmpty() ? "" : " ").append('[');
        out.append(hit.evidence()).append(']');
      }
      out.append('\n');
    }
    return out.toString();
  }

  /** What the domain of the sender says of a fail, on a line; empty if nothing. */
  static String explanation(Facts facts) {
    return facts.mailFrom() instanceof Checked checked && !checked.explanation().isEmpty()
        ? "          the domain's owner says: " + checked.explanation() + "\n"
        : "";
  }

  /** Three digits, without zeros at the end but for the first. */
  static String points(double points) {
    String text = String.format(Locale.ROOT, "%.3f", points);
    while (text.endsWith("0") && !text.endsWith(".0")) {
      text = text.substring(0, text.length() - 1);
    }
    return text;
  }
}
