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
   * @param scale what makes the sums means
   * @param firstMoments state, zero at first
   * @param secondMoments state, zero at first; unused by optimisers with one moment
   */
  void update(
      double[] parameters,
      double[] gradientSums,
      double scale,
      double learningRate,
      double[] firstMoments,
      double[] secondMoments);
}
