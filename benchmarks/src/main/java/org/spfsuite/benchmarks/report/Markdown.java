package org.spfsuite.benchmarks.report;

import java.util.List;

/** A page of Markdown while it is being written. */
public final class Markdown {

  private final StringBuilder text = new StringBuilder();

  /** A paragraph, heading or image. */
  public void paragraph(String content) {
    text.append(content).append("\n\n");
  }

  /** A table. */
  public void table(List<String> head, List<List<String>> rows) {
    row(head);
    row(head.stream().map(cell -> "---").toList());
    rows.forEach(this::row);
    text.append('\n');
  }

  private void row(List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  /** The table of targets, met and missed. */
  public void targets(List<Target> targets) {
    paragraph("## Targets");
    table(
        List.of("what", "target", "measured", ""),
        targets.stream().map(t -> List.of(t.what(), t.goal(), t.measured(), t.verdict())).toList());
  }

  /** What was written so far. */
  @Override
  public String toString() {
    return text.toString();
  }
}
