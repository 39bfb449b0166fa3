package org.genlabel.density;

/**
 * One Gaussian per class: p_c = N(mu_c, Sigma_c), Sigma_c = maximum-likelihood covariance + 1e-4 I
 * (method Sec. 2; paper Sec. 1.2, "GM"). The ridge keeps singleton classes, constant and collinear
 * features regular.
 */
public final class GaussianDensity implements ClassDensity {
  private static final double RIDGE = 1e-4;

  // [classes]; null for a class without training points.
  private final Whitening[] whitenings;
  private final ClassWhitenings all;
  private final int features;

  private GaussianDensity(Whitening[] whitenings, int features) {
    this.whitenings = whitenings;
    this.all = new ClassWhitenings(whitenings, features);
    this.features = features;
  }

  /**
   * Fits the density.
   *
   * @param x [rows][features], finite
   * @param labels [rows], each in 0..classes-1
   * @throws ArithmeticException if a covariance is not positive definite in double precision (badly
   *     scaled features)
   */
  public static GaussianDensity fit(double[][] x, int[] labels, int classes) {
    double[][][] rows = ClassRows.byClass(x, labels, classes);
    Whitening[] whitenings = new Whitening[classes];
    for (int c = 0; c < classes; c++) {
      if (rows[c].length > 0) {
        double[] mean = ClassRows.mean(rows[c]);
        double[][] covariance = ClassRows.covariance(rows[c], mean, rows[c].length);
        for (int k = 0; k < mean.length; k++) {
          covariance[k][k] += RIDGE;
        }
        whitenings[c] = Whitening.of(mean, covariance);
      }
    }
    return new GaussianDensity(whitenings, x[0].length);
  }

  @Override
  public int classes() {
    return whitenings.length;
  }

  @Override
  public void logDensities(double[] x, double[] logDensities) {
    evaluation().logDensities(x, logDensities);
  }

  @Override
  public PointDensities evaluation() {
    double[] images = new double[whitenings.length * features];
    return (x, logDensities) -> {
      all.apply(x, images);
      for (int c = 0; c < whitenings.length; c++) {
        logDensities[c] =
            whitenings[c] == null
                ? Double.NEGATIVE_INFINITY
                : whitenings[c].logGaussian(all.squaredNorm(images, c));
      }
    };
  }

  /**
   * Whitens the end points once per class, so that a mixed point costs classes x features instead
   * of a solve.
   */
  @Override
  public SegmentDensities between(double[][] endPoints) {
    double[][][] images = new double[whitenings.length][][];
    for (int c = 0; c < whitenings.length; c++) {
      images[c] = whitenings[c] == null ? null : whitenings[c].apply(endPoints);
    }
    return (i, j, lambda, logDensities) -> {
      for (int c = 0; c < images.length; c++) {
        if (images[c] == null) {
          logDensities[c] = Double.NEGATIVE_INFINITY;
        } else {
          double squared = squaredNormOfMix(images[c][i], images[c][j], lambda);
          logDensities[c] = whitenings[c].logGaussian(squared);
        }
      }
    };
  }

  private static double squaredNormOfMix(double[] a, double[] b, double lambda) {
    double squared = 0;
    for (int k = 0; k < a.length; k++) {
      double z = lambda * a[k] + (1 - lambda) * b[k];
      squared += z * z;
    }
    return squared;
  }
}
