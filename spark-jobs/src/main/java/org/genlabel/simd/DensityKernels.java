package org.genlabel.simd;

/**
 * The kernels of densities and of nearest rows: points side by side, in double precision except for
 * {@link #leastOffsets}; see {@link Kernels}.
 */
public interface DensityKernels {
  /** Distance beyond which a class contributes nothing to a posterior: e^-45 is 3e-20. */
  double NEGLIGIBLE = 45;

  /**
   * Computes a triangular affine map of many points: y[a] = offsets[a] + sum_{k <= a} weights[a][k]
   * x[k].
   *
   * @param x [features][stride]
   * @param stride capacity in points, a multiple of WIDTH
   * @param points the number of points; the rest of the last WIDTH is computed too
   * @param weights [features][features], zero where k > a
   * @param offsets [features]
   * @param y [features][stride], overwritten
   */
  void triangularAffine(
      double[] x,
      int stride,
      int points,
      int features,
      double[] weights,
      double[] offsets,
      double[] y);

  /**
   * Computes half the squared length of many points: half[p] = sum_k x[k][p]^2 / 2.
   *
   * @param x [features][stride]
   * @param half [stride], overwritten
   */
  void halfSquares(double[] x, int stride, int points, int features, double[] half);

  /**
   * Computes Gaussian kernels at {@link Kernels#WIDTH} points: with D_t = |z - t|^2 / 2, multiplied
   * out, the least D_t of every point and sum_t exp(least - D_t), the sum to a relative error below
   * 3e-9.
   *
   * @param z [features][stride]
   * @param from index of the first point
   * @param halfSquares [stride], |z|^2 / 2
   * @param negatedCentres [kernels][features]: the -t
   * @param offsets [kernels]: |t|^2 / 2
   * @param least [stride], overwritten at these points
   * @param sums [stride], overwritten at these points
   * @param scratch buffers of the calling thread
   */
  void kernelSums(
      double[] z,
      int stride,
      int from,
      int features,
      double[] halfSquares,
      double[] negatedCentres,
      double[] offsets,
      int kernels,
      double[] least,
      double[] sums,
      KernelScratch scratch);

  /**
   * Computes the least squared distance of every point from the given rows; each distance is a sum
   * over the features in order.
   *
   * @param x [features][stride]
   * @param rows [count][features]
   * @param least [stride], overwritten; infinite if there are no rows
   */
  void leastSquaredDistances(
      double[] x, int stride, int points, int features, double[] rows, int count, double[] least);

  /**
   * Computes the least of offset_t - z . t over the given rows t, in single precision, the products
   * added to the offset in the order of the features: with |t|^2 / 2 as offsets, half the least
   * squared distance minus |z|^2 / 2. Meant for a first estimate, with twice the points in a
   * vector.
   *
   * @param z [features][stride]
   * @param negatedRows [count][features]: the -t
   * @param offsets [count]
   * @param least [stride], overwritten at the points; infinite if there are no rows
   */
  void leastOffsets(
      float[] z,
      int stride,
      int points,
      int features,
      float[] negatedRows,
      float[] offsets,
      int count,
      float[] least);

  /**
   * Computes the posterior softmax_c(log p_c) of many points, in place: GenLabel's label (Eq. 1).
   * Classes at plus infinity share the label equally; if all are at minus infinity, all classes
   * share it. A class further than {@link #NEGLIGIBLE} below the largest gets exactly 0.
   *
   * @param logDensities [classes][stride], none NaN; overwritten by the labels
   */
  void posterior(double[] logDensities, int stride, int points, int classes);

  /**
   * Computes the natural logarithm of many normal numbers, in place; see {@link DoubleKernels#log}.
   *
   * @param count the number of values, rounded up to a multiple of WIDTH
   */
  void logInPlace(double[] values, int count);

  // Double precision: distances of a mixed point by the mixing identity.

  /**
   * Computes the least of lambda a[t] + (1 - lambda) b[t], and the sum over t of exp(least - that),
   * as in {@link #kernelSums}, in WIDTH interleaved parts.
   *
   * @param a distances from the first end point, at [aFrom, aFrom + count)
   * @param b distances from the second end point, at [bFrom, bFrom + count)
   * @param count a multiple of WIDTH; the padding is far beyond all distances, but finite, so that
   *     no product with it is NaN
   * @param leastAndSum [2], overwritten
   */
  void mixedKernelSum(
      double[] a,
      int aFrom,
      double[] b,
      int bFrom,
      int count,
      double lambda,
      double[] leastAndSum,
      KernelScratch scratch);

  /** Returns the least of lambda a[t] + (1 - lambda) b[t]; see {@link #mixedKernelSum}. */
  double leastMixed(double[] a, int aFrom, double[] b, int bFrom, int count, double lambda);
}
