package org.spfsuite.scoring.tuning;

/**
 * How badly points explain labels, as a smooth function of them. With the total {@code s} of a
 * message, the threshold {@code t} and a scale {@code a > 0} in log-odds per point, a message is
 * spam with log-odds {@code a (s - t)}. The loss of a message is the negative logarithm of the
 * probability of its true label, and the function is
 *
 * <pre>{@code
 * (sum of weight * loss + strength / 2 * sum of (a (w - p))^2) / weight of the whole log
 * }</pre>
 *
 * where {@code w} are the points of a rule and {@code p} its present ones. In {@code a} and {@code
 * a w} it is convex: log-odds are linear in them and so is what the square is taken of.
 *
 * <p>Its arguments are the scale, then the points of each rule.
 */
final class LogLoss {

  private final PatternTable patterns;
  private final Weights weights;
  private final double required;
  private final double[] present;
  private final double strength;

  LogLoss(
      PatternTable patterns, Weights weights, double required, double[] present, double strength) {
    this.patterns = patterns;
    this.weights = weights;
    this.required = required;
    this.present = present;
    this.strength = strength;
  }

  double value(double[] x) {
    double sum = 0;
    for (int i = 0; i < patterns.size(); i++) {
      double odds = x[0] * margin(i, x);
      // -log(1 - probability) of ham, and -log(probability) of spam, is odds less.
      double hamLoss = Math.max(odds, 0) + Math.log1p(Math.exp(-Math.abs(odds)));
      sum += weights.ham(i) * hamLoss + weights.spam(i) * (hamLoss - odds);
    }
    double penalty = 0;
    for (int rule = 0; rule < present.length; rule++) {
      double change = x[0] * (x[rule + 1] - present[rule]);
      penalty += change * change;
    }
    return (sum + strength / 2 * penalty) / weights.total();
  }

  private double margin(int pattern, double[] x) {
    double score = patterns.others(pattern);
    for (int place = patterns.from(pattern); place < patterns.to(pattern); place++) {
      score += x[patterns.rule(place) + 1];
    }
    return score - required;
  }

  double[] gradient(double[] x) {
    double[] slope = new double[x.length];
    for (int i = 0; i < patterns.size(); i++) {
      double margin = margin(i, x);
      double probability = probability(x[0] * margin);
      double residual = weights.ham(i) * probability - weights.spam(i) * (1 - probability);
      slope[0] += residual * margin;
      for (int place = patterns.from(i); place < patterns.to(i); place++) {
        slope[patterns.rule(place) + 1] += residual * x[0];
      }
    }
    for (int rule = 0; rule < present.length; rule++) {
      double difference = x[rule + 1] - present[rule];
      slope[0] += strength * x[0] * difference * difference;
      slope[rule + 1] += strength * x[0] * x[0] * difference;
    }
    return divided(slope);
  }

  /**
   * Second derivatives, without those that come only from the product of scale and points: so the
   * matrix has no negative eigenvalue, and near the optimum hardly anything is missing.
   */
  double[][] curvature(double[] x) {
    double[][] bend = new double[x.length][x.length];
    for (int i = 0; i < patterns.size(); i++) {
      double margin = margin(i, x);
      double probability = probability(x[0] * margin);
      double weight = (weights.ham(i) + weights.spam(i)) * probability * (1 - probability);
      bend[0][0] += weight * margin * margin;
      for (int place = patterns.from(i); place < patterns.to(i); place++) {
        int column = patterns.rule(place) + 1;
        bend[0][column] += weight * margin * x[0];
        for (int other = patterns.from(i); other <= place; other++) {
          bend[patterns.rule(other) + 1][column] += weight * x[0] * x[0];
        }
      }
    }
    for (int rule = 0; rule < present.length; rule++) {
      double difference = x[rule + 1] - present[rule];
      bend[0][0] += strength * difference * difference;
      bend[0][rule + 1] += strength * difference * x[0];
      bend[rule + 1][rule + 1] += strength * x[0] * x[0];
    }
    mirror(bend);
    for (double[] row : bend) {
      divided(row);
    }
    return bend;
  }

  /** Copies what stands above the diagonal below it: rules of a pattern ascend. */
  private static void mirror(double[][] matrix) {
    for (int row = 1; row < matrix.length; row++) {
      for (int column = 0; column < row; column++) {
        matrix[row][column] = matrix[column][row];
      }
    }
  }

  private static double probability(double odds) {
    return 1 / (1 + Math.exp(-odds));
  }

  private double[] divided(double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= weights.total();
    }
    return sums;
  }
}
