package org.genlabel.network;

/**
 * A first-order optimiser with torch's semantics. It keeps hyperparameters and the step count; the
 * model keeps the moments. L2 weight decay is added to the gradient, including that of biases.
 * Arrays have one element per parameter and candidate. Not thread-safe.
 */
public interface Optimizer {
  /** Begins the next step; every block of parameters is then updated once. */
  void beginStep();

  /**
   * Updates a block of parameters.
   *
   * @param parameters updated
   * @param gradientSums gradients summed over the batch
   * @param scales factors that turn the sums into means, 1 / rows; at least one per element
   * @param learningRates at least one per element
   * @param firstMoments state, initially zero
   * @param secondMoments state, initially zero; unused by optimisers with one moment
   */
  void update(
      float[] parameters,
      float[] gradientSums,
      float[] scales,
      float[] learningRates,
      float[] firstMoments,
      float[] secondMoments);
}
