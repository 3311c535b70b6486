package org.spfsuite.scoring.tuning;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spfsuite.core.text.SafeText;

/**
 * What another policy would have changed.
 *
 * @param required threshold of the other policy
 * @param groups ham, spam, then messages without a label
 * @param changed the first messages that it takes for something else than they were taken for
 * @param withoutFacts messages that could not be scored anew, for want of facts in the log
 */
public record WhatIfReport(
    double required, List<Group> groups, List<Changed> changed, long withoutFacts) {

  private static final int MAX_ID = 120;

  /** Copies the lists. */
  public WhatIfReport {
    groups = List.copyOf(groups);
    changed = List.copyOf(changed);
  }

  /**
   * Messages of one label.
   *
   * @param label what they are; empty for those that nobody labelled
   * @param becameSpam how many were below their threshold and are not any more
   * @param becameHam how many are below the threshold and were not before
   * @param before their scores in the log; empty if there are no such messages
   * @param after their scores under the other policy; empty if there are no such messages
   */
  public record Group(
      Optional<Label> label,
      long becameSpam,
      long becameHam,
      Optional<ScoreSummary> before,
      Optional<ScoreSummary> after) {

    /** How many there are. */
    public long messages() {
      return before.map(ScoreSummary::messages).orElse(0L);
    }

    private String name() {
      return label.map(Label::text).orElse("no label");
    }
  }

  /**
   * A message that the other policy takes for something else.
   *
   * @param id of the message, not safe to print
   * @param label what it is; empty if nobody said
   * @param wasSpam what it was taken for
   * @param before its score in the log
   * @param after its score under the other policy
   */
  public record Changed(
      String id, Optional<Label> label, boolean wasSpam, double before, double after) {}

  /** Messages whose disposition changes. */
  public long changes() {
    return groups.stream().mapToLong(group -> group.becameSpam() + group.becameHam()).sum();
  }

  /** The report in words and tables, for a terminal. ASCII, line feeds as line ends. */
  public String text() {
    StringBuilder out = new StringBuilder();
    line(out, "Under the other policy, with required_score %s:", Points.text(required));
    line(out, "%-10s%12s%14s%14s", "", "messages", "become spam", "become ham");
    for (Group group : groups) {
      line(
          out,
          "%-10s%12d%14d%14d",
          group.name(),
          group.messages(),
          group.becameSpam(),
          group.becameHam());
    }
    scores(out);
    if (withoutFacts > 0) {
      line(out, "Not scored anew, as the log holds no facts of them: %d messages.", withoutFacts);
    }
    changed(out);
    return out.toString();
  }

  private void scores(StringBuilder out) {
    line(out, "");
    line(
        out,
        "%-18s%10s%10s%10s%10s%10s%10s",
        "scores",
        "min",
        "25 %",
        "median",
        "75 %",
        "max",
        "mean");
    for (Group group : groups) {
      group.before().ifPresent(summary -> scores(out, group.name() + ", before", summary));
      group.after().ifPresent(summary -> scores(out, group.name() + ", after", summary));
    }
  }

  private static void scores(StringBuilder out, String name, ScoreSummary summary) {
    line(
        out,
        "%-18s%10s%10s%10s%10s%10s%10s",
        name,
        Points.text(summary.min()),
        Points.text(summary.lowerQuartile()),
        Points.text(summary.median()),
        Points.text(summary.upperQuartile()),
        Points.text(summary.max()),
        Points.text(summary.mean()));
  }

  private void changed(StringBuilder out) {
    if (changed.isEmpty()) {
      return;
    }
    line(out, "");
    line(out, "Changed, the first %d of %d:", changed.size(), changes());
    for (Changed message : changed) {
      line(
          out,
          "  %s (%s) becomes %s: %s -> %s",
          SafeText.printable(message.id(), MAX_ID),
          message.label().map(Label::text).orElse("no label"),
          message.wasSpam() ? "ham" : "spam",
          Points.text(message.before()),
          Points.text(message.after()));
    }
  }

  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
