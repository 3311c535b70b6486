package org.spfsuite.scoring.tuning;

import java.util.Locale;

/** A refit in words and tables, for a terminal. ASCII, line feeds as line ends. */
public final class TuningReport {

  private final Refitted refitted;
  private final StringBuilder out = new StringBuilder();

  private TuningReport(Refitted refitted) {
    this.refitted = refitted;
  }

  /** The outcome of a refit in words. */
  public static String of(RefitOutcome outcome) {
    return outcome instanceof NothingToLearn nothing
        ? "Nothing to learn: " + nothing.reason() + ".\n"
        : new TuningReport((Refitted) outcome).write();
  }

  private String write() {
    messages();
    fits();
    policies();
    rules();
    return out.toString();
  }

  private void messages() {
    TrainingSet log = refitted.log();
    line(
        "Messages: %d ham, %d spam, %d without a label; %d distinct patterns.",
        log.ham(), log.spam(), log.unlabelled(), log.distinctPatterns());
    if (log.leftOut() > 0) {
      line("Left out, beyond that many patterns: %d messages.", log.leftOut());
    }
  }

  private void fits() {
    line("Cross-validation in %d folds, loss by strength of regularisation:", refitted.folds());
    for (Refitted.Trial trial : refitted.trials()) {
      boolean chosen = trial.strength() == refitted.strength();
      line("  %10.4g  %.6f%s", trial.strength(), trial.loss(), chosen ? "  chosen" : "");
    }
    Refitted.Convergence convergence = refitted.convergence();
    line(
        convergence.complete()
            ? "All %d fits came to their end (%d iterations)."
            : "CAREFUL: of %d fits (%d iterations), %d did not come to their end; better points exist.",
        convergence.fits(),
        convergence.iterations(),
        convergence.unfinished());
    line("A point says %.3f nats.", refitted.logOddsPerPoint());
  }

  private void policies() {
    line("");
    line("%-28s%12s%12s", "", "present", "refitted");
    row("Area under the ROC curve", "%.4f", area(refitted.present()), area(refitted.outOfFold()));
    double required = refitted.options().required();
    table(
        "at required_score " + Points.text(required),
        ConfusionTable.at(required, refitted.present()),
        ConfusionTable.at(required, refitted.outOfFold()));
    double cost = refitted.options().falsePositiveCost();
    ConfusionTable present = BestThreshold.of(refitted.present(), cost);
    ConfusionTable best = BestThreshold.of(refitted.outOfFold(), cost);
    table("at the required_score that costs least:", present, best);
    line("A ham message refused costs as much as %s spam messages let through.", Points.text(cost));
    line("Refitted figures are of messages that the points were not fitted to.");
  }

  private static double area(ScoreCounts scores) {
    return RocCurve.of(scores).area();
  }

  private void table(String title, ConfusionTable present, ConfusionTable best) {
    line(title);
    row("  required_score", "%.3f", present.threshold(), best.threshold());
    row("  spam refused", present.truePositives(), best.truePositives());
    row("  spam let through", present.falseNegatives(), best.falseNegatives());
    row("  ham refused", present.falsePositives(), best.falsePositives());
    row("  ham let through", present.trueNegatives(), best.trueNegatives());
    row("  spam refused, %", "%.2f", percentSpam(present), percentSpam(best));
    row("  ham refused, %", "%.2f", percentHam(present), percentHam(best));
    double cost = refitted.options().falsePositiveCost();
    row("  cost", "%.0f", present.cost(cost), best.cost(cost));
  }

  private static double percentSpam(ConfusionTable table) {
    return 100 * table.truePositiveRate();
  }

  private static double percentHam(ConfusionTable table) {
    return 100 * table.falsePositiveRate();
  }

  private void row(String name, long present, long best) {
    line("%-28s%12d%12d", name, present, best);
  }

  private void row(String name, String number, double present, double best) {
    row(
        name,
        String.format(Locale.ROOT, number, present),
        String.format(Locale.ROOT, number, best));
  }

  private void row(String name, String present, String best) {
    line("%-28s%12s%12s", name, present, best);
  }

  private void rules() {
    int width = refitted.rules().stream().mapToInt(rule -> rule.name().length()).max().orElse(0);
    String format = "%-" + Math.max(width, 4) + "s%10s%10s%10s%10s%s";
    line("");
    line(format, "rule", "ham", "spam", "present", "new", "");
    for (TunedRule rule : refitted.rules()) {
      line(
          format,
          rule.name(),
          rule.hamHits(),
          rule.spamHits(),
          Points.text(rule.presentPoints()),
          Points.text(rule.newPoints()),
          rule.tuned() ? "" : "  too few hits, left as it is");
    }
  }

  private void line(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
