package org.genlabel.simd;

import java.util.List;

/**
 * The inner loops of the engine over flat arrays, in two implementations that give the same bits:
 * one by the Vector API, one in plain Java for machines and JVMs without it.
 *
 * <p>The innermost index of every array runs over <em>lanes</em>: independent problems, which are
 * candidates or fits in the single-precision kernels of the network, and points in the
 * double-precision kernels of the densities. Nothing is ever summed across lanes; every sum runs in
 * the order of its index with fused multiply-adds; exponentials and logarithms are polynomials. So
 * a lane's bits depend neither on how many lanes lie beside it nor on the width of a vector. (The
 * two kernels over segments sum across kernels, in {@link #WIDTH} interleaved parts that are added
 * in a fixed order.) Lanes are padded to a multiple of {@link #WIDTH}; what lies in the padding
 * must be finite and comes to nothing.
 *
 * <p>Implementations are stateless and thread-safe. Output arrays must not be input arrays, unless
 * a method says so.
 */
public interface Kernels {
  /** Lanes come in multiples of it: the floats of the widest vectors there are. */
  int WIDTH = 16;

  /** e^-45 is 3e-20: a class so far below the largest has no part in a posterior. */
  double NEGLIGIBLE = 45;

  /**
   * The implementation this JVM uses at the moment: plain Java at first, and vectors as soon as
   * they are faster. {@code -Dgenlabel.simd=scalar} or {@code vector} asks for one of them.
   */
  static Kernels active() {
    return ActiveKernels.active();
  }

  /**
   * The implementations this JVM has, fastest first: vectors where there are any, and plain Java.
   * For measurements: what computes takes {@link #active()}.
   */
  static List<Kernels> all() {
    return ActiveKernels.all();
  }

  /** The least multiple of {@link #WIDTH} that holds the lanes. */
  static int padded(int lanes) {
    return (lanes + WIDTH - 1) / WIDTH * WIDTH;
  }

  /** What the implementation is, for people: "scalar", or "512-bit vectors". */
  String description();

  /**
   * Multiply-adds of a round of {@link #multiplyAdds}: {@link #WIDTH} for each of twelve
   * accumulators, enough to fill the latency of two units. Each is two floating-point operations.
   */
  int MULTIPLY_ADDS_OF_ROUND = 12 * WIDTH;

  /**
   * As many single-precision multiply-adds as the processor can do, for comparison: twelve
   * independent accumulators, x = x / 2 + 1 / 2 over and over, that never leave their registers. A
   * round is {@link #MULTIPLY_ADDS_OF_ROUND} of them in every implementation, whether on vectors or
   * on single floats.
   *
   * @param rounds from 64 on all accumulators have come to 1
   * @return the sum of the accumulators' first lanes, so that nothing can be left out
   */
  float multiplyAdds(int rounds);

  // Single precision: networks side by side.

  /**
   * One product for many rows: y[r] = bias + sum_k x[r][k] weights[k].
   *
   * @param x [rows][stride], of which the first features count
   * @param weights [features][columns]
   * @param bias [columns]
   * @param columns a multiple of WIDTH
   * @param y [rows][columns], overwritten
   */
  void affine(
      float[] x,
      int rows,
      int features,
      int stride,
      float[] weights,
      float[] bias,
      int columns,
      float[] y);

  /**
   * Adds the outer products of the rows, in order: sums[k] += x[r][k] delta[r], and biasSums +=
   * delta[r].
   *
   * @param x [rows][stride], of which the first features count
   * @param delta [rows][columns]
   * @param columns a multiple of WIDTH
   * @param sums [features][columns], updated
   * @param biasSums [columns], updated
   */
  void addOuterProducts(
      float[] x,
      int rows,
      int features,
      int stride,
      float[] delta,
      int columns,
      float[] sums,
      float[] biasSums);

  /**
   * {@link #affine} of lanes with inputs of their own: y[r][c] = bias[c] + sum_k x[r][k]
   * weights[k][c], lane by lane.
   *
   * @param x [rows][features][WIDTH]
   * @param weights [features][classes][WIDTH]
   * @param bias [classes][WIDTH]
   * @param y [rows][classes][WIDTH], overwritten
   */
  void affineOfLanes(
      float[] x, int rows, int features, float[] weights, float[] bias, int classes, float[] y);

  /**
   * {@link #addOuterProducts} of lanes with inputs of their own.
   *
   * @param x [rows][features][WIDTH]
   * @param delta [rows][classes][WIDTH]
   * @param sums [features][classes][WIDTH], updated
   * @param biasSums [classes][WIDTH], updated
   */
  void addOuterProductsOfLanes(
      float[] x,
      int rows,
      int features,
      float[] delta,
      int classes,
      float[] sums,
      float[] biasSums);

  /**
   * Softmax down the class axis, in every lane.
   *
   * @param values [rows][classes][lanes]: logits on entry, probabilities on return
   * @param lanes a multiple of WIDTH
   */
  void softmax(float[] values, int rows, int classes, int lanes);

  /**
   * The gradient by the logits, p - target, where a lane's target is a combination of labels that
   * all lanes share: sum_l coefficients[l][lane] labels[l].
   *
   * @param values [rows][classes][lanes]: probabilities on entry
   * @param lanes a multiple of WIDTH
   * @param labels [label][rows][classes]
   * @param coefficients [label][lanes]
   */
  void subtractTargets(
      float[] values, int rows, int classes, int lanes, float[][] labels, float[][] coefficients);

  /**
   * The gradient by the logits of lanes with targets and row weights of their own: (p - target)
   * weight.
   *
   * @param values [rows][classes][WIDTH]: probabilities on entry
   * @param targets [rows][classes][WIDTH]
   * @param weights [rows][WIDTH]
   */
  void subtractTargetsOfLanes(
      float[] values, int rows, int classes, float[] targets, float[] weights);

  /**
   * Rectifies: what is below 0 becomes 0.
   *
   * @param values updated in the first count elements
   */
  void rectify(float[] values, int count);

  /**
   * The gradient through {@link #rectify}: none passes where nothing came out.
   *
   * @param gradients updated in the first count elements
   * @param rectified what came out
   */
  void maskRectified(float[] gradients, float[] rectified, int count);

  /**
   * One step of Adam, element by element.
   *
   * @param parameters updated; its length is the number of elements
   * @param gradientSums gradients summed over the batch
   * @param scales what makes the sums means; at least one per element
   * @param learningRates at least one per element
   * @param firstMoments updated
   * @param secondMoments updated
   */
  void adam(
      float[] parameters,
      float[] gradientSums,
      float[] scales,
      float[] learningRates,
      float[] firstMoments,
      float[] secondMoments,
      AdamStep step);

  // Double precision: points side by side.

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
   * Gaussian kernels at {@link #WIDTH} points: with D_t = |z - t|^2 / 2, multiplied out, the least
   * D_t of every point and sum_t exp(least - D_t), the sum to a relative error below 3e-9.
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
