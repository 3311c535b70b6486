package org.spfsuite.scoring.tuning;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spfsuite.scoring.tuning.Fit.Solution;
import org.spfsuite.scoring.tuning.TrainingSet.LabelCount;

/**
 * Learns points from labelled messages: logistic regression whose log-odds are {@code a (s - t)},
 * with the total {@code s} of a message, the threshold {@code t}, which is given, and a scale
 * {@code a}, which is learnt along with the points. So there is nothing to convert afterwards:
 * points come out on the scale of the threshold, the points of rules that do not change count with
 * theirs, and a message that nothing hits has 0 points by construction.
 *
 * <p><b>Cost.</b> A wanted message weighs as much as {@link RefitOptions#falsePositiveCost}
 * unwanted ones; so the threshold lies where refusing a message costs as much as accepting it.
 * Apart from that messages count as they come: the log should hold wanted and unwanted mail in the
 * proportion in which they arrive.
 *
 * <p><b>Regularisation</b> is towards the present points rather than towards 0: where messages say
 * little, points change little. Its strength is chosen by cross-validation, by the least loss on
 * messages that the fit did not see; so are the scores in the report. As the strength was chosen on
 * the same folds, and the best threshold by the same scores, these flatter, though hardly: there is
 * little to choose from.
 *
 * <p><b>Ranges</b> of points hold exactly, without a penalty: see {@link Box}. The scale may be
 * from 0.05 to 50 log-odds for the whole threshold; see {@link LogLoss} and {@link Fit} for the
 * function that is minimised and how the optimum is recognised.
 *
 * <p>The time depends on distinct patterns, that is, messages alike in the rules they hit and in
 * all other points, not on messages.
 */
public final class Refit {

  private final TrainingSet log;
  private final RefitOptions options;
  private final List<LabelCount> hits;

  /** Indexes of the rules that may change. */
  private final List<Integer> tuned;

  private Refit(TrainingSet log, RefitOptions options) {
    this.log = log;
    this.options = options;
    this.hits = log.hits();
    this.tuned =
        IntStream.range(0, hits.size())
            .filter(rule -> hits.get(rule).all() >= options.minimumHits())
            .boxed()
            .toList();
  }

  /**
   * Fits points.
   *
   * @param log labelled messages
   * @param options how
   * @return new points, or why there are none
   */
  public static RefitOutcome of(TrainingSet log, RefitOptions options) {
    Refit refit = new Refit(log, options);
    Optional<String> missing = refit.missing();
    return missing.isPresent() ? new NothingToLearn(missing.get()) : refit.refitted();
  }

  private Optional<String> missing() {
    if (Math.min(log.ham(), log.spam()) < options.minimumMessages()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%d ham and %d spam messages have a label, but at least %d of each are needed",
              log.ham(),
              log.spam(),
              options.minimumMessages()));
    }
    return tuned.isEmpty()
        ? Optional.of("no rule has the " + options.minimumHits() + " hits that are needed")
        : Optional.empty();
  }

  private Refitted refitted() {
    TrainingSet changing = log.changingOnly(tuned);
    Fitter fitter = new Fitter(changing, options);
    CrossValidation validation = CrossValidation.of(changing, fitter, options);
    Solution solution = fitter.fitAll(validation.strength());
    return new Refitted(
        options,
        log,
        validation.folds(),
        validation.trials(),
        validation.strength(),
        rules(solution.points()),
        solution.scale(),
        present(),
        validation.outOfFold(),
        fitter.convergence());
  }

  private ScoreCounts present() {
    double[] points = log.rules().stream().mapToDouble(TunableRule::points).toArray();
    ScoreCounts.Builder scores = new ScoreCounts.Builder();
    for (PatternCount count : log.patterns()) {
      double score = count.pattern().score(points);
      scores.add(score, Optional.of(Label.HAM), count.ham());
      scores.add(score, Optional.of(Label.SPAM), count.spam());
    }
    return scores.build();
  }

  private List<TunedRule> rules(double[] points) {
    return IntStream.range(0, hits.size()).mapToObj(rule -> rule(rule, points)).toList();
  }

  private TunedRule rule(int index, double[] points) {
    TunableRule rule = log.rules().get(index);
    LabelCount count = hits.get(index);
    int place = tuned.indexOf(index);
    return new TunedRule(
        rule.name(),
        count.ham(),
        count.spam(),
        rule.points(),
        place < 0 ? rule.points() : rule.publishable(points[place]),
        place >= 0);
  }
}
