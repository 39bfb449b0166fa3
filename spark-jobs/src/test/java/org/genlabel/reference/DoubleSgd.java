package org.genlabel.reference;

/** Gradient descent with momentum 0.9, no dampening. */
public final class DoubleSgd implements DoubleOptimizer {
  private static final double MOMENTUM = 0.9;

  private final double weightDecay;

  public DoubleSgd(double weightDecay) {
    this.weightDecay = weightDecay;
  }

  @Override
  public void beginStep() {
    // Velocities are initially zero, so the first velocity is the gradient.
  }

  @Override
  public void update(
      double[] parameters,
      double[] gradientSums,
      double scale,
      double learningRate,
      double[] firstMoments,
      double[] secondMoments) {
    for (int j = 0; j < parameters.length; j++) {
      double gradient = Math.fma(gradientSums[j], scale, weightDecay * parameters[j]);
      firstMoments[j] = Math.fma(MOMENTUM, firstMoments[j], gradient);
      parameters[j] -= learningRate * firstMoments[j];
    }
  }
}
