package org.spfsuite.scoring.tuning;

import java.util.Comparator;
import java.util.List;

/**
 * How a refit goes about.
 *
 * @param required the threshold, from which total on a message is spam; above 0, 5 by default. It
 *     stays as it is: points are fitted to it
 * @param falsePositiveCost how many unwanted messages let through are as bad as one wanted message
 *     refused; above 0, at most 1,000,000, 10 by default. Each wanted message weighs as much as so
 *     many unwanted ones
 * @param folds in how many parts messages are dealt for cross-validation, 2 to 100, 10 by default;
 *     fewer if a fold would otherwise get less than two messages of a label
 * @param strengths how strongly points may be held to the present ones, to choose from by
 *     cross-validation; each above 0, in any order. At strength {@code k} a change that moves the
 *     log-odds of one message by 1 costs {@code k / 2} nats. By default 0.1 to 1000 in powers of
 *     ten
 * @param minimumHits rules with fewer hits in labelled messages are left as they are; 10 by default
 * @param minimumMessages least number of wanted, and of unwanted, messages; 4 or more, 10 by
 *     default
 * @param maxIterations bound for each fit, from 1 to 100,000, 200 by default
 * @param seed of the cards that messages are dealt by; the same seed and log lead to the same
 *     points
 */
public record RefitOptions(
    double required,
    double falsePositiveCost,
    int folds,
    List<Double> strengths,
    int minimumHits,
    int minimumMessages,
    int maxIterations,
    long seed) {

  /** The defaults. */
  public static final RefitOptions DEFAULTS =
      new RefitOptions(5, 10, 10, List.of(1000.0, 100.0, 10.0, 1.0, 0.1), 10, 10, 200, 1);

  private static final int MAX_FOLDS = 100;
  private static final int MAX_ITERATIONS = 100_000;
  private static final int LEAST_MESSAGES = 4;
  private static final double LARGEST_COST = 1e6;
  private static final double LARGEST_STRENGTH = 1e9;

  /**
   * Checks the values and sorts strengths, the strongest first.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  public RefitOptions {
    strengths = strengths.stream().distinct().sorted(Comparator.reverseOrder()).toList();
    check(
        required > 0 && Points.isValid(required),
        "the required score must be above 0 and at most 1000000");
    check(
        falsePositiveCost > 0 && falsePositiveCost <= LARGEST_COST,
        "the cost of false positives must be above 0 and at most 1000000");
    check(folds >= 2 && folds <= MAX_FOLDS, "folds must be 2-" + MAX_FOLDS);
    check(!strengths.isEmpty(), "no strength");
    check(
        strengths.stream().allMatch(k -> k > 0 && k <= LARGEST_STRENGTH), "strength out of range");
    check(minimumHits >= 0, "minimum of hits below 0");
    check(minimumMessages >= LEAST_MESSAGES, "minimum of messages below " + LEAST_MESSAGES);
    check(
        maxIterations >= 1 && maxIterations <= MAX_ITERATIONS,
        "iterations must be 1-" + MAX_ITERATIONS);
  }

  private static void check(boolean valid, String problem) {
    if (!valid) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** A builder that begins with these options. */
  public Builder with() {
    return new Builder(this);
  }

  /** Changes some options. */
  public static final class Builder {
    private double required;
    private double falsePositiveCost;
    private int folds;
    private List<Double> strengths;
    private int minimumHits;
    private int minimumMessages;
    private int maxIterations;
    private long seed;

    private Builder(RefitOptions from) {
      this.required = from.required;
      this.falsePositiveCost = from.falsePositiveCost;
      this.folds = from.folds;
      this.strengths = from.strengths;
      this.minimumHits = from.minimumHits;
      this.minimumMessages = from.minimumMessages;
      this.maxIterations = from.maxIterations;
      this.seed = from.seed;
    }

    /** See {@link RefitOptions#required}. */
    public Builder required(double points) {
      this.required = points;
      return this;
    }

    /** See {@link RefitOptions#falsePositiveCost}. */
    public Builder falsePositiveCost(double cost) {
      this.falsePositiveCost = cost;
      return this;
    }

    /** See {@link RefitOptions#folds}. */
    public Builder folds(int count) {
      this.folds = count;
      return this;
    }

    /** See {@link RefitOptions#strengths}. */
    public Builder strengths(List<Double> values) {
      this.strengths = values;
      return this;
    }

    /** See {@link RefitOptions#minimumHits}. */
    public Builder minimumHits(int hits) {
      this.minimumHits = hits;
      return this;
    }

    /** See {@link RefitOptions#minimumMessages}. */
    public Builder minimumMessages(int messages) {
      this.minimumMessages = messages;
      return this;
    }

    /** See {@link RefitOptions#maxIterations}. */
    public Builder maxIterations(int count) {
      this.maxIterations = count;
      return this;
    }

    /** See {@link RefitOptions#seed}. */
    public Builder seed(long value) {
      this.seed = value;
      return this;
    }

    /**
     * The options.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public RefitOptions build() {
      return new RefitOptions(
          required,
          falsePositiveCost,
          folds,
          strengths,
          minimumHits,
          minimumMessages,
          maxIterations,
          seed);
    }
  }
}
