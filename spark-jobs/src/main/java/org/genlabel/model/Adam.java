package org.genlabel.model;

/**
 * Adam (Kingma and Ba 2015) with beta = (0.9, 0.999) and epsilon = 1e-8 outside the square root, as
 * in torch.
 */
public final class Adam implements Optimizer {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double weightDecay;
  // beta^t, by repeated multiplication: the same bits everywhere, unlike pow.
  private double beta1Power = 1;
  private double beta2Power = 1;

  /**
   * @param weightDecay L2 coefficient, not negative
   */
  public Adam(double weightDecay) {
    this.weightDecay = weightDecay;
  }

  @Override
  public void beginStep() {
    beta1Power *= BETA1;
    beta2Power *= BETA2;
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
    float beta1 = (float) BETA1;
    float oneMinusBeta1 = (float) (1 - BETA1);
    float beta2 = (float) BETA2;
    float oneMinusBeta2 = (float) (1 - BETA2);
    float epsilon = (float) EPSILON;
    float firstCorrection = (float) (1 / (1 - beta1Power));
    float secondCorrection = (float) (1 / StrictMath.sqrt(1 - beta2Power));
    for (int j = 0; j < parameters.length; j++) {
      float gradient = Math.fma(gradientSums[j], scales[j], decay * parameters[j]);
      float first = Math.fma(oneMinusBeta1, gradient, beta1 * firstMoments[j]);
      float second = Math.fma(oneMinusBeta2 * gradient, gradient, beta2 * secondMoments[j]);
      firstMoments[j] = first;
      secondMoments[j] = second;
      float denominator = (float) Math.sqrt(second) * secondCorrection + epsilon;
      parameters[j] -= learningRates[j] * firstCorrection * first / denominator;
    }
  }

  @Override
  public void update(
      double[] parameters,
      double[] gradientSums,
      double scale,
      double[] learningRates,
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
      parameters[j] -= learningRates[j] * firstCorrection * first / denominator;
    }
  }
}
