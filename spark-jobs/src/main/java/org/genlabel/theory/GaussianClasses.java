package org.genlabel.theory;

import org.genlabel.random.KeyedRandom;
import org.genlabel.random.NormalSampler;

/**
 * The two classes of App. B.1: X | Y = 0 ~ N(-e_1, sigma_1^2 S) and X | Y = 1 ~ N(+e_1, sigma_2^2
 * S), equally likely, with S_ij = 1 for i = j and tau otherwise, and sigma_2 = c sigma_1.
 *
 * <p>The available text lacks most signs and symbols there; that c is the ratio of the standard
 * deviations follows from its bounds, 2 - sqrt(3) &lt; c &lt; 2 + sqrt(3): see {@link
 * RobustnessLosses}. The label of GenLabel is the posterior p_1 / (p_0 + p_1) under these true
 * densities.
 *
 * @param dimensions d, at least 2
 * @param variance sigma_1^2, positive
 * @param correlation tau, in (-1 / (d - 1), 1): S is positive definite
 * @param ratio c, in (2 - sqrt(3), 2 + sqrt(3))
 */
public record GaussianClasses(int dimensions, double variance, double correlation, double ratio) {
  /**
   * Points and their labels.
   *
   * @param x [rows][d]
   * @param y [rows], 0 or 1
   */
  public record Sample(double[][] x, int[] y) {}

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public GaussianClasses {
    check(dimensions >= 2, "dimensions must be at least 2", dimensions);
    check(variance > 0 && Double.isFinite(variance), "the variance must be positive", variance);
    check(
        correlation > -1.0 / (dimensions - 1) && correlation < 1,
        "the correlation must be in (-1 / (d - 1), 1)",
        correlation);
    check(
        ratio > 2 - Math.sqrt(3) && ratio < 2 + Math.sqrt(3),
        "the ratio must be in (2 - sqrt(3), 2 + sqrt(3))",
        ratio);
  }

  private static void check(boolean holds, String allowed, double value) {
    if (!holds) {
      throw new IllegalArgumentException(allowed + ", not " + value);
    }
  }

  /**
   * Draws independent points, row i of class i mod 2, so that the classes are balanced.
   *
   * @param rows at least 2
   */
  public Sample sample(int rows, KeyedRandom random) {
    check(rows >= 2, "a sample has at least 2 rows", rows);
    double[][] x = new double[rows][dimensions];
    int[] y = new int[rows];
    NormalSampler normals = new NormalSampler(random);
    for (int i = 0; i < rows; i++) {
      y[i] = i % 2;
      double scale = Math.sqrt(y[i] == 1 ? variance * ratio * ratio : variance);
      double[] noise = correlated(normals.next(dimensions));
      for (int k = 0; k < dimensions; k++) {
        x[i][k] = scale * noise[k];
      }
      x[i][0] += 2 * y[i] - 1;
    }
    return new Sample(x, y);
  }

  /** Returns S^(1/2) z = sqrt(1 - tau) (z - mean) + sqrt(1 + (d - 1) tau) mean. */
  private double[] correlated(double[] z) {
    double mean = sum(z) / dimensions;
    double apart = Math.sqrt(1 - correlation);
    double together = Math.sqrt(1 + (dimensions - 1) * correlation);
    double[] result = new double[dimensions];
    for (int k = 0; k < dimensions; k++) {
      result[k] = apart * (z[k] - mean) + together * mean;
    }
    return result;
  }

  /**
   * Returns q(x) = log p_1(x) - log p_0(x); the posterior of class 1 is 1 / (1 + exp(-q)).
   *
   * @param x [d]
   */
  double logRatio(double[] x) {
    double[] fromNegative = from(-1, x);
    double[] fromPositive = from(1, x);
    return product(fromNegative, fromNegative) / (2 * variance)
        - product(fromPositive, fromPositive) / (2 * variance * ratio * ratio)
        - dimensions * StrictMath.log(ratio);
  }

  private static double[] from(int sign, double[] x) {
    double[] difference = x.clone();
    difference[0] -= sign;
    return difference;
  }

  /** Returns a S^(-1) b, where (1 - tau) S^(-1) = I - tau / (1 + (d - 1) tau) 1 1^T. */
  private double product(double[] a, double[] b) {
    double dot = 0;
    for (int k = 0; k < dimensions; k++) {
      dot += a[k] * b[k];
    }
    double common = correlation / (1 + (dimensions - 1) * correlation);
    return (dot - common * sum(a) * sum(b)) / (1 - correlation);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
