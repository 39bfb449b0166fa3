package org.genlabel.simd;

/**
 * The kernels of networks, in single precision: networks side by side, their candidates or fits in
 * lanes; see {@link Kernels}.
 */
public interface NetworkKernels {
  /**
   * Computes an affine map with the same weights for many rows: y[r] = bias + sum_k x[r][k]
   * weights[k].
   *
   * @param x [rows][stride], of which the first features elements are used
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
   * @param x [rows][stride], of which the first features elements are used
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
   * Computes {@link #affine} for lanes with separate inputs: y[r][c] = bias[c] + sum_k x[r][k]
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
   * Computes {@link #addOuterProducts} for lanes with separate inputs.
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
   * Computes the softmax along the class axis, in every lane.
   *
   * @param values [rows][classes][lanes]: logits on entry, probabilities on return
   * @param lanes a multiple of WIDTH
   */
  void softmax(float[] values, int rows, int classes, int lanes);

  /**
   * Computes the gradient with respect to the logits, p - target, where a lane's target is a
   * combination of labels that all lanes share: sum_l coefficients[l][lane] labels[l].
   *
   * @param values [rows][classes][lanes]: probabilities on entry
   * @param lanes a multiple of WIDTH
   * @param labels [label][rows][classes]
   * @param coefficients [label][lanes]
   */
  void subtractTargets(
      float[] values, int rows, int classes, int lanes, float[][] labels, float[][] coefficients);

  /**
   * Computes the gradient with respect to the logits for lanes with separate targets and row
   * weights: (p - target) weight.
   *
   * @param values [rows][classes][WIDTH]: probabilities on entry
   * @param targets [rows][classes][WIDTH]
   * @param weights [rows][WIDTH]
   */
  void subtractTargetsOfLanes(
      float[] values, int rows, int classes, float[] targets, float[] weights);

  /**
   * Replaces negative values by 0.
   *
   * @param values updated in the first count elements
   */
  void rectify(float[] values, int count);

  /**
   * Computes the gradient through {@link #rectify}: it is 0 where the output was 0.
   *
   * @param gradients updated in the first count elements
   * @param rectified the output of {@link #rectify}
   */
  void maskRectified(float[] gradients, float[] rectified, int count);

  /**
   * Performs one step of Adam, element by element.
   *
   * @param parameters updated; its length is the number of elements
   * @param gradientSums gradients summed over the batch
   * @param scales factors that turn the sums into means; at least one per element
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
}
