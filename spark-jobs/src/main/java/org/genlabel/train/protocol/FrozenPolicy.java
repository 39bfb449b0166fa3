package org.genlabel.train.protocol;

import java.util.Arrays;
import org.genlabel.network.InitialParameters;
import org.genlabel.random.UniformSource;
import org.genlabel.simd.DoubleKernels;

/**
 * AdaMixup's policy in the authors' program: a network of 2d-100-100-3 units and a softmax, without
 * activations between its layers, which is never trained. Without activations the layers are one
 * affine map, which is multiplied out once, in double precision.
 */
public final class FrozenPolicy {
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

  /** Returns the number of draws of {@link #draw}. */
  static int draws(int features) {
    return HIDDEN * (2 * features + 1) + HIDDEN * (HIDDEN + 1) + OUTPUTS * (HIDDEN + 1);
  }

  /** Draws the initial parameters of a policy, layer by layer. */
  public static FrozenPolicy draw(int features, UniformSource random) {
    Layer first = Layer.draw(random, 2 * features, HIDDEN);
    Layer second = Layer.draw(random, HIDDEN, HIDDEN);
    Layer third = Layer.draw(random, HIDDEN, OUTPUTS);
    return of(
        first.weights(),
        first.bias(),
        second.weights(),
        second.bias(),
        third.weights(),
        third.bias());
  }

  /**
   * @param weights [out][in]
   * @param bias [out]
   */
  private record Layer(double[][] weights, double[] bias) {
    static Layer draw(UniformSource random, int fanIn, int units) {
      double[] parameters = InitialParameters.draw(random, fanIn, units);
      double[][] weights = new double[units][];
      Arrays.setAll(weights, o -> Arrays.copyOfRange(parameters, o * fanIn, (o + 1) * fanIn));
      return new Layer(weights, Arrays.copyOfRange(parameters, units * fanIn, parameters.length));
    }
  }

  /** Returns the policy with given layers, each [out][in] and [out]. */
  public static FrozenPolicy of(
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
   * Returns lambda = a + u delta, (a, delta, rest) = softmax(policy(x_i, x_j)).
   *
   * @param uniform u in [0, 1)
   */
  public double lambda(double[] first, double[] second, double uniform) {
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
