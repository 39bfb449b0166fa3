package org.genlabel.model;

import org.genlabel.random.UniformSource;

/**
 * Models of one architecture, one per {@link Lane}, trained side by side on the same mini-batches.
 * No lane influences another: a lane's bits are the same whatever lanes lie beside it. Not
 * thread-safe.
 */
public interface LaneModel extends LaneClassifier {
  /**
   * Draws initial parameters uniformly from (-1/sqrt(fan_in), 1/sqrt(fan_in)), the same for every
   * lane.
   */
  void initialize(UniformSource random);

  /**
   * Adds the gradients of some rows' cross-entropies to the batch, in order.
   *
   * @param x [features][stride], mixed already, rows side by side
   * @param stride room for rows in x and in every label
   * @param rows which of them
   * @param count how many
   * @param labels [labels], each [classes][stride]: the labels that lanes refer to
   */
  void addRows(double[] x, int stride, int[] rows, int count, double[][] labels);

  /**
   * One optimiser step on the gradients added since the last step, divided by a number of rows.
   * Where none were added the gradient is zero: weight decay and moments still move the parameters.
   *
   * @param rows what makes the sum a mean; positive
   */
  void step(int rows);

  /**
   * The scores before the softmax.
   *
   * @param x [features]
   * @return [classes]
   */
  double[] logits(double[] x, int lane);
}
