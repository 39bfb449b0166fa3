package org.genlabel.network;

import java.util.Arrays;

/**
 * Single-precision parameters that are updated together, with their accumulated gradients and the
 * optimiser's moments. All are initially zero, and have one element per parameter and candidate.
 */
public final class ParameterBlock {
  private final float[] values;
  private final float[] gradients;
  private final float[] firstMoments;
  private final float[] secondMoments;
  private final float[] learningRates;

  /**
   * @param learningRates at least one per element; read at every step
   */
  public ParameterBlock(int length, float[] learningRates) {
    this.values = new float[length];
    this.gradients = new float[length];
    this.firstMoments = new float[length];
    this.secondMoments = new float[length];
    this.learningRates = learningRates;
  }

  /** Returns the array of parameters. */
  public float[] values() {
    return values;
  }

  /** Returns the array of sums of gradients since the last step. */
  public float[] gradients() {
    return gradients;
  }

  /**
   * Updates the parameters by the gradients, and resets these to zero.
   *
   * @param scales factors that turn the sums into means; at least one per element
   */
  public void step(Optimizer optimizer, float[] scales) {
    optimizer.update(values, gradients, scales, learningRates, firstMoments, secondMoments);
    Arrays.fill(gradients, 0);
  }
}
