package org.genlabel.network;

/**
 * A layer of a {@link Network}: batches are propagated forward and gradients backward. Rows are
 * padded to the vector width; padding stays zero. Keeps buffers: not thread-safe.
 */
interface Layer {
  /** Returns the number of outputs of a row, without padding. */
  int units();

  /**
   * Propagates a batch forward.
   *
   * @param x [rows][inputs with padding], the output of the previous layer; read again by {@link
   *     #backward}
   * @return [rows][units with padding]; overwritten by the next call
   */
  float[] forward(float[] x, int rows);

  /**
   * Adds the gradients of the last batch that was propagated forward, over all of its rows in
   * order.
   *
   * @param gradients [rows][units with padding], of the loss with respect to the outputs; may be
   *     overwritten
   * @param rows number of rows of the batch
   */
  void addGradients(float[] gradients, int rows);

  /**
   * Returns the gradients with respect to the inputs, for the first rows of the last batch.
   *
   * @param gradients as for {@link #addGradients}; may be overwritten
   * @return [rows][inputs with padding]; overwritten by the next call
   */
  float[] backward(float[] gradients, int rows);

  /** Adds the squares of all gradients to a sum, in order. */
  double addSquaredGradients(double sum);

  /**
   * Takes one step on the gradients added since the last step.
   *
   * @param scale factor that turns the sums of gradients into means
   */
  void step(Optimizer optimizer, float scale);

  /** Sets the learning rate from the next step on. */
  void setLearningRate(double learningRate);

  /** Returns the parameters in torch's order: [units][inputs] weights, then [units] biases. */
  double[] parameters();
}
