package org.genlabel.theory;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.LUDecomposition;

/**
 * Newton's method with step halving for {@link SoftCrossEntropy}, which is convex. Adding the same
 * vector to every w_k does not change the loss; of all minimisers this finds the one whose w_k sum
 * to 0.
 */
final class NewtonMethod {
  private static final int MAXIMAL_STEPS = 200;
  private static final int MAXIMAL_HALVINGS = 50;
  private static final double SMALLEST_GRADIENT = 1e-13;

  private NewtonMethod() {}

  /**
   * Returns the minimiser, starting from weights 0.
   *
   * @return [parameter]
   * @throws ArithmeticException if there is none, because the points are separable and the loss
   *     decreases without end
   */
  static double[] minimize(SoftCrossEntropy loss) {
    double[] parameters = new double[SoftCrossEntropy.PARAMETERS];
    for (int step = 0; step < MAXIMAL_STEPS; step++) {
      double[] gradient = loss.gradient(parameters);
      if (largest(gradient) < SMALLEST_GRADIENT) {
        return parameters;
      }
      double[] direction = direction(loss.hessian(parameters), gradient);
      double[] next = shortened(loss, parameters, direction);
      if (next == parameters) {
        // No further digits can be gained.
        return parameters;
      }
      parameters = next;
    }
    throw new ArithmeticException(
        "the loss has no minimum within " + MAXIMAL_STEPS + " steps of Newton's method");
  }

  private static double[] direction(double[][] hessian, double[] gradient) {
    for (int k = 0; k < hessian.length; k++) {
      for (int l = 0; l < hessian.length; l++) {
        // The Hessian and the gradient are 0 in the direction that does not change the loss.
        hessian[k][l] += k % 2 == l % 2 ? 1 : 0;
      }
    }
    DecompositionSolver solver =
        new LUDecomposition(new Array2DRowRealMatrix(hessian, false)).getSolver();
    if (!solver.isNonSingular()) {
      throw new ArithmeticException("the loss is flat far out: it has no minimum");
    }
    return solver.solve(new ArrayRealVector(gradient, false)).mapMultiply(-1).toArray();
  }

  private static double[] shortened(
      SoftCrossEntropy loss, double[] parameters, double[] direction) {
    double value = loss.value(parameters);
    double length = 1;
    for (int halving = 0; halving < MAXIMAL_HALVINGS; halving++) {
      double[] next = parameters.clone();
      for (int k = 0; k < next.length; k++) {
        next[k] += length * direction[k];
      }
      if (loss.value(next) < value) {
        return next;
      }
      length /= 2;
    }
    return parameters;
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
