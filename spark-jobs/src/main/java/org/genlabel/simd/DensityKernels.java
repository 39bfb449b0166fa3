package org.genlabel.simd;

import java.util.Arrays;

/**
 * Double-precision kernels over many points: distances, extremes, exponentials and sums. Sums here
 * run across elements, in a few interleaved parts that are added in the end: an order fixed by this
 * code, so that their bits depend neither on the vector width nor on the machine.
 */
public final class DensityKernels {
  private DensityKernels() {}

  /**
   * Squared Euclidean distances |x - p|^2 from one point to many; each is a sum over the features
   * in order.
   *
   * @param x [features]
   * @param points [features][points]
   * @param squared [points], overwritten
   */
  public static void squaredDistances(double[] x, double[][] points, double[] squared) {
    int k = 0;
    if (x.length >= 4) {
      firstFour(x, points, squared);
      k = 4;
    } else {
      Arrays.fill(squared, 0);
    }
    // Four features a pass, so that the sums stay in registers; their order is still 0, 1, 2, ...
    for (; k + 4 <= x.length; k += 4) {
      addFour(x, points, k, squared);
    }
    for (; k < x.length; k++) {
      addOne(x[k], points[k], squared);
    }
  }

  private static void firstFour(double[] x, double[][] points, double[] squared) {
    double x0 = x[0];
    double x1 = x[1];
    double x2 = x[2];
    double x3 = x[3];
    double[] p0 = points[0];
    double[] p1 = points[1];
    double[] p2 = points[2];
    double[] p3 = points[3];
    for (int j = 0; j < squared.length; j++) {
      double d0 = x0 - p0[j];
      double d1 = x1 - p1[j];
      double d2 = x2 - p2[j];
      double d3 = x3 - p3[j];
      squared[j] = Math.fma(d3, d3, Math.fma(d2, d2, Math.fma(d1, d1, d0 * d0)));
    }
  }

  private static void addFour(double[] x, double[][] points, int k, double[] squared) {
    double x0 = x[k];
    double x1 = x[k + 1];
    double x2 = x[k + 2];
    double x3 = x[k + 3];
    double[] p0 = points[k];
    double[] p1 = points[k + 1];
    double[] p2 = points[k + 2];
    double[] p3 = points[k + 3];
    for (int j = 0; j < squared.length; j++) {
      double d0 = x0 - p0[j];
      double d1 = x1 - p1[j];
      double d2 = x2 - p2[j];
      double d3 = x3 - p3[j];
      double sum = squared[j];
      squared[j] = Math.fma(d3, d3, Math.fma(d2, d2, Math.fma(d1, d1, Math.fma(d0, d0, sum))));
    }
  }

  private static void addOne(double x, double[] points, double[] squared) {
    for (int j = 0; j < squared.length; j++) {
      double difference = x - points[j];
      squared[j] = Math.fma(difference, difference, squared[j]);
    }
  }

  /** The least of the values, at least one, none NaN. */
  public static double least(double[] values) {
    double least0 = values[0];
    double least1 = least0;
    double least2 = least0;
    double least3 = least0;
    int j = 0;
    for (; j + 4 <= values.length; j += 4) {
      least0 = values[j] < least0 ? values[j] : least0;
      least1 = values[j + 1] < least1 ? values[j + 1] : least1;
      least2 = values[j + 2] < least2 ? values[j + 2] : least2;
      least3 = values[j + 3] < least3 ? values[j + 3] : least3;
    }
    for (; j < values.length; j++) {
      least0 = values[j] < least0 ? values[j] : least0;
    }
    return Math.min(Math.min(least0, least1), Math.min(least2, least3));
  }

  /** The largest of the values, at least one, none NaN. */
  public static double largest(double[] values) {
    double largest0 = values[0];
    double largest1 = largest0;
    double largest2 = largest0;
    double largest3 = largest0;
    int j = 0;
    for (; j + 4 <= values.length; j += 4) {
      largest0 = values[j] > largest0 ? values[j] : largest0;
      largest1 = values[j + 1] > largest1 ? values[j + 1] : largest1;
      largest2 = values[j + 2] > largest2 ? values[j + 2] : largest2;
      largest3 = values[j + 3] > largest3 ? values[j + 3] : largest3;
    }
    for (; j < values.length; j++) {
      largest0 = values[j] > largest0 ? values[j] : largest0;
    }
    return Math.max(Math.max(largest0, largest1), Math.max(largest2, largest3));
  }

  /** differences[start + j] = values[j] - origin. */
  public static void subtract(double[] values, double origin, double[] differences, int start) {
    for (int j = 0; j < values.length; j++) {
      differences[start + j] = values[j] - origin;
    }
  }

  /**
   * e^x of the first elements for x <= 0, relative error below 2e-13, clamped to e^-64: as
   * (e^(x/256))^256 with a polynomial for the inner power. It needs no power of two to be put
   * together from bits, which C2 does not turn into vector instructions.
   */
  public static void expOfNegativeInPlace(double[] values, int count) {
    for (int j = 0; j < count; j++) {
      double y = 0.00390625 * Math.max(-64, values[j]);
      double p = 2.2202846384472103e-05;
      p = Math.fma(p, y, 0.00019737745066486205);
      p = Math.fma(p, y, 0.001388671969740839);
      p = Math.fma(p, y, 0.008333308050146792);
      p = Math.fma(p, y, 0.04166666506298504);
      p = Math.fma(p, y, 0.1666666666166493);
      p = Math.fma(p, y, 0.49999999999940514);
      p = Math.fma(p, y, 0.9999999999999989);
      p = Math.fma(p, y, 1);
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      values[j] = p * p;
    }
  }

  /**
   * The sum of the values at [start, end). It runs in eight interleaved parts, which are then added
   * in order: a fixed order, and eight times as many additions in flight.
   */
  public static double sum(double[] values, int start, int end) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    double sum4 = 0;
    double sum5 = 0;
    double sum6 = 0;
    double sum7 = 0;
    int j = start;
    for (; j + 8 <= end; j += 8) {
      sum0 += values[j];
      sum1 += values[j + 1];
      sum2 += values[j + 2];
      sum3 += values[j + 3];
      sum4 += values[j + 4];
      sum5 += values[j + 5];
      sum6 += values[j + 6];
      sum7 += values[j + 7];
    }
    for (; j < end; j++) {
      sum0 += values[j];
    }
    return ((sum0 + sum1) + (sum2 + sum3)) + ((sum4 + sum5) + (sum6 + sum7));
  }

  /** The sum of squares of the values at [start, end), in four interleaved parts. */
  public static double sumOfSquares(double[] values, int start, int end) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int j = start;
    for (; j + 4 <= end; j += 4) {
      sum0 = Math.fma(values[j], values[j], sum0);
      sum1 = Math.fma(values[j + 1], values[j + 1], sum1);
      sum2 = Math.fma(values[j + 2], values[j + 2], sum2);
      sum3 = Math.fma(values[j + 3], values[j + 3], sum3);
    }
    for (; j < end; j++) {
      sum0 = Math.fma(values[j], values[j], sum0);
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }
}
