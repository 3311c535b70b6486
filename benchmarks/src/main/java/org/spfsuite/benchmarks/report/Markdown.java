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

  /** Where and with what this project alone was measured. */
  public void environment(Environment here) {
    table(
        List.of("", ""),
        List.of(
            List.of("CPU", here.cpu() + ", " + here.cores() + " cores"),
            List.of("kernel", here.kernel()),
            List.of("JVM", here.jvm()),
            List.of("SPF Suite", here.version("spf-suite")),
            List.of("JMH", here.version("jmh"))));
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
