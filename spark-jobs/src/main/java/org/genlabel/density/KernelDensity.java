package org.genlabel.density;

import java.util.Arrays;
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
  // [classes][features][rows of the class]: the training points in the metric of their class.
  private final double[][][] images;
  // [classes]: log normaliser of one kernel minus log n_c.
  private final double[] logWeights;

  private final int features;
  // [classes]: rows of the class.
  private final int[] counts;

  private KernelDensity(
      Whitening[] whitenings,
      double[][][] images,
      double[] logWeights,
      int features,
      int[] counts) {
    this.whitenings = whitenings;
    this.images = images;
    this.logWeights = logWeights;
    this.features = features;
    this.counts = counts;
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
    int features = x[0].length;
    int[] counts = new int[classes];
    for (int c = 0; c < classes; c++) {
      int count = rows[c].length;
      if (count > 0) {
        double[] mean = ClassRows.mean(rows[c]);
        double[][] covariance = ClassRows.covariance(rows[c], mean, count - 1);
        double bandwidth = StrictMath.pow(count, -1.0 / (features + 4));
        for (int a = 0; a < features; a++) {
          covariance[a][a] += RIDGE;
          for (int b = 0; b < features; b++) {
            covariance[a][b] *= bandwidth * bandwidth;
          }
        }
        whitenings[c] = Whitening.of(mean, covariance);
        images[c] = ClassRows.transposed(whitenings[c].apply(rows[c]), features);
        counts[c] = count;
        logWeights[c] = whitenings[c].logNormalizer() - StrictMath.log(count);
      }
    }
    return new KernelDensity(whitenings, images, logWeights, features, counts);
  }

  @Override
  public int classes() {
    return whitenings.length;
  }

  @Override
  public void logDensities(double[] x, double[] logDensities) {
    evaluation().logDensities(x, logDensities);
  }

  /** Direct evaluation at the point. */
  @Override
  public PointDensities evaluation() {
    double[] z = new double[features];
    double[][] squared = new double[classes()][];
    int kernels = 0;
    for (int c = 0; c < squared.length; c++) {
      squared[c] = new double[counts[c]];
      kernels += squared[c].length;
    }
    double[] exponentials = new double[kernels];
    double[] shifts = new double[kernels];
    return (x, logDensities) -> {
      for (int c = 0; c < squared.length; c++) {
        if (whitenings[c] != null) {
          whitenings[c].apply(x, z);
          if (isFinite(z)) {
            DoubleKernels.squaredDistances(z, images[c], squared[c]);
          } else {
            Arrays.fill(squared[c], Double.POSITIVE_INFINITY);
          }
        }
      }
      DoubleKernels.logSumsOfKernels(squared, exponentials, shifts, logDensities);
      for (int c = 0; c < squared.length; c++) {
        logDensities[c] += logWeights[c];
      }
    };
  }

  /** False for a point so far away that its image overflowed: it is infinitely far. */
  private static boolean isFinite(double[] z) {
    boolean finite = true;
    for (double value : z) {
      finite &= Double.isFinite(value);
    }
    return finite;
  }
}
