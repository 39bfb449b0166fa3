package org.genlabel.model;

import org.genlabel.random.RandomSource;

/**
 * Models of one architecture, one per {@link Lane}, trained side by side on the same mini-batches.
 * No lane influences another: a lane's bits are the same whatever lanes lie beside it. Not
 * thread-safe.
 */
public interface LaneModel {
  /**
   * Draws initial parameters uniformly from (-1/sqrt(fan_in), 1/sqrt(fan_in)), the same for every
   * lane.
   */
  void initialize(RandomSource random);

  /**
   * Adds the gradient of one row's cross-entropy to the batch.
   *
   * @param x [features], mixed already
   * @param labels [labels][classes]: the labels that lanes refer to
   */
  void addRow(double[] x, double[][] labels);

  /**
   * One optimiser step on the mean gradient of the rows added since the last step; none if there
   * are none.
   */
  void step();

  /**
   * The class every lane predicts; the first of equal scores.
   *
   * @param x [features]
   * @param predictions [lanes], overwritten
   */
  void predict(double[] x, int[] predictions);

  /**
   * The scores before the softmax.
   *
   * @param x [features]
   * @return [classes]
   */
  double[] logits(double[] x, int lane);

  /**
   * The parameters of one lane in the order torch stores them: every layer's [out][in] weights,
   * then its biases.
   */
  double[] parameters(int lane);
}
