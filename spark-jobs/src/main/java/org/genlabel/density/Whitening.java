package org.genlabel.density;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.genlabel.simd.DoubleKernels;

/**
 * The map z = L^-1 (x - mean) with L L^T = covariance: squared Mahalanobis distances become squared
 * Euclidean ones, and because it is affine, the image of a mixed point is the mix of the images.
 */
final class Whitening {
  private static final double LOG_TWO_PI = StrictMath.log(2 * StrictMath.PI);

  private final double[] mean;
  // [b][a]: column b of L^-1.
  private final double[][] inverseColumns;
  private final double logNormalizer;

  private Whitening(double[] mean, double[][] inverseColumns, double logNormalizer) {
    this.mean = mean;
    this.inverseColumns = inverseColumns;
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
      // LAPACK where one is installed, and results would depend on the machine.
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
    return new Whitening(mean, inverseColumns(lower), logNormalizer);
  }

  /** The columns of L^-1, each by forward substitution. */
  private static double[][] inverseColumns(double[][] lower) {
    int features = lower.length;
    double[][] columns = new double[features][features];
    for (int b = 0; b < features; b++) {
      for (int a = b; a < features; a++) {
        double value = a == b ? 1 : 0;
        for (int k = b; k < a; k++) {
          value -= lower[a][k] * columns[b][k];
        }
        columns[b][a] = value / lower[a][a];
      }
    }
    return columns;
  }

  /** log of the Gaussian's density at its mean: -d/2 log(2 pi) - 1/2 log det(covariance). */
  double logNormalizer() {
    return logNormalizer;
  }

  /** The log density at a squared distance from the mean, in this metric. */
  double logGaussian(double squared) {
    return logNormalizer + exponent(squared);
  }

  /**
   * -squared / 2. A point so far away that its distance overflowed in between, and is no number,
   * counts as infinitely far.
   */
  static double exponent(double squared) {
    return squared >= 0 ? -0.5 * squared : Double.NEGATIVE_INFINITY;
  }

  /** z = L^-1 (x - mean), column by column; z is overwritten. */
  void apply(double[] x, double[] z) {
    Arrays.fill(z, 0);
    for (int b = 0; b < z.length; b++) {
      DoubleKernels.addScaled(x[b] - mean[b], inverseColumns[b], z);
    }
  }

  /**
   * Writes the map as z = offsets + sum_k x[k] columns[k] into one of many columns.
   *
   * @param columns [features][...], z's place is at position
   * @param offsets [...]
   */
  void copyTo(double[][] columns, double[] offsets, int position) {
    for (int b = 0; b < mean.length; b++) {
      for (int a = 0; a < mean.length; a++) {
        columns[b][position + a] = inverseColumns[b][a];
        offsets[position + a] -= inverseColumns[b][a] * mean[b];
      }
    }
  }

  /** The images of many points, [rows][features]. */
  double[][] apply(double[][] rows) {
    double[][] images = new double[rows.length][mean.length];
    for (int i = 0; i < rows.length; i++) {
      apply(rows[i], images[i]);
    }
    return images;
  }
}
