package org.spfsuite.scoring.tuning;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.spfsuite.core.report.JsonText;

/**
 * The log of scored messages: JSON Lines in UTF-8, one message on each line.
 *
 * <pre>{@code
 * {"id":"m1","label":"spam","score":5.9,"required":5.0,
 *  "hits":{"SPF_FAIL":0.919,"BAYES_99":4.981},"facts":["SPF_FAIL","__SPF_FULL_PASS"]}
 * }</pre>
 *
 * <p>{@code id}, {@code score} and {@code required} must be there; a label that is absent or null
 * means that nobody said what the message is; absent hits and facts are none. Other keys are
 * ignored, blank lines too.
 */
public final class HitLog {

  /** Longest line in octets, without its line feed. */
  public static final int MAX_LINE = 1 << 20;

  /** How many problems are told; more are counted. */
  public static final int MAX_PROBLEMS = 100;

  private HitLog() {}

  /**
   * Reads a log, of which it holds one line at a time. Lines with a problem are left out; the rest
   * is read nevertheless.
   *
   * @param in the log; stays open
   * @param to is given each message as soon as it is read
   * @return how many messages there were, and all problems
   * @throws IOException if the input cannot be read
   */
  public static HitLogSummary read(InputStream in, Consumer<? super LoggedMessage> to)
      throws IOException {
    Reading reading = new Reading(to);
    BoundedLines lines = new BoundedLines(in, MAX_LINE);
    while (lines.next()) {
      reading.line(lines);
    }
    return reading.summary(lines.number());
  }

  /** A message as one line, in ASCII, without a line end. */
  public static String line(LoggedMessage message) {
    return JsonText.of(out -> write(message, out));
  }

  /**
   * Appends a message to a log.
   *
   * @param log is given the whole line, with its line feed, at once
   * @throws IOException if the log cannot be written to
   * @throws IllegalArgumentException if the line would be longer than {@link #MAX_LINE}, so that
   *     nobody could read it
   */
  public static void append(LoggedMessage message, Appendable log) throws IOException {
    String line = line(message);
    if (line.length() > MAX_LINE) {
      throw new IllegalArgumentException("a line of " + line.length() + " octets");
    }
    log.append(line + "\n");
  }

  private static void write(LoggedMessage message, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", message.id());
    if (message.label().isPresent()) {
      out.writeStringField("label", message.label().get().text());
    }
    out.writeNumberField("score", message.score());
    out.writeNumberField("required", message.required());
    out.writeObjectFieldStart("hits");
    for (Map.Entry<String, Double> hit : message.hits().entrySet()) {
      out.writeNumberField(hit.getKey(), hit.getValue());
    }
    out.writeEndObject();
    out.writeArrayFieldStart("facts");
    for (String fact : message.facts()) {
      out.writeString(fact);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  /** A log that is being read. */
  private static final class Reading {
    private final Consumer<? super LoggedMessage> to;
    private final List<LogProblem> problems = new ArrayList<>();
    private long furtherProblems;
    private long messages;

    Reading(Consumer<? super LoggedMessage> to) {
      this.to = to;
    }

    void line(BoundedLines lines) {
      if (lines.isTooLong()) {
        problem(lines.number(), "longer than " + MAX_LINE + " octets");
        return;
      }
      HitLogLine line = HitLogLine.parse(lines.octets());
      line.problems().forEach(text -> problem(lines.number(), text));
      line.message().ifPresent(this::message);
    }

    private void message(LoggedMessage message) {
      messages++;
      to.accept(message);
    }

    private void problem(long number, String text) {
      if (problems.size() < MAX_PROBLEMS) {
        problems.add(new LogProblem(number, text));
      } else {
        furtherProblems++;
      }
    }

    HitLogSummary summary(long lines) {
      return new HitLogSummary(lines, messages, problems, furtherProblems);
    }
  }
}
