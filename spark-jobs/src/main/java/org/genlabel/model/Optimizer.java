package org.genlabel.model;

/**
 * A first-order optimiser with torch's semantics. Hyperparameters and the step count live here, the
 * moments with the model. L2 weight decay is added to the gradient, of biases too. Each method
 * exists in both precisions; all arrays of a call have the same length, one element a parameter and
 * lane. Not thread-safe.
 */
public interface Optimizer {
  /** Begins the next step; every block of parameters is then updated once. */
  void beginStep();

  /**
   * Updates a block of parameters.
   *
   * @param parameters updated
   * @param gradientSums gradients summed over the batch
   * @param scale what makes the sums a mean: 1 / rows
   * @param learningRates one per element
   * @param firstMoments state, zero at first
   * @param secondMoments state, zero at first; unused by optimisers with one moment
   */
  void update(
      float[] parameters,
      float[] gradientSums,
      float scale,
      float[] learningRates,
      float[] firstMoments,
      float[] secondMoments);

  /** The same in double precision. */
  void update(
      double[] parameters,
      double[] gradientSums,
      double scale,
      double[] learningRates,
      double[] firstMoments,
      double[] secondMoments);
}
