package org.genlabel.network;

import java.util.Arrays;

/**
 * Single-precision parameters that are updated together, all zero at first, with the gradients
 * added up for them and the optimiser's moments; one element a parameter and candidate.
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

  /** The parameters: the array itself. */
  public float[] values() {
    return values;
  }

  /** The sums of the gradients since the last step: the array itself. */
  public float[] gradients() {
    return gradients;
  }

  /**
   * Updates the parameters by the gradients, which are zero then.
   *
   * @param scales what makes the sums means; at least one per element
   */
  public void step(Optimizer optimizer, float[] scales) {
    optimizer.update(values, gradients, scales, learningRates, firstMoments, secondMoments);
    Arrays.fill(gradients, 0);
  }
}
