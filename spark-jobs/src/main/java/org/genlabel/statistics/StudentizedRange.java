package org.genlabel.statistics;

import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The range of k independent standard normal variables: the studentized range at infinitely many
 * degrees of freedom.
 */
final class StudentizedRange {
  /** Below this, the rounding error of the integral affects the ninth digit of the quantile. */
  static final double LEAST_TAIL = 1e-6;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  // phi(9) is 1e-18, so the integrand is negligible outside.
  private static final int FARTHEST = 9;
  private static final int STEPS_PER_UNIT = 16;

  private final int variables;

  /**
   * @throws IllegalArgumentException if there are fewer than 2 variables
   */
  StudentizedRange(int variables) {
    if (variables < 2) {
      throw new IllegalArgumentException("a range needs at least 2 variables, not " + variables);
    }
    this.variables = variables;
  }

  /**
   * Returns P(range {@literal <=} q) = k integral phi(z) (Phi(z) - Phi(z - q))^(k-1) dz, z being
   * the greatest variable. The trapezoidal rule is accurate here: for a smooth function that
   * vanishes with all its derivatives at both ends it converges faster than any power of the step,
   * here to 1e-15.
   */
  double probability(double q) {
    double sum = 0;
    for (int step = -FARTHEST * STEPS_PER_UNIT; step <= FARTHEST * STEPS_PER_UNIT; step++) {
      double z = (double) step / STEPS_PER_UNIT;
      sum += NORMAL.density(z) * StrictMath.pow(NORMAL.probability(z - q, z), variables - 1);
    }
    return variables * sum / STEPS_PER_UNIT;
  }

  /**
   * Returns the q that the range exceeds with probability tail.
   *
   * @throws IllegalArgumentException if tail is not in [{@link #LEAST_TAIL}, 1)
   */
  double upperQuantile(double tail) {
    if (!(tail >= LEAST_TAIL && tail < 1)) {
      throw new IllegalArgumentException(
          "the probability must be in [" + LEAST_TAIL + ", 1), not " + tail);
    }
    // The probability that any of k(k-1)/2 differences with variance 2 exceeds the bound is at most
    // tail (Bonferroni). For two variables the bound is the root, so the bracket extends beyond it.
    double pairs = variables * (variables - 1.0) / 2;
    double bound = Math.sqrt(2) * NORMAL.inverseSurvivalProbability(tail / pairs / 2);
    return new BrentSolver(1e-15, 1e-14)
        .solve(1000, q -> probability(q) - (1 - tail), 0, bound + 1);
  }
}
