package org.genlabel.density;

import java.util.Arrays;
import org.genlabel.simd.DoubleKernels;
import org.genlabel.simd.KernelScratch;
import org.genlabel.simd.Kernels;

/**
 * Precomputed halves of the squared distances from end points to the points of each class, so that
 * those of a mixed point cost two multiplications each, whatever the number of features: |lambda a
 * + (1 - lambda) b - t|^2 = lambda |a - t|^2 + (1 - lambda) |b - t|^2 - lambda (1 - lambda) |a -
 * b|^2, in the metric of each class (docs/method.md, Sec. 2). Keeps buffers: not thread-safe.
 */
final class PairwiseDistances {
  /** Memory limit for the distances of one fit, in bytes. */
  static final long MOST_BYTES = 16L << 20;

  // With fewer features, distances from the points themselves are faster on real data, which has up
  // to 20: vectors are full of points whatever the size of a class, and each training row is read
  // once for all points of a vector. (On one large class that stays in the cache, as in the
  // benchmark, the identity wins much earlier.)
  static final int LEAST_FEATURES = 32;
  // Value of the padding: far beyond any distance, and finite, so that no multiple of it is NaN.
  private static final double FAR = 1e300;

  // [classes], each [end points][kernels, padded].
  private final double[][] halfSquares;
  private final int[] counts;
  // [classes], each [end points][features] in the metric of the class.
  private final double[][][] images;
  private final double[] leastAndSum = new double[2];
  private final KernelScratch scratch = new KernelScratch();

  private PairwiseDistances(double[][][] images, double[][][] centres) {
    this.images = images;
    this.halfSquares = new double[centres.length][];
    this.counts = new int[centres.length];
    for (int c = 0; c < centres.length; c++) {
      int count = centres[c] == null ? 0 : centres[c].length;
      int padded = Kernels.padded(count);
      counts[c] = padded;
      halfSquares[c] = new double[count == 0 ? 0 : images[c].length * padded];
      Arrays.fill(halfSquares[c], FAR);
      for (int i = 0; i < (count == 0 ? 0 : images[c].length); i++) {
        for (int t = 0; t < count; t++) {
          halfSquares[c][i * padded + t] = halfSquare(images[c][i], centres[c][t]);
        }
      }
    }
  }

  /**
   * Computes the distances in the Euclidean metric.
   *
   * @param endPoints [rows][features]
   * @param centres [classes][rows of the class][features]
   */
  static PairwiseDistances of(double[][] endPoints, double[][][] centres) {
    double[][][] images = new double[centres.length][][];
    Arrays.fill(images, endPoints);
    return new PairwiseDistances(images, centres);
  }

  /**
   * Computes the distances in the metric of each class.
   *
   * @param images [classes][rows][features], the end points in the metric of each class
   * @param centres [classes][rows of the class][features], in the metric of their class; null for
   *     an empty class
   */
  static PairwiseDistances ofImages(double[][][] images, double[][][] centres) {
    return new PairwiseDistances(images, centres);
  }

  /**
   * Returns whether the identity is faster than distances from the points, and within the memory
   * limit.
   */
  static boolean pays(int endPoints, int centres, int classes, int features) {
    // The rows of every class are padded.
    long columns = centres + (long) classes * (Kernels.WIDTH - 1);
    return features >= LEAST_FEATURES && columns <= MOST_BYTES / Double.BYTES / endPoints;
  }

  private static double halfSquare(double[] a, double[] b) {
    double squared = 0;
    for (int k = 0; k < a.length; k++) {
      squared = Math.fma(a[k] - b[k], a[k] - b[k], squared);
    }
    return 0.5 * squared;
  }

  /** Returns lambda (1 - lambda) |a - b|^2 / 2, which the identity subtracts. */
  private double shared(int i, int j, double lambda, int c) {
    return lambda * (1 - lambda) * halfSquare(images[c][i], images[c][j]);
  }

  /**
   * Returns half the squared distance to the nearest point of a class; infinite for an empty class.
   */
  double leastHalfSquare(int i, int j, double lambda, int c) {
    if (counts[c] == 0) {
      return Double.POSITIVE_INFINITY;
    }
    return Math.max(0, least(i, j, lambda, c) - shared(i, j, lambda, c));
  }

  /**
   * Returns {@link #leastHalfSquare} without the term that all points share in the Euclidean
   * metric.
   */
  double least(int i, int j, double lambda, int c) {
    return counts[c] == 0
        ? Double.POSITIVE_INFINITY
        : Kernels.active()
            .leastMixed(
                halfSquares[c], i * counts[c], halfSquares[c], j * counts[c], counts[c], lambda);
  }

  /** Returns the first point of a class that has the least distance. */
  int firstWith(int i, int j, double lambda, int c, double least) {
    for (int t = 0; t < counts[c]; t++) {
      double mixed =
          Math.fma(
              halfSquares[c][i * counts[c] + t],
              lambda,
              halfSquares[c][j * counts[c] + t] * (1 - lambda));
      if (mixed == least) {
        return t;
      }
    }
    throw new IllegalStateException("no point of class " + c + " at distance " + least);
  }

  /**
   * Returns log sum_t exp(-|z - t|^2 / 2) over the points of a class; minus infinity if it is
   * empty.
   */
  double logSum(int i, int j, double lambda, int c) {
    if (counts[c] == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    Kernels.active()
        .mixedKernelSum(
            halfSquares[c],
            i * counts[c],
            halfSquares[c],
            j * counts[c],
            counts[c],
            lambda,
            leastAndSum,
            scratch);
    return DoubleKernels.log(leastAndSum[1])
        - Math.max(0, leastAndSum[0] - shared(i, j, lambda, c));
  }
}
