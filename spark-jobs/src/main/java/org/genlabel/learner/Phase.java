package org.genlabel.learner;

import java.util.OptionalDouble;

/**
 * A number of epochs with the same learning rate and gradient clipping.
 *
 * @param epochs passes over the training rows
 * @param learningRateDrops how many times the learning rate of a candidate is divided by 10
 * @param largestGradientNorm maximum Euclidean norm of the mean gradient over all parameters, to
 *     which longer gradients are clipped; empty for no clipping
 */
public record Phase(int epochs, int learningRateDrops, OptionalDouble largestGradientNorm) {
  /**
   * @throws IllegalArgumentException if a number is negative, or the norm is not positive
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

  /** Returns a phase at the initial learning rates, without clipping of gradients. */
  public static Phase of(int epochs) {
    return new Phase(epochs, 0, OptionalDouble.empty());
  }

  /** Returns the learning rate of a candidate in this phase. */
  public double learningRate(double initial) {
    double rate = initial;
    for (int drop = 0; drop < learningRateDrops; drop++) {
      rate /= 10;
    }
    return rate;
  }
}
