package org.genlabel.density;

import org.genlabel.simd.DoubleKernels;

/**
 * Gaussian kernels on the points of each class: p_c(x) = 1/n_c sum_i N(x; x_i, h_c^2 C_c) with C_c
 * = unbiased class covariance + 1e-8 I and Scott's bandwidth h_c = n_c^(-1/(d+4)) (method Sec. 2;
 * paper Sec. 1.2, "KDE"). The unbiased covariance of a single point counts as 0.
 */
public final class KernelDensity implements ClassDensity {
  private static final double RIDGE = 1e-8;

  // [classes]; null for a class without training points.
  private final Whitening[] whitenings;
  // [classes][rows of the class][features]: the training points in the metric of their class.
  private final double[][][] images;
  // [classes]: log normaliser of one kernel minus log n_c.
  private final double[] logWeights;

  private KernelDensity(Whitening[] whitenings, double[][][] images, double[] logWeights) {
    this.whitenings = whitenings;
    this.images = images;
    this.logWeights = logWeights;
  }

  /**
   * Fits the density with Scott's bandwidth.
   *
   * @param x [rows][features], finite
   * @param labels [rows], each in 0..classes-1
   * @throws ArithmeticException if a covariance is not positive definite in double precision (badly
   *     scaled features)
   */
  public static KernelDensity fit(double[][] x, int[] labels, int classes) {
    double[][][] rows = ClassRows.byClass(x, labels, classes);
    Whitening[] whitenings = new Whitening[classes];
    double[][][] images = new double[classes][][];
    double[] logWeights = new double[classes];
    for (int c = 0; c < classes; c++) {
      int count = rows[c].length;
      if (count > 0) {
        double[] mean = ClassRows.mean(rows[c]);
        int features = mean.length;
        double[][] covariance = ClassRows.covariance(rows[c], mean, count - 1);
        double bandwidth = StrictMath.pow(count, -1.0 / (features + 4));
        for (int a = 0; a < features; a++) {
          covariance[a][a] += RIDGE;
          for (int b = 0; b < features; b++) {
            covariance[a][b] *= bandwidth * bandwidth;
          }
        }
        whitenings[c] = Whitening.of(mean, covariance);
        images[c] = whitenings[c].apply(rows[c]);
        logWeights[c] = whitenings[c].logNormalizer() - StrictMath.log(count);
      }
    }
    return new KernelDensity(whitenings, images, logWeights);
  }

  @Override
  public int classes() {
    return whitenings.length;
  }

  @Override
  public void logDensities(double[] x, double[] logDensities) {
    double[] z = new double[x.length];
    for (int c = 0; c < whitenings.length; c++) {
      if (whitenings[c] == null) {
        logDensities[c] = Double.NEGATIVE_INFINITY;
      } else {
        whitenings[c].apply(x, z);
        logDensities[c] = logWeights[c] + logSumOfKernels(images[c], z);
      }
    }
  }

  /** Direct evaluation at the mixed point. */
  @Override
  public SegmentDensities between(double[][] endPoints) {
    double[] mixed = new double[endPoints[0].length];
    return (i, j, lambda, logDensities) -> {
      for (int k = 0; k < mixed.length; k++) {
        mixed[k] = lambda * endPoints[i][k] + (1 - lambda) * endPoints[j][k];
      }
      logDensities(mixed, logDensities);
    };
  }

  private static double logSumOfKernels(double[][] centers, double[] z) {
    double[] exponents = new double[centers.length];
    for (int i = 0; i < centers.length; i++) {
      double squared = 0;
      for (int k = 0; k < z.length; k++) {
        double difference = z[k] - centers[i][k];
        squared += difference * difference;
      }
      exponents[i] = Whitening.exponent(squared);
    }
    return DoubleKernels.logSumExp(exponents);
  }
}
