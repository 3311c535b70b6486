package org.spfsuite.scoring.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RefitTest {

  private static final double[] TRUTH = {4, 3, 2, 1, 0, -1, -2.5};
  private static final int MESSAGES = 20_000;

  private static final RefitOptions EQUAL_COST =
      RefitOptions.DEFAULTS.with().falsePositiveCost(1).build();

  private static Refitted refit(TrainingSet log, RefitOptions options) {
    RefitOutcome outcome = Refit.of(log, options);
    assertThat(outcome).isInstanceOf(Refitted.class);
    return (Refitted) outcome;
  }

  private static TrainingSet log(long seed, double[] truth, double logOddsPerPoint, int messages) {
    return SyntheticLog.training(
        SyntheticLog.rules(truth),
        new SyntheticLog(seed, truth, logOddsPerPoint, 0.35).messages(messages));
  }

  private static double[] newPoints(Refitted refitted) {
    return refitted.rules().stream().mapToDouble(TunedRule::newPoints).toArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void recoversThePointsThatTheLabelsFollowFrom(long seed) {
    Refitted refitted = refit(log(seed, TRUTH, 1.5, MESSAGES), EQUAL_COST);

    for (int rule = 0; rule < TRUTH.length; rule++) {
      assertThat(refitted.rules().get(rule).newPoints())
          .as("seed %d, rule %d", seed, rule)
          .isCloseTo(TRUTH[rule], within(0.35));
    }
    assertThat(refitted.logOddsPerPoint()).as("seed %d", seed).isCloseTo(1.5, within(0.15));
    assertThat(refitted.convergence().complete()).as("seed %d", seed).isTrue();
    assertThat(RocCurve.of(refitted.outOfFold()).area())
        .as("seed %d", seed)
        .isGreaterThan(RocCurve.of(refitted.present()).area());
  }

  /** The threshold lies where spam is ten times as likely as ham, so points get smaller. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void costMovesTheThreshold(long seed) {
    double scale = 1.5;
    Refitted refitted = refit(log(seed, TRUTH, scale, MESSAGES), RefitOptions.DEFAULTS);

    double expected = 5 / (5 + Math.log(10) / scale);
    for (int rule = 0; rule < TRUTH.length; rule++) {
      assertThat(refitted.rules().get(rule).newPoints())
          .as("seed %d, rule %d", seed, rule)
          .isCloseTo(TRUTH[rule] * expected, within(0.35));
    }
    ConfusionTable careful = ConfusionTable.at(5, refitted.outOfFold());
    ConfusionTable equal =
        ConfusionTable.at(5, refit(log(seed, TRUTH, scale, MESSAGES), EQUAL_COST).outOfFold());
    assertThat(careful.falsePositives()).as("seed %d", seed).isLessThan(equal.falsePositives());
    assertThat(careful.cost(10)).as("seed %d", seed).isLessThan(equal.cost(10));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void separatesWhatCanBeSeparated(long seed) {
    Refitted refitted =
        refit(
            log(seed, new double[] {4.5, 4, 3.3, 0, -3}, Double.POSITIVE_INFINITY, 3_000),
            RefitOptions.DEFAULTS);

    assertThat(RocCurve.of(refitted.outOfFold()).area())
        .as("seed %d", seed)
        .isGreaterThan(0.999)
        .isGreaterThan(RocCurve.of(refitted.present()).area());
    assertThat(ConfusionTable.at(5, refitted.outOfFold()).accuracy())
        .as("seed %d", seed)
        .isGreaterThan(0.99);
    assertThat(refitted.convergence().complete()).as("seed %d", seed).isTrue();
  }

  /** Rules whose names promise the contrary of what they say in this log end next to nothing. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void pointsStayInTheirRanges(long seed) {
    List<TunableRule> rules =
        List.of(
            TunableRule.of("RULE_0", -1, true, 5),
            TunableRule.of("RULE_1", 0.5, false, 5),
            new TunableRule("RULE_2", 9, 0.1234, 1.2345),
            TunableRule.of("RULE_3", 0, false, 5),
            TunableRule.of("RULE_4", -100, true, 5),
            TunableRule.of("RULE_5", 1, false, 5),
            TunableRule.of("RULE_6", 0, true, 2));
    TrainingSet log =
        SyntheticLog.training(rules, new SyntheticLog(seed, TRUTH, 1, 0.35).messages(2_000));
    Refitted refitted = refit(log, RefitOptions.DEFAULTS);

    for (int i = 0; i < rules.size(); i++) {
      assertThat(refitted.rules().get(i).newPoints())
          .as("seed %d, %s", seed, rules.get(i))
          .isBetween(rules.get(i).min(), rules.get(i).max());
    }
    assertThat(newPoints(refitted)[0]).as("seed %d", seed).isEqualTo(-0.001);
    assertThat(newPoints(refitted)[5]).as("seed %d", seed).isEqualTo(0.001);
    assertThat(refitted.convergence().complete()).as("seed %d", seed).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    // min, max, fitted, publishable
    "0, 5, 1.23456, 1.235",
    "0, 5, 0, 0.001",
    "0, 5, 0.0004, 0.001",
    "-5, 0, -0.0004, -0.001",
    "-5, 0, 0, -0.001",
    "-5, 5, -0.0001, -0.001",
    "-5, 5, 0.0001, 0.001",
    "0, 1.2345, 1.2345, 1.234",
    "0.1234, 5, 0.1234, 0.124",
    "0, 1.001, 1.001, 1.001",
    "-1.001, 0, -1.001, -1.001",
    "-1.2345, 0, -1.2345, -1.234",
  })
  void pointsArePublishedWithThreeDecimals(double min, double max, double fitted, double expected) {
    assertThat(new TunableRule("A", 0, min, max).publishable(fitted)).isEqualTo(expected);
  }

  /** A rule that speaks for the contrary is fitted to 0 points, which a file cannot have. */
  @Test
  void figuresAreOfPointsAsPublished() {
    List<LoggedMessage> messages = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      messages.add(SyntheticLog.message("h" + i, Label.HAM, Set.of("B")));
      messages.add(SyntheticLog.message("s" + i, Label.SPAM, Set.of("A")));
    }
    List<TunableRule> rules =
        List.of(TunableRule.of("A", 1, false, 5), TunableRule.of("B", 1, false, 5));
    Refitted refitted = refit(SyntheticLog.training(rules, messages), RefitOptions.DEFAULTS);

    assertThat(newPoints(refitted)).containsExactly(5, 0.001);
    assertThat(refitted.outOfFold().entries())
        .containsExactly(
            new ScoreCounts.Entry(0.001, 50, 0, 0), new ScoreCounts.Entry(5, 0, 50, 0));
  }

  /** A line of a log may hold thousands of hits of a million points. */
  @Test
  void hugeTotalsAreScoresToo() {
    Map<String, Double> hits = new LinkedHashMap<>();
    IntStream.range(0, 3_000).forEach(i -> hits.put("R" + i, 1e6));
    List<LoggedMessage> messages = new ArrayList<>(both(40, 40));
    messages.add(new LoggedMessage("x", Optional.of(Label.SPAM), 5, 5, hits, Set.of()));
    Refitted refitted = refit(SyntheticLog.training(ruleA(), messages), EQUAL_COST);

    assertThat(refitted.present().entries()).last().extracting(e -> e.score()).isEqualTo(3e9);
    assertThat(refitted.convergence().complete()).isTrue();
    assertThat(TuningReport.of(refitted)).doesNotContain("NaN", "Infinity");
    assertThat(RocSvg.of(refitted)).doesNotContain("NaN", "Infinity");
  }

  /** Neither the order of the log nor that of its hits matters; the seed does, but little. */
  @Test
  void sameMessagesAndSeedLeadToTheSamePoints() {
    List<LoggedMessage> messages = new SyntheticLog(9, TRUTH, 1, 0.35).messages(2_000);
    List<LoggedMessage> shuffled = new ArrayList<>(messages);
    Collections.shuffle(shuffled, new Random(9));
    List<TunableRule> rules = SyntheticLog.rules(TRUTH);
    String report = TuningReport.of(Refit.of(SyntheticLog.training(rules, messages), EQUAL_COST));

    assertThat(TuningReport.of(Refit.of(SyntheticLog.training(rules, shuffled), EQUAL_COST)))
        .isEqualTo(report);
    RefitOptions otherSeed = EQUAL_COST.with().seed(2).build();
    assertThat(TuningReport.of(Refit.of(SyntheticLog.training(rules, messages), otherSeed)))
        .isNotEqualTo(report);
  }

  /** Rules that always hit together cannot be told apart and share what there is. */
  @Test
  void rulesThatAlwaysHitTogetherGetTheSame() {
    List<LoggedMessage> messages = new SyntheticLog(4, new double[] {4, 2}, 1, 0.5).messages(3_000);
    List<TunableRule> rules =
        List.of(TunableRule.of("RULE_0", 1, false, 5), TunableRule.of("TWIN", 1, false, 5));
    List<LoggedMessage> twins = new ArrayList<>();
    for (LoggedMessage message : messages) {
      Set<String> facts = message.isTrue("RULE_0") ? Set.of("RULE_0", "TWIN") : Set.of();
      twins.add(SyntheticLog.message(message.id(), message.label().orElseThrow(), facts));
    }
    double[] points = newPoints(refit(SyntheticLog.training(rules, twins), EQUAL_COST));
    assertThat(points[0]).isCloseTo(points[1], within(0.002)).isPositive();
  }

  /** What other rules give counts, and is not learnt twice. */
  @Test
  void pointsOfOtherRulesCount() {
    List<LoggedMessage> messages = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      boolean hit = random.nextBoolean();
      double others = random.nextInt(9);
      double odds = 1.5 * (others + (hit ? 3 : 0) - 5);
      Label label = random.nextDouble() < 1 / (1 + Math.exp(-odds)) ? Label.SPAM : Label.HAM;
      messages.add(
          SyntheticLog.message("m" + i, label, others, hit ? new String[] {"A"} : new String[0]));
    }
    List<TunableRule> rules = List.of(TunableRule.of("A", 0.5, false, 5));
    Refitted refitted = refit(SyntheticLog.training(rules, messages), EQUAL_COST);
    assertThat(newPoints(refitted)[0]).isCloseTo(3, within(0.15));
  }

  /** Points in the log are those of another day; what counts is what the rules give now. */
  @Test
  void presentPointsAreThoseGiven() {
    List<LoggedMessage> messages = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Label label = i % 2 == 0 ? Label.HAM : Label.SPAM;
      messages.add(
          new LoggedMessage(
              "m" + i, Optional.of(label), 3, 5, Map.of("A", 1.0, "B", 2.0), Set.of("C")));
    }
    List<TunableRule> rules =
        List.of(TunableRule.of("A", 0.5, false, 5), TunableRule.of("C", 0.25, false, 5));
    Refitted refitted = refit(SyntheticLog.training(rules, messages), EQUAL_COST);
    assertThat(refitted.present().entries())
        .containsExactly(new ScoreCounts.Entry(2.75, 20, 20, 0));
  }

  @Test
  void rulesWithFewHitsStayAsTheyAre() {
    List<LoggedMessage> messages = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      boolean spam = i % 2 == 0;
      Set<String> facts = i < 9 ? Set.of("RARE") : spam ? Set.of("A") : Set.of();
      messages.add(SyntheticLog.message("m" + i, spam ? Label.SPAM : Label.HAM, facts));
    }
    List<TunableRule> rules =
        List.of(
            TunableRule.of("RARE", 0.7, false, 5),
            TunableRule.of("A", 0.1, false, 5),
            TunableRule.of("NEVER", -2, true, 5));
    Refitted refitted = refit(SyntheticLog.training(rules, messages), EQUAL_COST);

    assertThat(refitted.rules().get(0)).isEqualTo(new TunedRule("RARE", 4, 5, 0.7, 0.7, false));
    assertThat(refitted.rules().get(1).tuned()).isTrue();
    assertThat(refitted.rules().get(1).newPoints()).isGreaterThan(1);
    assertThat(refitted.rules().get(2)).isEqualTo(new TunedRule("NEVER", 0, 0, -2, -2, false));
  }

  /** Ten messages of a label are enough, in five folds. */
  @ParameterizedTest
  @CsvSource({
    "10, 10, 5",
    "10, 500, 5",
    "14, 19, 7",
    "20, 20, 10",
    "500, 25, 10",
  })
  void fewMessagesMeanFewFolds(int ham, int spam, int folds) {
    Refitted refitted = refit(SyntheticLog.training(ruleA(), both(ham, spam)), EQUAL_COST);
    assertThat(refitted.folds()).isEqualTo(folds);
    assertThat(refitted.outOfFold().ham()).isEqualTo(ham);
    assertThat(refitted.outOfFold().spam()).isEqualTo(spam);
  }

  private static List<TunableRule> ruleA() {
    return List.of(TunableRule.of("A", 1, false, 5));
  }

  private static List<LoggedMessage> both(int ham, int spam) {
    List<LoggedMessage> messages = new ArrayList<>();
    for (int i = 0; i < ham + spam; i++) {
      Label label = i < ham ? Label.HAM : Label.SPAM;
      messages.add(SyntheticLog.message("m" + i, label, i % 3 == 0 ? Set.of() : Set.of("A")));
    }
    return messages;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9 | 500 | 10 | 9 ham and 500 spam messages have a label, but at least 10 of each are needed",
        "500 | 0 | 10 | 500 ham and 0 spam messages have a label, but at least 10 of each are needed",
        "20 | 20 | 100 | no rule has the 100 hits that are needed",
      })
  void tellsWhatIsMissing(int ham, int spam, int minimumHits, String reason) {
    RefitOptions options = EQUAL_COST.with().minimumHits(minimumHits).build();
    RefitOutcome outcome = Refit.of(SyntheticLog.training(ruleA(), both(ham, spam)), options);
    assertThat(outcome).isEqualTo(new NothingToLearn(reason));
    assertThat(TuningReport.of(outcome)).isEqualTo("Nothing to learn: " + reason + ".\n");
  }

  @Test
  void messagesWithoutLabelTeachNothing() {
    List<LoggedMessage> messages = new ArrayList<>(both(20, 20));
    messages.add(new LoggedMessage("x", Optional.empty(), 0, 5, Map.of(), Set.of("A")));
    TrainingSet log = SyntheticLog.training(ruleA(), messages);
    assertThat(log.unlabelled()).isEqualTo(1);
    assertThat(log.ham() + log.spam()).isEqualTo(40);
    assertThat(log.distinctPatterns()).isEqualTo(2);
  }

  @Test
  void fitsThatDoNotComeToTheirEndAreReported() {
    RefitOptions options = EQUAL_COST.with().maxIterations(1).build();
    Refitted refitted = refit(log(1, TRUTH, 1.5, 2_000), options);

    assertThat(refitted.convergence().complete()).isFalse();
    assertThat(refitted.convergence().unfinished()).isPositive();
    assertThat(refitted.convergence().gap()).isGreaterThan(Refitted.Convergence.TOLERANCE);
    assertThat(TuningReport.of(refitted)).contains("CAREFUL: of 51 fits");
    assertThat(ScoreFile.write(refitted, Instant.EPOCH)).contains("# Careful: ");
  }

  /** The strongest holds points to what they are. */
  @Test
  void strengthHoldsPointsToThePresentOnes() {
    RefitOptions strong = EQUAL_COST.with().strengths(List.of(1e9)).build();
    double[] points = newPoints(refit(log(1, TRUTH, 1.5, 2_000), strong));
    assertThat(points).containsExactly(new double[] {1, 1, 1, 1, 1, -1, -1}, within(0.002));
  }

  @Test
  void strengthIsTheOneWithTheLeastLoss() {
    Refitted refitted = refit(log(3, TRUTH, 1, 300), EQUAL_COST);
    double least = refitted.trials().stream().mapToDouble(Refitted.Trial::loss).min().orElseThrow();
    assertThat(refitted.trials())
        .extracting(Refitted.Trial::strength)
        .containsExactly(1000.0, 100.0, 10.0, 1.0, 0.1);
    assertThat(refitted.trials()).contains(new Refitted.Trial(refitted.strength(), least));
  }

  /** Scores are those of messages that the fit did not see: noise learnt by heart does not help. */
  @Test
  void nothingIsClaimedThatCannotBeForetold() {
    TrainingSet right = log(3, TRUTH, 1.5, 2_000);
    Refitted learnt = refit(right, EQUAL_COST);
    List<LoggedMessage> guessed = new ArrayList<>();
    Random random = new Random(3);
    for (LoggedMessage message : new SyntheticLog(3, TRUTH, 1.5, 0.35).messages(2_000)) {
      Label label = random.nextBoolean() ? Label.HAM : Label.SPAM;
      guessed.add(SyntheticLog.message(message.id(), label, message.facts()));
    }
    Refitted noise = refit(SyntheticLog.training(SyntheticLog.rules(TRUTH), guessed), EQUAL_COST);

    assertThat(RocCurve.of(learnt.outOfFold()).area()).isGreaterThan(0.8);
    assertThat(RocCurve.of(noise.outOfFold()).area())
        .as("what was not seen cannot be foretold")
        .isCloseTo(0.5, within(0.05));
  }

  static IntStream invalid() {
    return IntStream.range(0, 11);
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void optionsCheckThemselves(int which) {
    List<UnaryOperator<RefitOptions.Builder>> wrong =
        Arrays.asList(
            options -> options.required(0),
            options -> options.required(Double.NaN),
            options -> options.falsePositiveCost(0),
            options -> options.falsePositiveCost(Double.POSITIVE_INFINITY),
            options -> options.folds(1),
            options -> options.folds(101),
            options -> options.strengths(List.of()),
            options -> options.strengths(List.of(1.0, 0.0)),
            options -> options.minimumHits(-1),
            options -> options.minimumMessages(3),
            options -> options.maxIterations(0));
    RefitOptions.Builder builder = wrong.get(which).apply(RefitOptions.DEFAULTS.with());
    assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"A B, 1, 0, 5", "'', 1, 0, 5", "A, NaN, 0, 5", "A, 1, 5, 5", "A, 1, 0, Infinity"})
  void rulesCheckThemselves(String name, double points, double min, double max) {
    assertThatThrownBy(() -> new TunableRule(name, points, min, max))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rulesAreThereOnce() {
    List<TunableRule> twice = List.of(ruleA().get(0), ruleA().get(0));
    assertThatThrownBy(() -> TrainingSet.collector(twice))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
