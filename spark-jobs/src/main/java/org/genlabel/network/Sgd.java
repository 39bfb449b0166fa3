package org.genlabel.network;

/**
 * Stochastic gradient descent with momentum 0.9, no dampening, as in torch: the first velocity is
 * the gradient.
 */
public final class Sgd implements Optimizer {
  private static final double MOMENTUM = 0.9;

  private final double weightDecay;

  /**
   * @param weightDecay L2 coefficient, not negative
   */
  public Sgd(double weightDecay) {
    this.weightDecay = weightDecay;
  }

  @Override
  public void beginStep() {
    // Nothing depends on the step count: velocities are initially zero, so the first velocity is
    // the gradient.
  }

  @Override
  public void update(
      float[] parameters,
      float[] gradientSums,
      float[] scales,
      float[] learningRates,
      float[] firstMoments,
      float[] secondMoments) {
    float decay = (float) weightDecay;
    float momentum = (float) MOMENTUM;
    for (int j = 0; j < parameters.length; j++) {
      float gradient = Math.fma(gradientSums[j], scales[j], decay * parameters[j]);
      firstMoments[j] = Math.fma(momentum, firstMoments[j], gradient);
      parameters[j] -= learningRates[j] * firstMoments[j];
    }
  }
}
