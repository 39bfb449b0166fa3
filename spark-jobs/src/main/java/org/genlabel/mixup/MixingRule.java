package org.genlabel.mixup;

/** How two training rows become one point (method Sec. 4). May keep buffers: not thread-safe. */
@FunctionalInterface
public interface MixingRule {
  /**
   * Begins a mini-batch: the place to draw what its rows share beside lambda.
   *
   * @param lambda the batch's mixing coefficient, in [0, 1]
   */
  default void begin(double lambda) {}

  /**
   * Mixes two training rows.
   *
   * @param i first row
   * @param j second row
   * @param lambda the batch's mixing coefficient, in [0, 1]
   * @param point overwritten
   */
  void mix(int i, int j, double lambda, MixedPoint point);

  /**
   * Mixup: x_mix = lambda x_i + (1 - lambda) x_j.
   *
   * @param x [rows][features]
   */
  static MixingRule mixup(double[][] x) {
    return (i, j, lambda, point) -> {
      point.set(i, j, lambda);
      double[] mixed = point.x();
      for (int k = 0; k < mixed.length; k++) {
        mixed[k] = lambda * x[i][k] + (1 - lambda) * x[j][k];
      }
    };
  }

  /**
   * Mixup as torch does it on single-precision rows: the coefficients, both products and the sum
   * are rounded to 24 bits.
   *
   * @param x [rows][features]
   */
  static MixingRule singlePrecisionMixup(double[][] x) {
    return (i, j, lambda, point) -> {
      point.set(i, j, lambda);
      double[] mixed = point.x();
      float own = (float) lambda;
      float others = (float) (1 - lambda);
      for (int k = 0; k < mixed.length; k++) {
        float a = own * (float) x[i][k];
        float b = others * (float) x[j][k];
        mixed[k] = a + b;
      }
    };
  }
}
