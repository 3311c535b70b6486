package org.spfsuite.scoring.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spfsuite.core.report.JsonText;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.scoring.fact.Facts;
import org.spfsuite.scoring.fact.SpfFinding;
import org.spfsuite.scoring.fact.SpfFinding.Checked;
import org.spfsuite.scoring.fact.SpfFinding.Skipped;
import org.spfsuite.scoring.fact.SpfFinding.TimedOut;
import org.spfsuite.scoring.relay.Hop;
import org.spfsuite.scoring.rule.Hit;
import org.spfsuite.scoring.score.ScoreReport;
import org.spfsuite.scoring.tuning.Label;

/**
 * Reports as JSON on one line, in ASCII. Lines of reports are the log that tuning reads ({@link
 * org.spfsuite.scoring.tuning.HitLog}).
 */
public final class ScoreJson {

  private static final int MAX_TEXT = 1_000;

  /**
   * Characters of addresses and names that a message can make long: no address in SMTP is longer,
   * and no line may be too long for the log.
   */
  private static final int MAX_ADDRESS = 320;

  private ScoreJson() {}

  /**
   * A report.
   *
   * @param id of the message, for people, such as a file's name
   * @param truths the names of all rules with functions that are true, whatever they are worth
   */
  public static String of(String id, ScoreReport report, List<String> truths) {
    return of(id, Optional.empty(), report, truths);
  }

  /**
   * A report on a message that somebody has looked at: a line of the log that tuning reads.
   *
   * @param id of the message, for people, such as a file's name; not empty
   * @param label what the message is; no value if nobody said
   * @param truths the names of all rules with functions that are true, whatever they are worth
   */
  public static String of(
      String id, Optional<Label> label, ScoreReport report, List<String> truths) {
    return JsonText.of(out -> write(out, id, label, report, truths));
  }

  private static void write(
      JsonGenerator out, String id, Optional<Label> label, ScoreReport report, List<String> truths)
      throws IOException {
    Facts facts = report.facts();
    out.writeStartObject();
    out.writeStringField("id", id);
    if (label.isPresent()) {
      out.writeStringField("label", label.get().text());
    }
    out.writeBooleanField("spam", report.isSpam());
    out.writeNumberField("score", report.score());
    out.writeNumberField("required", report.required());
    out.writeObjectFieldStart("hits");
    for (Hit hit : report.hits()) {
      out.writeNumberField(hit.rule(), hit.points());
    }
    out.writeEndObject();
    out.writeArrayFieldStart("reasons");
    for (Hit hit : report.hits()) {
      reason(out, hit);
    }
    out.writeEndArray();
    texts(out, "facts", truths);
    judged(out, facts);
    sender(out, facts);
    texts(out, "recipients", facts.recipients());
    finding(out, "mailfrom", facts.mailFrom());
    finding(out, "helo", facts.helo());
    texts(out, "authors", facts.authors());
    text(out, "alignment", facts.alignment().map(a -> a.name().toLowerCase(Locale.ROOT)));
    out.writeEndObject();
  }

  private static void reason(JsonGenerator out, Hit hit) throws IOException {
    out.writeStartObject();
    out.writeStringField("rule", hit.rule());
    out.writeNumberField("points", hit.points());
    out.writeStringField("description", SafeText.printable(hit.description(), MAX_TEXT));
    out.writeStringField("evidence", hit.evidence());
    out.writeEndObject();
  }

  private static void judged(JsonGenerator out, Facts facts) throws IOException {
    out.writeObjectFieldStart("judged");
    Optional<Hop> judged = facts.path().judged();
    text(out, "client", judged.map(hop -> hop.client().toString()));
    text(out, "helo", judged.map(Hop::helo));
    out.writeStringField("reason", facts.path().reason());
    addresses(out, "internal", facts.path().internal());
    addresses(out, "external", facts.path().external());
    out.writeNumberField("trusted", facts.path().trusted());
    out.writeEndObject();
  }

  private static void addresses(JsonGenerator out, String name, List<Hop> hops) throws IOException {
    texts(out, name, hops.stream().map(hop -> hop.client().toString()).toList());
  }

  private static void sender(JsonGenerator out, Facts facts) throws IOException {
    out.writeObjectFieldStart("sender");
    text(out, "address", facts.sender().address());
    out.writeStringField("source", facts.sender().source());
    out.writeEndObject();
  }

  private static void finding(JsonGenerator out, String name, SpfFinding finding)
      throws IOException {
    out.writeObjectFieldStart(name);
    text(out, "result", finding.spfResult().map(Object::toString));
    if (finding instanceof Checked checked) {
      out.writeStringField("source", checked.source().text());
      out.writeStringField("explanation", checked.explanation());
    } else if (finding instanceof Skipped skipped) {
      out.writeStringField("skipped", skipped.why().text());
    } else if (finding instanceof TimedOut) {
      out.writeBooleanField("timeout", true);
    }
    out.writeStringField("reason", finding.sentence());
    out.writeEndObject();
  }

  private static void texts(JsonGenerator out, String name, List<String> texts) throws IOException {
    out.writeArrayFieldStart(name);
    for (String text : texts) {
      out.writeString(cut(text));
    }
    out.writeEndArray();
  }

  private static void text(JsonGenerator out, String name, Optional<String> text)
      throws IOException {
    if (text.isPresent()) {
      out.writeStringField(name, cut(text.get()));
    } else {
      out.writeNullField(name);
    }
  }

  private static String cut(String text) {
    return text.length() <= MAX_ADDRESS ? text : text.substring(0, MAX_ADDRESS) + "...";
  }
}
