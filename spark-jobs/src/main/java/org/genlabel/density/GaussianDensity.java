package org.genlabel.density;

import java.util.Arrays;
import org.genlabel.simd.Kernels;

/**
 * One Gaussian per class: p_c = N(mu_c, Sigma_c), Sigma_c = maximum-likelihood covariance + 1e-4 I
 * (method Sec. 2; paper Sec. 1.2, "GM"). The ridge keeps singleton classes, constant and collinear
 * features regular.
 */
public final class GaussianDensity implements ClassDensity {
  private static final double RIDGE = 1e-4;

  // [classes]; null for a class without training points.
  private final Whitening[] whitenings;
  private final int features;

  private GaussianDensity(Whitening[] whitenings, int features) {
    this.whitenings = whitenings;
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

  /**
   * Gaussians that nothing is fitted for, equally wide in all directions: p_c = N(mean_c, variance
   * I).
   *
   * @param means [classes][features]
   * @param variance positive
   */
  public static GaussianDensity around(double[][] means, double variance) {
    if (!(variance > 0)) {
      throw new IllegalArgumentException("variance must be positive, not " + variance);
    }
    int features = means[0].length;
    double[][] covariance = new double[features][features];
    for (int k = 0; k < features; k++) {
      covariance[k][k] = variance;
    }
    Whitening[] whitenings = new Whitening[means.length];
    for (int c = 0; c < means.length; c++) {
      whitenings[c] = Whitening.of(means[c], covariance);
    }
    return new GaussianDensity(whitenings, features);
  }

  @Override
  public int classes() {
    return whitenings.length;
  }

  @Override
  public PointDensities evaluation() {
    return new Evaluation();
  }

  private final class Evaluation implements PointDensities {
    private double[] images = new double[0];
    private double[] halfSquares = new double[0];

    @Override
    public void logDensities(double[] x, int stride, int points, double[] logDensities) {
      if (halfSquares.length < stride) {
        images = new double[features * stride];
        halfSquares = new double[stride];
      }
      for (int c = 0; c < whitenings.length; c++) {
        int start = c * stride;
        if (whitenings[c] == null) {
          Arrays.fill(logDensities, start, start + points, Double.NEGATIVE_INFINITY);
        } else {
          whitenings[c].apply(x, stride, points, images);
          Kernels.active().halfSquares(images, stride, points, features, halfSquares);
          for (int p = 0; p < points; p++) {
            logDensities[start + p] = whitenings[c].logGaussian(halfSquares[p]);
          }
        }
      }
    }
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
          logDensities[c] = whitenings[c].logGaussian(0.5 * squared);
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
