package org.spfsuite.scoring.tuning;

import java.util.Arrays;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.MaxIter;
import org.hipparchus.optim.PointValuePair;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.hipparchus.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.hipparchus.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer.Formula;

/**
 * The least {@link LogLoss} within a {@link Box}: conjugate gradients over the angles of the box,
 * preconditioned by the inverse curvature, so that a few steps do.
 *
 * <p>Whether the optimum was reached is not left to the optimiser to say. Since the loss is convex
 * in scale {@code a} and log-odds {@code a w}, where the box is a cone cut off at the least and
 * largest scale, a linear function through the point found bounds the loss from below all over it;
 * its minimum is at a corner and thus easily known. The <em>gap</em> between loss and bound says
 * how much better any other points could be at most.
 */
final class Fit {

  /**
   * Gap up to which a fit is fine, in nats for each message: the likelihood of a hundred thousand
   * messages changes by a factor of e at most, which is less than chance does.
   */
  static final double TOLERANCE = 1e-5;

  /** Gap at which a fit ends. */
  private static final double AIM = 1e-6;

  private static final int MAX_ATTEMPTS = 8;
  private static final int MAX_EVALUATIONS_PER_ITERATION = 100;
  private static final double LINE_TOLERANCE = 1e-12;
  private static final double SMALLEST = 1e-15;
  private static final double FULL_STEP = 1;
  private static final double DAMPING = 1e-8;
  private static final double AWAY_FROM_BOUNDS = 1e-3;

  private final LogLoss loss;
  private final Box box;
  private final int maxIterations;
  private int iterations;
  private double[] angles = {};
  private double[] lastValues = {};
  private double[] lastGradient = {};

  /**
   * Where a fit ended.
   *
   * @param scale log-odds per point
   * @param points of each rule, within their ranges
   * @param gap how much the loss is above the least possible one at most
   * @param iterations how many it took
   */
  @SuppressWarnings("ArrayRecordComponent") // stays within this package, compared by nobody
  record Solution(double scale, double[] points, double gap, int iterations) {
    boolean converged() {
      return gap <= TOLERANCE;
    }
  }

  private Fit(LogLoss loss, Box box, int maxIterations) {
    this.loss = loss;
    this.box = box;
    this.maxIterations = maxIterations;
  }

  /**
   * Fits.
   *
   * @param start scale and points to start from
   * @param maxIterations bound of the iterations, at least 1
   */
  static Solution of(LogLoss loss, Box box, double[] start, int maxIterations) {
    return new Fit(loss, box, maxIterations).solve(start);
  }

  private Solution solve(double[] start) {
    double[] values = box.nearest(start);
    angles = box.angles(values);
    for (int attempt = 0; attempt < MAX_ATTEMPTS && iterations < maxIterations; attempt++) {
      if (gap(values) <= AIM) {
        break;
      }
      angles = box.angles(awayFromWrongBounds(values));
      descend();
      values = box.values(angles);
    }
    return new Solution(
        values[0], Arrays.copyOfRange(values, 1, values.length), gap(values), iterations);
  }

  /** At a bound the slope by the angle is nothing, even if the loss falls inwards. */
  private double[] awayFromWrongBounds(double[] values) {
    double[] slope = gradient(values);
    double[] moved = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double room = AWAY_FROM_BOUNDS * (box.max(i) - box.min(i));
      moved[i] =
          slope[i] < 0
              ? Math.max(values[i], box.min(i) + room)
              : Math.min(values[i], box.max(i) - room);
    }
    return moved;
  }

  private void descend() {
    NonLinearConjugateGradientOptimizer optimizer =
        new NonLinearConjugateGradientOptimizer(
            Formula.POLAK_RIBIERE,
            this::isDone,
            LINE_TOLERANCE,
            SMALLEST,
            FULL_STEP,
            this::precondition);
    int left = maxIterations - iterations;
    try {
      optimizer.optimize(
          new ObjectiveFunction(at -> loss.value(box.values(at))),
          new ObjectiveFunctionGradient(this::slope),
          GoalType.MINIMIZE,
          new InitialGuess(angles),
          new MaxIter(left),
          new MaxEval(left * MAX_EVALUATIONS_PER_ITERATION));
    } catch (MathIllegalStateException e) {
      // A bound was reached: the angles are the last ones seen, and the gap tells how good they
      // are.
    }
    iterations += optimizer.getIterations();
  }

  private boolean isDone(int iteration, PointValuePair before, PointValuePair now) {
    angles = now.getPoint();
    return before.getValue() - now.getValue() <= SMALLEST || gap(box.values(angles)) <= AIM;
  }

  /** The gradient of the loss; optimiser, curvature and gap want it of the same values in turn. */
  private double[] gradient(double[] values) {
    if (!Arrays.equals(values, lastValues)) {
      lastGradient = loss.gradient(values);
      lastValues = values.clone();
    }
    return lastGradient.clone();
  }

  private double[] slope(double[] at) {
    double[] slope = gradient(box.values(at));
    for (int i = 0; i < slope.length; i++) {
      slope[i] *= box.slope(i, at[i]);
    }
    return slope;
  }

  /** Solves curvature times direction = slope, which makes the direction Newton's. */
  private double[] precondition(double[] at, double[] slope) {
    double[] values = box.values(at);
    double[][] matrix = loss.curvature(values);
    double[] gradient = gradient(values);
    for (int i = 0; i < at.length; i++) {
      for (int j = 0; j < at.length; j++) {
        matrix[i][j] *= box.slope(i, at[i]) * box.slope(j, at[j]);
      }
      matrix[i][i] += DAMPING + Math.max(0, gradient[i] * box.bend(i, at[i]));
    }
    CholeskyDecomposition cholesky =
        new CholeskyDecomposition(
            MatrixUtils.createRealMatrix(matrix),
            CholeskyDecomposition.DEFAULT_RELATIVE_SYMMETRY_THRESHOLD,
            SMALLEST);
    return cholesky.getSolver().solve(new ArrayRealVector(slope, false)).toArray();
  }

  /** How much less the loss can be anywhere in the box, at most. */
  private double gap(double[] x) {
    double[] slope = gradient(x);
    double byPoints = 0;
    for (int i = 1; i < x.length; i++) {
      byPoints += slope[i] * (x[i] - (slope[i] > 0 ? box.min(i) : box.max(i)));
    }
    double byScale = slope[0] - byPoints / x[0];
    return slope[0] * x[0] - Math.min(byScale * box.min(0), byScale * box.max(0));
  }
}
