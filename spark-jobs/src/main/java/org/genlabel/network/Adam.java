package org.genlabel.network;

import org.genlabel.simd.AdamStep;
import org.genlabel.simd.Kernels;

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
    AdamStep step =
        new AdamStep(
            (float) weightDecay,
            (float) BETA1,
            (float) (1 - BETA1),
            (float) BETA2,
            (float) (1 - BETA2),
            (float) EPSILON,
            (float) (1 / (1 - beta1Power)),
            (float) (1 / StrictMath.sqrt(1 - beta2Power)));
    Kernels.active()
        .adam(parameters, gradientSums, scales, learningRates, firstMoments, secondMoments, step);
  }
}
