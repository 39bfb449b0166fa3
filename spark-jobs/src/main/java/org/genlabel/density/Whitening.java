package org.genlabel.density;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.genlabel.simd.Kernels;

/**
 * The map z = L^-1 (x - mean) with L L^T = covariance: squared Mahalanobis distances become squared
 * Euclidean ones, and because it is affine, the image of a mixed point is the mix of the images.
 */
final class Whitening {
  private static final double LOG_TWO_PI = StrictMath.log(2 * StrictMath.PI);

  private final int features;
  // [features][features], L^-1, lower triangular; and -L^-1 mean.
  private final double[] inverse;
  private final double[] offsets;
  private final double logNormalizer;

  private Whitening(double[] mean, double[] inverse, double logNormalizer) {
    this.features = mean.length;
    this.inverse = inverse;
    this.offsets = new double[features];
    for (int a = 0; a < features; a++) {
      for (int b = 0; b <= a; b++) {
        offsets[a] -= inverse[a * features + b] * mean[b];
      }
    }
    this.logNormalizer = logNormalizer;
  }

  /**
   * @param mean [features]
   * @param covariance [features][features], symmetric
   * @throws ArithmeticException if the covariance is not positive definite in double precision
   */
  static Whitening of(double[] mean, double[][] covariance) {
    double[][] lower;
    try {
      // commons-math's plain Java factorisation by name: an automatic choice would take a native
      // LAPACK where one is installed, and the results would then depend on the machine.
      lower =
          new CholeskyDecomposition(new Array2DRowRealMatrix(covariance, false), 1e-12, 0)
              .getL()
              .getData();
    } catch (NonPositiveDefiniteMatrixException e) {
      throw new ArithmeticException(
          "a class covariance is not positive definite (pivot "
              + e.getRow()
              + "): are the features standardised?");
    }
    double logNormalizer = -0.5 * mean.length * LOG_TWO_PI;
    for (int k = 0; k < mean.length; k++) {
      logNormalizer -= StrictMath.log(lower[k][k]);
    }
    return new Whitening(mean, inverse(lower), logNormalizer);
  }

  /** Computes L^-1, each column by forward substitution. */
  private static double[] inverse(double[][] lower) {
    int features = lower.length;
    double[] inverse = new double[features * features];
    for (int b = 0; b < features; b++) {
      for (int a = b; a < features; a++) {
        double value = a == b ? 1 : 0;
        for (int k = b; k < a; k++) {
          value -= lower[a][k] * inverse[k * features + b];
        }
        inverse[a * features + b] = value / lower[a][a];
      }
    }
    return inverse;
  }

  /**
   * Returns the log density of the Gaussian at its mean, -d/2 log(2 pi) - 1/2 log det(covariance).
   */
  double logNormalizer() {
    return logNormalizer;
  }

  /**
   * Returns the log density at half a squared distance from the mean, in this metric. A NaN
   * distance, the overflow of a point too far away, counts as infinite.
   */
  double logGaussian(double halfSquared) {
    return halfSquared >= 0 ? logNormalizer - halfSquared : Double.NEGATIVE_INFINITY;
  }

  /**
   * Maps many points, side by side.
   *
   * @param x [features][stride]
   * @param z [features][stride], overwritten
   */
  void apply(double[] x, int stride, int points, double[] z) {
    Kernels.active().triangularAffine(x, stride, points, features, inverse, offsets, z);
  }

  /** Maps rows, and returns their images, [rows][features]. */
  double[][] apply(double[][] rows) {
    int stride = Kernels.padded(rows.length);
    double[] x = ClassRows.columns(rows, features, stride);
    double[] z = new double[features * stride];
    apply(x, stride, rows.length, z);
    double[][] images = new double[rows.length][features];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < features; k++) {
        images[i][k] = z[k * stride + i];
      }
    }
    return images;
  }
}
