package org.spfsuite.scoring.tuning;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Refitted points as a {@code .cf} file. */
public final class ScoreFile {

  private ScoreFile() {}

  /**
   * The file: a {@code score} line for each rule that was fitted, with its hits and former points
   * in a comment; rules that were left as they are in comments only. ASCII, line feeds as line
   * ends.
   *
   * @param refitted new points
   * @param at the time that the file says it was made at
   */
  public static String write(Refitted refitted, Instant at) {
    StringBuilder file = new StringBuilder(header(refitted, at));
    List<TunedRule> tuned = refitted.rules().stream().filter(TunedRule::tuned).toList();
    tuned.forEach(rule -> file.append(line(rule)));
    if (tuned.size() < refitted.rules().size()) {
      file.append("\n# Left as they are, with too few hits to learn from (");
      file.append(refitted.options().minimumHits()).append(" are needed):\n");
      refitted.rules().stream()
          .filter(rule -> !rule.tuned())
          .forEach(rule -> file.append("#   ").append(rule.name()).append(hits(rule)).append('\n'));
    }
    return file.toString();
  }

  private static String header(Refitted refitted, Instant at) {
    double cost = refitted.options().falsePositiveCost();
    ConfusionTable best = BestThreshold.of(refitted.outOfFold(), cost);
    StringBuilder header = new StringBuilder();
    header.append(
        String.format(
            Locale.ROOT,
            """
            # Points refitted %s to %d ham and %d spam messages.
            # They are made for required_score %s, where a ham message refused counts as much as
            # %s spam messages let through. In cross-validation required_score %s cost least.
            """,
            at.truncatedTo(ChronoUnit.SECONDS),
            refitted.log().ham(),
            refitted.log().spam(),
            Points.text(refitted.options().required()),
            Points.text(cost),
            Points.text(best.threshold())));
    if (!refitted.convergence().complete()) {
      header.append("# Careful: the fit did not come to its end; better points exist.\n");
    }
    return header.append('\n').toString();
  }

  private static String line(TunedRule rule) {
    return "score "
        + rule.name()
        + " "
        + Points.text(rule.newPoints())
        + " #"
        + hits(rule)
        + ", was "
        + Points.text(rule.presentPoints())
        + "\n";
  }

  private static String hits(TunedRule rule) {
    return " ham " + rule.hamHits() + ", spam " + rule.spamHits();
  }
}
