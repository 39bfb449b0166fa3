package org.genlabel.simd;

/**
 * The kernels of densities and of nearest rows: points side by side, in double precision but for
 * {@link #leastOffsets}; see {@link Kernels}.
 */
public interface DensityKernels {
  /** e^-45 is 3e-20: a class so far below the largest has no part in a posterior. */
  double NEGLIGIBLE = 45;

  /**
   * A triangular affine map of many points: y[a] = offsets[a] + sum_{k <= a} weights[a][k] x[k].
   *
   * @param x [features][stride]
   * @param stride room for points, a multiple of WIDTH
   * @param points how many there are; the rest of the last WIDTH is worked out too
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
   * Half the squared length of many points: half[p] = sum_k x[k][p]^2 / 2.
   *
   * @param x [features][stride]
   * @param half [stride], overwritten
   */
  void halfSquares(double[] x, int stride, int points, int features, double[] half);

  /**
   * Gaussian kernels at {@link Kernels#WIDTH} points: with D_t = |z - t|^2 / 2, multiplied out, the
   * least D_t of every point and sum_t exp(least - D_t), the sum to a relative error below 3e-9.
   *
   * @param z [features][stride]
   * @param from the first of the points
   * @param halfSquares [stride], |z|^2 / 2
   * @param negatedCentres [kernels][features]: the -t
   * @param offsets [kernels]: |t|^2 / 2
   * @param least [stride], overwritten where the points are
   * @param sums [stride], overwritten where the points are
   * @param scratch of the calling thread
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
   * The least squared distance of every point from some rows; each is a sum over the features in
   * order.
   *
   * @param x [features][stride]
   * @param rows [count][features]
   * @param least [stride], overwritten; infinite if there are no rows
   */
  void leastSquaredDistances(
      double[] x, int stride, int points, int features, double[] rows, int count, double[] least);

  /**
   * The least of offset_t - z . t over some rows t, in single precision, the products added to the
   * offset in the order of the features: with |t|^2 / 2 as offsets, half the least squared distance
   * less |z|^2 / 2. For a first look, with twice the points in a vector.
   *
   * @param z [features][stride]
   * @param negatedRows [count][features]: the -t
   * @param offsets [count]
   * @param least [stride], overwritten where the points are; infinite if there are no rows
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
   * The posterior softmax_c(log p_c) of many points, in place: GenLabel's label (Eq. 1). Values of
   * plus infinity share the label equally among themselves; if all are minus infinity, all classes
   * do. A class further than {@link #NEGLIGIBLE} below the largest gets exactly nothing.
   *
   * @param logDensities [classes][stride], none NaN; overwritten by the labels
   */
  void posterior(double[] logDensities, int stride, int points, int classes);

  /**
   * The natural logarithm of many normal numbers, in place; see {@link DoubleKernels#log}.
   *
   * @param count a multiple of WIDTH is worked out
   */
  void logInPlace(double[] values, int count);

  // Double precision: a mixed point's distances by the mixing identity.

  /**
   * The least of lambda a[t] + (1 - lambda) b[t], and sum_t exp(least - that), as in {@link
   * #kernelSums}; the sum in WIDTH interleaved parts.
   *
   * @param a distances from the first end point, at [aFrom, aFrom + count)
   * @param b distances from the second, at [bFrom, bFrom + count)
   * @param count a multiple of WIDTH; padding is far beyond all distances, and finite, so that no
   *     share of it is NaN
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

  /** The least of lambda a[t] + (1 - lambda) b[t]; see {@link #mixedKernelSum}. */
  double leastMixed(double[] a, int aFrom, double[] b, int bFrom, int count, double lambda);
}
