package org.genlabel.mixup;

/** The convex combination of two training rows. */
@FunctionalInterface
public interface PairMixing {
  /**
   * Writes lambda x_i + (1 - lambda) x_j as one of many points.
   *
   * @param mixed [features][stride], overwritten at point p
   */
  void mix(int i, int j, double lambda, double[] mixed, int stride, int p);

  /**
   * Returns the combination in double precision.
   *
   * @param x [rows][features]
   */
  static PairMixing doublePrecision(double[][] x) {
    return (i, j, lambda, mixed, stride, p) -> {
      double[] a = x[i];
      double[] b = x[j];
      for (int k = 0; k < a.length; k++) {
        mixed[k * stride + p] = lambda * a[k] + (1 - lambda) * b[k];
      }
    };
  }

  /**
   * Returns the combination as computed by torch on single-precision rows: the coefficients, both
   * products and the sum are rounded to 24 bits.
   *
   * @param x [rows][features]
   */
  static PairMixing singlePrecision(double[][] x) {
    float[][] rounded = new float[x.length][x[0].length];
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < x[i].length; k++) {
        rounded[i][k] = (float) x[i][k];
      }
    }
    return (i, j, lambda, mixed, stride, p) -> {
      float own = (float) lambda;
      float others = (float) (1 - lambda);
      float[] a = rounded[i];
      float[] b = rounded[j];
      for (int k = 0; k < a.length; k++) {
        float ownShare = own * a[k];
        float othersShare = others * b[k];
        mixed[k * stride + p] = ownShare + othersShare;
      }
    };
  }
}
