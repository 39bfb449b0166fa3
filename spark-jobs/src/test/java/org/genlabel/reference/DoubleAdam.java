package org.genlabel.reference;

/** Adam with beta = (0.9, 0.999) and epsilon = 1e-8 outside the square root. */
public final class DoubleAdam implements DoubleOptimizer {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double weightDecay;
  private double beta1Power = 1;
  private double beta2Power = 1;

  public DoubleAdam(double weightDecay) {
    this.weightDecay = weightDecay;
  }

  @Override
  public void beginStep() {
    beta1Power *= BETA1;
    beta2Power *= BETA2;
  }

  @Override
  public void update(
      double[] parameters,
      double[] gradientSums,
      double scale,
      double learningRate,
      double[] firstMoments,
      double[] secondMoments) {
    double firstCorrection = 1 / (1 - beta1Power);
    double secondCorrection = 1 / StrictMath.sqrt(1 - beta2Power);
    for (int j = 0; j < parameters.length; j++) {
      double gradient = Math.fma(gradientSums[j], scale, weightDecay * parameters[j]);
      double first = Math.fma(1 - BETA1, gradient, BETA1 * firstMoments[j]);
      double second = Math.fma((1 - BETA2) * gradient, gradient, BETA2 * secondMoments[j]);
      firstMoments[j] = first;
      secondMoments[j] = second;
      double denominator = Math.sqrt(second) * secondCorrection + EPSILON;
      parameters[j] -= learningRate * firstCorrection * first / denominator;
    }
  }
}
