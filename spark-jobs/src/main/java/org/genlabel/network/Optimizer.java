package org.genlabel.network;

/**
 * A first-order optimiser with torch's semantics. Hyperparameters and the step count live here, the
 * moments with the model. L2 weight decay is added to the gradient, of biases too. Arrays have one
 * element a parameter and candidate. Not thread-safe.
 */
public interface Optimizer {
  /** Begins the next step; every block of parameters is then updated once. */
  void beginStep();

  /**
   * Updates a block of parameters.
   *
   * @param parameters updated
   * @param gradientSums gradients summed over the batch
   * @param scales what makes the sums means, 1 / rows; at least one per element
   * @param learningRates at least one per element
   * @param firstMoments state, zero at first
   * @param secondMoments state, zero at first; unused by optimisers with one moment
   */
  void update(
      float[] parameters,
      float[] gradientSums,
      float[] scales,
      float[] learningRates,
      float[] firstMoments,
      float[] secondMoments);
}
