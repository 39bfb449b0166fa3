package org.genlabel.density;

import org.genlabel.classifier.Points;
import org.genlabel.simd.Kernels;

/**
 * Class-conditional log densities log p_c(x), c = 0..K-1, of a fitted generative model
 * (docs/method.md, Sec. 2; paper Sec. 1.2).
 *
 * <p>Implementations are immutable. A class without training points has log density minus infinity
 * everywhere; no finite point gives NaN.
 */
public interface ClassDensity {
  /** Returns K, the number of classes, including empty ones. */
  int classes();

  /**
   * Returns an evaluator of the densities at many points. It has its own buffers, and is not
   * thread-safe.
   */
  PointDensities evaluator();

  /**
   * Returns an {@link #evaluator} for the posterior softmax_c(log p_c). A class whose log density
   * is {@link Kernels#NEGLIGIBLE} below that of another has no share of the posterior in double
   * precision, and may get minus infinity.
   */
  default PointDensities posteriorEvaluator() {
    return evaluator();
  }

  /**
   * Computes the log densities of one point.
   *
   * @param x [features], finite
   * @param logDensities [classes], overwritten
   */
  default void logDensities(double[] x, double[] logDensities) {
    int stride = Kernels.WIDTH;
    double[] columns = new double[x.length * stride];
    for (int k = 0; k < x.length; k++) {
      columns[k * stride] = x[k];
    }
    double[] values = new double[classes() * stride];
    evaluator().logDensities(new Points(columns, stride, 1), values);
    for (int c = 0; c < classes(); c++) {
      logDensities[c] = values[c * stride];
    }
  }

  /**
   * Returns the same densities for points on the segments between given end points, prepared so
   * that such a point is cheaper to evaluate than an arbitrary one.
   *
   * @param endPoints [rows][features]
   */
  default SegmentDensities between(double[][] endPoints) {
    double[] mixed = new double[endPoints[0].length];
    return (i, j, lambda, logDensities) -> {
      for (int k = 0; k < mixed.length; k++) {
        mixed[k] = lambda * endPoints[i][k] + (1 - lambda) * endPoints[j][k];
      }
      logDensities(mixed, logDensities);
    };
  }
}
