package org.genlabel.learner;

import java.util.OptionalDouble;

/**
 * A stretch of training under the same rules.
 *
 * @param epochs passes over the training rows
 * @param learningRateDrops how often a candidate's learning rate was divided by 10
 * @param largestGradientNorm what the Euclidean norm of the mean gradient, over all parameters, is
 *     cut down to; empty if it may be anything
 */
public record Phase(int epochs, int learningRateDrops, OptionalDouble largestGradientNorm) {
  /**
   * @throws IllegalArgumentException if a number is negative, or the norm not positive
   */
  public Phase {
    if (epochs < 0 || learningRateDrops < 0) {
      throw new IllegalArgumentException(
          "epochs and drops of the learning rate must not be negative, not "
              + epochs
              + " and "
              + learningRateDrops);
    }
    if (largestGradientNorm.isPresent() && !(largestGradientNorm.getAsDouble() > 0)) {
      throw new IllegalArgumentException(
          "the largest norm of a gradient must be positive, not "
              + largestGradientNorm.getAsDouble());
    }
  }

  /** A phase at the candidates' own learning rates, with gradients as they are. */
  public static Phase of(int epochs) {
    return new Phase(epochs, 0, OptionalDouble.empty());
  }

  /** The learning rate of a candidate in this phase. */
  public double learningRate(double initial) {
    double rate = initial;
    for (int drop = 0; drop < learningRateDrops; drop++) {
      rate /= 10;
    }
    return rate;
  }
}
