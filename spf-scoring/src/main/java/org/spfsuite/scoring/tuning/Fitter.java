package org.spfsuite.scoring.tuning;

import java.util.List;
import java.util.stream.DoubleStream;
import org.spfsuite.scoring.tuning.Fit.Solution;
import org.spfsuite.scoring.tuning.Refitted.Convergence;

/** Fits points to messages of one log, and keeps the books about how well that went. */
final class Fitter {

  private static final double LEAST_ODDS_AT_THRESHOLD = 0.05;
  private static final double MOST_ODDS_AT_THRESHOLD = 50;
  private static final double FIRST_ODDS_AT_THRESHOLD = 5;

  private final List<PatternCount> patterns;
  private final PatternTable table;
  private final RefitOptions options;
  private final double[] present;
  private final Box box;
  private final double messages;
  private final double hamWeight;
  private final double spamWeight;
  private int fits;
  private int unfinished;
  private int iterations;
  private double lastGap;

  Fitter(TrainingSet log, RefitOptions options) {
    this.patterns = log.patterns();
    this.table = PatternTable.of(patterns);
    this.options = options;
    this.present = log.rules().stream().mapToDouble(TunableRule::points).toArray();
    this.box = box(log.rules(), options.required());
    this.messages = log.ham() + log.spam();
    // As many units of weight as messages, whatever the cost: so strengths keep their meaning.
    this.spamWeight = messages / (options.falsePositiveCost() * log.ham() + log.spam());
    this.hamWeight = options.falsePositiveCost() * spamWeight;
  }

  private static Box box(List<TunableRule> rules, double required) {
    return new Box(
        prepended(LEAST_ODDS_AT_THRESHOLD / required, rules.stream().mapToDouble(TunableRule::min)),
        prepended(MOST_ODDS_AT_THRESHOLD / required, rules.stream().mapToDouble(TunableRule::max)));
  }

  private static double[] prepended(double first, DoubleStream others) {
    return DoubleStream.concat(DoubleStream.of(first), others).toArray();
  }

  /** Where a fit starts if nothing better is known: from the present points. */
  double[] start() {
    return prepended(FIRST_ODDS_AT_THRESHOLD / options.required(), DoubleStream.of(present));
  }

  /** Where a fit starts that is much like another one. */
  static double[] startFrom(Solution solution) {
    return prepended(solution.scale(), DoubleStream.of(solution.points()));
  }

  /** Fits to the whole log. */
  Solution fitAll(double strength) {
    Weights all =
        Weights.of(
            patterns.size(),
            i -> hamWeight * patterns.get(i).ham(),
            i -> spamWeight * patterns.get(i).spam(),
            messages);
    return fit(all, strength, start());
  }

  /** Fits to some messages. */
  Solution fit(Weights weights, double strength, double[] start) {
    LogLoss loss = new LogLoss(table, weights, options.required(), present, strength);
    Solution solution = Fit.of(loss, box, start, options.maxIterations());
    fits++;
    unfinished += solution.converged() ? 0 : 1;
    iterations += solution.iterations();
    lastGap = solution.gap();
    return solution;
  }

  /** The loss of some messages under points, without a penalty. */
  double loss(Weights weights, Solution solution) {
    return new LogLoss(table, weights, options.required(), present, 0).value(startFrom(solution));
  }

  /** Weights of the messages of one fold. */
  Weights only(Folds folds, int fold) {
    return Weights.of(
        patterns.size(),
        i -> hamWeight * folds.ham(fold, i),
        i -> spamWeight * folds.spam(fold, i),
        messages);
  }

  /** Weights of the messages of all folds but one. */
  Weights without(Folds folds, int fold) {
    return Weights.of(
        patterns.size(),
        i -> hamWeight * (patterns.get(i).ham() - folds.ham(fold, i)),
        i -> spamWeight * (patterns.get(i).spam() - folds.spam(fold, i)),
        messages);
  }

  Convergence convergence() {
    return new Convergence(fits, unfinished, iterations, lastGap);
  }
}
