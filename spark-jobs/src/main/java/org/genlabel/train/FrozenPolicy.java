package org.genlabel.train;

import org.genlabel.random.UniformSource;
import org.genlabel.simd.DoubleKernels;

/**
 * AdaMixup's policy as the authors' program has it: 2d-100-100-3 and a softmax, no activation
 * between its layers, and never trained. Without activations the layers are one linear map; it is
 * multiplied out once, in double precision.
 */
final class FrozenPolicy {
  private static final int HIDDEN = 100;
  private static final int OUTPUTS = 3;

  // [outputs][2 features], [outputs]
  private final double[][] weights;
  private final double[] bias;
  private final double[] interval = new double[OUTPUTS];

  private FrozenPolicy(double[][] weights, double[] bias) {
    this.weights = weights;
    this.bias = bias;
  }

  /** How many numbers {@link #draw} takes. */
  static int draws(int features) {
    return HIDDEN * (2 * features + 1) + HIDDEN * (HIDDEN + 1) + OUTPUTS * (HIDDEN + 1);
  }

  /** A policy at its random start, layer by layer, weights before biases. */
  static FrozenPolicy draw(int features, UniformSource random) {
    double[][] weights1 = new double[HIDDEN][2 * features];
    double[] bias1 = new double[HIDDEN];
    double[][] weights2 = new double[HIDDEN][HIDDEN];
    double[] bias2 = new double[HIDDEN];
    double[][] weights3 = new double[OUTPUTS][HIDDEN];
    double[] bias3 = new double[OUTPUTS];
    fill(weights1, bias1, random);
    fill(weights2, bias2, random);
    fill(weights3, bias3, random);
    return of(weights1, bias1, weights2, bias2, weights3, bias3);
  }

  /** The policy of given layers, each [out][in] and [out]. */
  static FrozenPolicy of(
      double[][] weights1,
      double[] bias1,
      double[][] weights2,
      double[] bias2,
      double[][] weights3,
      double[] bias3) {
    double[][] upper = product(weights3, weights2);
    double[] bias = sum(product(upper, bias1), sum(product(weights3, bias2), bias3));
    return new FrozenPolicy(product(upper, weights1), bias);
  }

  private static void fill(double[][] weights, double[] bias, UniformSource random) {
    double bound = 1 / StrictMath.sqrt(weights[0].length);
    for (double[] row : weights) {
      for (int k = 0; k < row.length; k++) {
        row[k] = random.uniform(bound);
      }
    }
    for (int o = 0; o < bias.length; o++) {
      bias[o] = random.uniform(bound);
    }
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] product = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        DoubleKernels.addScaled(a[i][k], b[k], product[i]);
      }
    }
    return product;
  }

  private static double[] product(double[][] a, double[] b) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        product[i] += a[i][k] * b[k];
      }
    }
    return product;
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = a.clone();
    DoubleKernels.add(b, sum);
    return sum;
  }

  /**
   * lambda = a + u delta, (a, delta, rest) = softmax(policy(x_i, x_j)).
   *
   * @param uniform u in [0, 1)
   */
  double lambda(double[] first, double[] second, double uniform) {
    int features = first.length;
    for (int o = 0; o < OUTPUTS; o++) {
      double sum = bias[o];
      for (int k = 0; k < features; k++) {
        sum += weights[o][k] * first[k];
      }
      for (int k = 0; k < features; k++) {
        sum += weights[o][features + k] * second[k];
      }
      interval[o] = sum;
    }
    DoubleKernels.softmaxInPlace(interval);
    return (float) interval[0] + (float) uniform * (float) interval[1];
  }
}
