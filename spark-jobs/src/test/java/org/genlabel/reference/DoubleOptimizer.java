package org.genlabel.reference;

/** An optimiser with torch's semantics, in double precision. */
public interface DoubleOptimizer {
  /** Begins the next step; every block of parameters is then updated once. */
  void beginStep();

  /**
   * Updates a block of parameters.
   *
   * @param parameters updated
   * @param gradientSums gradients summed over the batch
   * @param scale factor that turns the sums into means
   * @param firstMoments state, initially zero
   * @param secondMoments state, initially zero; unused by optimisers with one moment
   */
  void update(
      double[] parameters,
      double[] gradientSums,
      double scale,
      double learningRate,
      double[] firstMoments,
      double[] secondMoments);
}
