package org.genlabel.theory;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;
import org.apache.commons.math3.optim.univariate.UnivariatePointValuePair;

/**
 * Minimum of a function of one variable: the best point of an even grid, refined by Brent's method
 * between its neighbours.
 *
 * @param at position of the minimum
 * @param value value of the function there
 */
record Minimum(double at, double value) {
  private static final int GRID = 128;
  // Values near a minimum differ quadratically, so that only half of the digits can be determined.
  private static final double RELATIVE_PRECISION = 1e-9;
  private static final double ABSOLUTE_PRECISION = 1e-12;
  private static final int MAXIMAL_EVALUATIONS = 1000;

  /**
   * @param low lower end of the interval
   * @param high upper end of the interval
   */
  static Minimum of(DoubleUnaryOperator function, double low, double high) {
    double step = (high - low) / GRID;
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= GRID; i++) {
      double value = function.applyAsDouble(low + i * step);
      if (value < least) {
        least = value;
        best = i;
      }
    }
    UnivariatePointValuePair found =
        new BrentOptimizer(RELATIVE_PRECISION, ABSOLUTE_PRECISION)
            .optimize(
                new MaxEval(MAXIMAL_EVALUATIONS),
                new UnivariateObjectiveFunction(function::applyAsDouble),
                GoalType.MINIMIZE,
                new SearchInterval(
                    Math.max(low, low + (best - 1) * step),
                    Math.min(high, low + (best + 1) * step)));
    return new Minimum(found.getPoint(), found.getValue());
  }
}
