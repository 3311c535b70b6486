package org.spfsuite.scoring.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spfsuite.scoring.tuning.Fit.Solution;
import org.spfsuite.scoring.tuning.Refitted.Trial;

/**
 * Which strength explains messages best that the fit did not see, and how they score.
 *
 * @param folds parts that messages were dealt in
 * @param trials the loss under each strength, the strongest first
 * @param strength the strength of the least loss, the stronger of two alike
 * @param outOfFold scores of all messages at this strength, each under points fitted without it,
 *     rounded as files of scores have them
 */
record CrossValidation(int folds, List<Trial> trials, double strength, ScoreCounts outOfFold) {

  private static final int LEAST_MESSAGES_IN_FOLD = 2;

  static CrossValidation of(TrainingSet log, Fitter fitter, RefitOptions options) {
    long most = Math.min(log.ham(), log.spam()) / LEAST_MESSAGES_IN_FOLD;
    int folds = (int) Math.min(options.folds(), most);
    return new Running(log, fitter, options, folds).run();
  }

  /** A cross-validation while it goes on. */
  private static final class Running {
    private final TrainingSet log;
    private final Fitter fitter;
    private final List<Double> strengths;
    private final Folds folds;
    private final double[] losses;

    /** For each fold, the solution of each strength. */
    private final List<List<Solution>> solutions = new ArrayList<>();

    Running(TrainingSet log, Fitter fitter, RefitOptions options, int folds) {
      this.log = log;
      this.fitter = fitter;
      this.strengths = options.strengths();
      this.folds = new Folds(log.patterns(), folds, options.seed());
      this.losses = new double[strengths.size()];
    }

    CrossValidation run() {
      for (int fold = 0; fold < folds.count(); fold++) {
        solutions.add(solve(fold));
      }
      int best = best();
      return new CrossValidation(folds.count(), trials(), strengths.get(best), outOfFold(best));
    }

    /** From strong to weak: each fit starts where the one before ended. */
    private List<Solution> solve(int fold) {
      Weights seen = fitter.without(folds, fold);
      Weights unseen = fitter.only(folds, fold);
      List<Solution> found = new ArrayList<>();
      double[] start = fitter.start();
      for (int i = 0; i < losses.length; i++) {
        Solution solution = fitter.fit(seen, strengths.get(i), start);
        losses[i] += fitter.loss(unseen, solution);
        start = Fitter.startFrom(solution);
        found.add(solution);
      }
      return found;
    }

    private int best() {
      int best = 0;
      for (int i = 1; i < losses.length; i++) {
        best = losses[i] < losses[best] ? i : best;
      }
      return best;
    }

    private List<Trial> trials() {
      return IntStream.range(0, losses.length)
          .mapToObj(i -> new Trial(strengths.get(i), losses[i]))
          .toList();
    }

    /** What a file would have: a fit may end a hair below the threshold, or at 0. */
    private double[] publishable(Solution solution) {
      return IntStream.range(0, solution.points().length)
          .mapToDouble(rule -> log.rules().get(rule).publishable(solution.points()[rule]))
          .toArray();
    }

    private ScoreCounts outOfFold(int strength) {
      ScoreCounts.Builder scores = new ScoreCounts.Builder();
      for (int fold = 0; fold < folds.count(); fold++) {
        double[] points = publishable(solutions.get(fold).get(strength));
        for (int i = 0; i < log.patterns().size(); i++) {
          double score = log.patterns().get(i).pattern().score(points);
          scores.add(score, Optional.of(Label.HAM), folds.ham(fold, i));
          scores.add(score, Optional.of(Label.SPAM), folds.spam(fold, i));
        }
      }
      return scores.build();
    }
  }
}
