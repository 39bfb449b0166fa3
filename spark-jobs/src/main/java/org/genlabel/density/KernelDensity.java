package org.genlabel.density;

import org.genlabel.simd.DensityKernels;
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

  private final ClassWhitenings all;
  private final int features;

  private KernelDensity(
      Whitening[] whitenings, double[][][] images, double[] logWeights, int features) {
    this.whitenings = whitenings;
    this.images = images;
    this.logWeights = logWeights;
    this.all = new ClassWhitenings(whitenings, features);
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
    evaluation().logDensities(x, logDensities);
  }

  @Override
  public PointDensities evaluation() {
    return new Evaluation(Double.POSITIVE_INFINITY);
  }

  @Override
  public PointDensities forPosterior() {
    return new Evaluation(NEGLIGIBLE);
  }

  /**
   * Direct evaluation, with -|z - t|^2 / 2 multiplied out: one matrix product. It is off by the
   * rounding of |z|^2, a relative error of the density that is at most 1e-16 times its distance.
   * Classes are looked at from the one that may be largest downwards, and not at all once it is
   * certain that they are negligible.
   */
  private final class Evaluation implements PointDensities {
    private final double negligible;
    private final double[] z = new double[features];
    private final double[] allImages = new double[classes() * features];
    // [classes]: how far the class's points lie from its mean, in its metric.
    private final double[] radii = new double[classes()];
    private final double[] logCounts = new double[classes()];
    // [classes][rows of the class]: -|t|^2 / 2 of every kernel's centre t, in its class's metric.
    private final double[][] offsets = new double[classes()][];
    // [classes][rows of the class]: z.t - |t|^2 / 2 = -|z - t|^2 / 2 + |z|^2 / 2 of every kernel.
    private final double[][] exponents = new double[classes()][];
    private final double[] largestExponents = new double[classes()];
    // [classes]: no log density is above its bound. Minus infinity: there is nothing to look at.
    private final double[] bounds = new double[classes()];
    private final double[] terms;

    /**
     * Makes the buffers.
     *
     * @param negligible a class that lies at least so much below the largest is given by a bound
     */
    Evaluation(double negligible) {
      this.negligible = negligible;
      int kernels = 0;
      for (int c = 0; c < offsets.length; c++) {
        int count = images[c] == null ? 0 : images[c][0].length;
        offsets[c] = new double[count];
        exponents[c] = new double[count];
        logCounts[c] = StrictMath.log(count);
        for (int i = 0; i < count; i++) {
          double squared = 0;
          for (int k = 0; k < features; k++) {
            squared += images[c][k][i] * images[c][k][i];
          }
          offsets[c][i] = -0.5 * squared;
          radii[c] = Math.max(radii[c], Math.sqrt(squared));
        }
        kernels += count;
      }
      terms = new double[kernels];
    }

    @Override
    public void logDensities(double[] x, double[] logDensities) {
      int first = boundFromMeans(x);
      double largest = visit(first, logDensities);
      for (int c = 0; c < bounds.length; c++) {
        if (c == first) {
          continue;
        }
        if (isRelevant(c, largest)) {
          largest = Math.max(largest, visit(c, logDensities));
        } else {
          logDensities[c] = bounds[c];
        }
      }
      // All classes in one pass: many short loops would spend their time on beginnings and ends.
      int used = 0;
      for (int c = 0; c < bounds.length; c++) {
        if (isRelevant(c, largest)) {
          DensityKernels.subtract(exponents[c], largestExponents[c], terms, used);
          used += exponents[c].length;
        }
      }
      DensityKernels.expOfNegativeInPlace(terms, used);
      int start = 0;
      for (int c = 0; c < bounds.length; c++) {
        if (isRelevant(c, largest)) {
          int end = start + exponents[c].length;
          logDensities[c] += DoubleKernels.log(DensityKernels.sum(terms, start, end));
          start = end;
        }
      }
    }

    /**
     * Bounds every class by the distance of the point from its mean, and returns the class with the
     * largest bound.
     */
    private int boundFromMeans(double[] x) {
      all.apply(x, allImages);
      int first = 0;
      for (int c = 0; c < bounds.length; c++) {
        bounds[c] = Double.NEGATIVE_INFINITY;
        double norm = Math.sqrt(all.squaredNorm(allImages, c));
        // A point so far away that its image overflowed is infinitely far.
        if (whitenings[c] != null && norm < Double.POSITIVE_INFINITY) {
          double distance = Math.max(0, norm - radii[c]);
          bounds[c] = logWeights[c] + logCounts[c] - 0.5 * distance * distance;
        }
        first = bounds[c] > bounds[first] ? c : first;
      }
      return first;
    }

    private boolean isRelevant(int c, double largest) {
      return bounds[c] != Double.NEGATIVE_INFINITY && bounds[c] >= largest - negligible;
    }

    /** Finds the nearest kernel; returns what it alone makes of the class's log density. */
    private double visit(int c, double[] logDensities) {
      if (bounds[c] == Double.NEGATIVE_INFINITY) {
        logDensities[c] = Double.NEGATIVE_INFINITY;
        return Double.NEGATIVE_INFINITY;
      }
      System.arraycopy(allImages, c * features, z, 0, features);
      DoubleKernels.affine(z, images[c], offsets[c], exponents[c]);
      largestExponents[c] = DensityKernels.largest(exponents[c]);
      double ofNearest =
          logWeights[c] + (largestExponents[c] - 0.5 * all.squaredNorm(allImages, c));
      logDensities[c] = ofNearest;
      bounds[c] = ofNearest + logCounts[c];
      return ofNearest;
    }
  }
}
