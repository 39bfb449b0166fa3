package org.genlabel.density;

import org.genlabel.simd.DoubleKernels;

/**
 * Gaussian kernels on the points of each class: p_c(x) = 1/n_c sum_i N(x; x_i, h_c^2 C_c) with C_c
 * = unbiased class covariance + 1e-8 I and Scott's bandwidth h_c = n_c^(-1/(d+4)) (method Sec. 2;
 * paper Sec. 1.2, "KDE"). The unbiased covariance of a single point counts as 0.
 */
public final class KernelDensity implements ClassDensity {
  private static final double RIDGE = 1e-8;
  // e^-45 is 3e-20: a class so far below the largest has no part in a double-precision posterior.
  private static final double NEGLIGIBLE = 45;

  // [classes]; null for a class without training points.
  private final Whitening[] whitenings;
  // [classes][features][rows of the class]: the training points in the metric of their class.
  private final double[][][] images;
  // [classes]: log normaliser of one kernel minus log n_c.
  private final double[] logWeights;

  private final int features;

  private KernelDensity(
      Whitening[] whitenings, double[][][] images, double[] logWeights, int features) {
    this.whitenings = whitenings;
    this.images = images;
    this.logWeights = logWeights;
    this.features = features;
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
        logWeights[c] = whitenings[c].logNormalizer() - StrictMath.log(count);
      }
    }
    return new KernelDensity(whitenings, images, logWeights, features);
  }

  @Override
  public int classes() {
    return whitenings.length;
  }

  @Override
  public void logDensities(double[] x, double[] logDensities) {
    new Evaluation(Double.POSITIVE_INFINITY).logDensities(x, logDensities);
  }

  @Override
  public PointDensities forPosterior() {
    return new Evaluation(NEGLIGIBLE);
  }

  /** Direct evaluation, with the kernels of all classes side by side. */
  private final class Evaluation implements PointDensities {
    private final double negligible;
    private final double[] z = new double[features];
    // [classes][rows of the class]
    private final double[][] squared = new double[classes()][];
    private final double[] least = new double[classes()];
    private final double[] logCounts = new double[classes()];
    private final double[] terms;

    /**
     * Makes the buffers.
     *
     * @param negligible a class whose log density lies at least so much below the largest is given
     *     by its nearest kernel alone
     */
    Evaluation(double negligible) {
      this.negligible = negligible;
      int kernels = 0;
      for (int c = 0; c < squared.length; c++) {
        int count = images[c] == null ? 0 : images[c][0].length;
        squared[c] = new double[count];
        logCounts[c] = StrictMath.log(count);
        kernels += count;
      }
      terms = new double[kernels];
    }

    @Override
    public void logDensities(double[] x, double[] logDensities) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < squared.length; c++) {
        least[c] = leastDistance(c, x);
        logDensities[c] = logWeights[c] - 0.5 * least[c];
        largest = Math.max(largest, logDensities[c]);
      }
      if (largest == Double.NEGATIVE_INFINITY) {
        return;
      }
      // All classes in one pass: many short loops would spend their time on beginnings and ends.
      int used = 0;
      for (int c = 0; c < squared.length; c++) {
        if (counts(c, logDensities[c], largest)) {
          DoubleKernels.kernelExponents(squared[c], least[c], terms, used);
          used += squared[c].length;
        }
      }
      DoubleKernels.expOfNegativeInPlace(terms, used);
      int start = 0;
      for (int c = 0; c < squared.length; c++) {
        if (counts(c, logDensities[c], largest)) {
          int end = start + squared[c].length;
          logDensities[c] += DoubleKernels.log(DoubleKernels.sum(terms, start, end));
          start = end;
        }
      }
    }

    /** The squared distance of the class's nearest kernel; infinite where there is none. */
    private double leastDistance(int c, double[] x) {
      if (whitenings[c] == null) {
        return Double.POSITIVE_INFINITY;
      }
      whitenings[c].apply(x, z);
      if (!isFinite(z)) {
        return Double.POSITIVE_INFINITY;
      }
      DoubleKernels.squaredDistances(z, images[c], squared[c]);
      return DoubleKernels.least(squared[c]);
    }

    /** Whether a class may come near the largest log density, its kernels all taken together. */
    private boolean counts(int c, double ofNearest, double largest) {
      return ofNearest != Double.NEGATIVE_INFINITY
          && ofNearest + logCounts[c] >= largest - negligible;
    }
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
