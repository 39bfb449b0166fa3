package org.genlabel.network;

/**
 * A layer of a {@link Network}: batches go forward through it, and gradients back. Rows are padded
 * to the vector width; padding stays zero. Keeps buffers: not thread-safe.
 */
interface Layer {
  /** How many values come out for a row, padding not counted. */
  int units();

  /**
   * Sends a batch forward.
   *
   * @param x what comes out of the layer before; read again by {@link #backward}
   * @return [rows][units with padding]; overwritten by the next call
   */
  float[] forward(float[] x, int rows);

  /**
   * Adds the gradients of the batch that went forward last, all of its rows in order.
   *
   * @param gradients [rows][units with padding], of the loss by what came out; may be overwritten
   * @param rows as went forward
   */
  void addGradients(float[] gradients, int rows);

  /**
   * The gradients by what came in, of the first rows that went forward last.
   *
   * @param gradients as for {@link #addGradients}; may be overwritten
   * @return [rows][inputs with padding]; overwritten by the next call
   */
  float[] backward(float[] gradients, int rows);

  /** Adds the squares of all gradients to a sum, in order. */
  double addSquaredGradients(double sum);

  /**
   * One step on the gradients added since the last one.
   *
   * @param scale what makes their sums means
   */
  void step(Optimizer optimizer, float scale);

  /** Changes the learning rate, from the next step on. */
  void setLearningRate(double learningRate);

  /** The parameters as torch stores them: [units][inputs] weights, then [units] biases. */
  double[] parameters();
}
