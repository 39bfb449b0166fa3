package org.genlabel.density;

import java.util.Arrays;
import org.genlabel.classifier.Points;
import org.genlabel.data.LabeledRows;
import org.genlabel.simd.Kernels;

/**
 * One Gaussian per class: p_c = N(mu_c, Sigma_c), Sigma_c = maximum-likelihood covariance + 1e-4 I
 * (docs/method.md, Sec. 2.1; paper Sec. 1.2, "GM"). The ridge keeps the covariance regular for
 * singleton classes and for constant and collinear features.
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
   * @param training at least one row, all features finite
   * @throws ArithmeticException if a covariance is not positive definite in double precision (badly
   *     scaled features)
   */
  public static GaussianDensity fit(LabeledRows training) {
    double[][][] rows = ClassRows.byClass(training);
    Whitening[] whitenings = new Whitening[training.classes()];
    for (int c = 0; c < whitenings.length; c++) {
      if (rows[c].length > 0) {
        double[] mean = ClassRows.mean(rows[c]);
        double[][] covariance = ClassRows.covariance(rows[c], mean, rows[c].length);
        for (int k = 0; k < mean.length; k++) {
          covariance[k][k] += RIDGE;
        }
        whitenings[c] = Whitening.of(mean, covariance);
      }
    }
    return new GaussianDensity(whitenings, training.features());
  }

  /**
   * Returns isotropic Gaussians with given means, p_c = N(mean_c, variance I), without fitting.
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
  public PointDensities evaluator() {
    return new Evaluator();
  }

  private final class Evaluator implements PointDensities {
    private double[] images = new double[0];
    private double[] halfSquares = new double[0];

    @Override
    public void logDensities(Points points, double[] logDensities) {
      int stride = points.stride();
      int count = points.count();
      if (halfSquares.length < stride) {
        images = new double[features * stride];
        halfSquares = new double[stride];
      }
      for (int c = 0; c < whitenings.length; c++) {
        int start = c * stride;
        if (whitenings[c] == null) {
          Arrays.fill(logDensities, start, start + count, Double.NEGATIVE_INFINITY);
        } else {
          whitenings[c].apply(points.x(), stride, count, images);
          Kernels.active().halfSquares(images, stride, count, features, halfSquares);
          for (int p = 0; p < count; p++) {
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
