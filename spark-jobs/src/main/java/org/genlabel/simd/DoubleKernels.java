package org.genlabel.simd;

import java.util.Arrays;

/**
 * Double-precision twin of {@link FloatKernels}: the same operations in the same order, and the
 * same promises.
 */
public final class DoubleKernels {
  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN2_HIGH = 6.93147180369123816490e-01;
  private static final double LN2_LOW = 1.90821492927058770002e-10;
  // Adding and subtracting 1.5 * 2^52 rounds a double of magnitude below 2^51 to the nearest
  // integer.
  private static final double ROUNDING = 6755399441055744.0;
  private static final long BITS_OF_ONE = 0x3ff0000000000000L;
  private static final long BITS_OF_ROOT_HALF = 0x3fe6a09e667f3bcdL;
  private static final double LARGEST_EXPONENT = 709;
  private static final double SMALLEST_EXPONENT = -708;

  private DoubleKernels() {}

  /**
   * e^x, relative error below 1e-15. The argument is clamped to [-708, 709], so the result is
   * always a positive normal number; NaN stays NaN.
   */
  public static double exp(double x) {
    double clamped = Math.max(SMALLEST_EXPONENT, Math.min(LARGEST_EXPONENT, x));
    double shifted = Math.fma(clamped, LOG2_E, ROUNDING);
    double n = shifted - ROUNDING;
    return expOfRemainder(Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, clamped)))
        * powerOfTwo(shifted);
  }

  /**
   * e^r for |r| <= ln(2)/2: the Taylor series to r^13 stops below half a unit in the last place.
   */
  private static double expOfRemainder(double r) {
    double p = 1.6059043836821613e-10;
    p = Math.fma(p, r, 2.08767569878681e-09);
    p = Math.fma(p, r, 2.505210838544172e-08);
    p = Math.fma(p, r, 2.755731922398589e-07);
    p = Math.fma(p, r, 2.7557319223985893e-06);
    p = Math.fma(p, r, 2.48015873015873e-05);
    p = Math.fma(p, r, 1.984126984126984e-04);
    p = Math.fma(p, r, 1.3888888888888889e-03);
    p = Math.fma(p, r, 8.333333333333333e-03);
    p = Math.fma(p, r, 4.1666666666666664e-02);
    p = Math.fma(p, r, 1.6666666666666666e-01);
    p = Math.fma(p, r, 0.5);
    return Math.fma(p, r * r, r) + 1;
  }

  /** 2^n for n + ROUNDING, whose low bits are those of n; n is in the range of normal numbers. */
  private static double powerOfTwo(double shifted) {
    return Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) << 52) + BITS_OF_ONE);
  }

  /**
   * The natural logarithm, relative error below 1e-15: with x = 2^k m, m in [sqrt(1/2), sqrt(2)),
   * the series log m = 2 (s + s^3/3 + s^5/5 + ...), s = (m - 1)/(m + 1). Several times as fast as
   * StrictMath's, which Java 17 calls as native code.
   */
  public static double log(double x) {
    if (!(x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE)) {
      return StrictMath.log(x);
    }
    long bits = Double.doubleToRawLongBits(x);
    long k = (bits - BITS_OF_ROOT_HALF) >> 52;
    double m = Double.longBitsToDouble(bits - (k << 52));
    double s = (m - 1) / (m + 1);
    double z = s * s;
    double p = 1.0 / 21;
    p = Math.fma(p, z, 1.0 / 19);
    p = Math.fma(p, z, 1.0 / 17);
    p = Math.fma(p, z, 1.0 / 15);
    p = Math.fma(p, z, 1.0 / 13);
    p = Math.fma(p, z, 1.0 / 11);
    p = Math.fma(p, z, 1.0 / 9);
    p = Math.fma(p, z, 1.0 / 7);
    p = Math.fma(p, z, 1.0 / 5);
    p = Math.fma(p, z, 1.0 / 3);
    double tail = Math.fma(2 * s * z, p, k * LN2_LOW);
    return k * LN2_HIGH + (2 * s + tail);
  }

  /** See {@link FloatKernels#affine}. */
  public static void affine(double[] x, double[][] weights, double[] bias, double[] y) {
    System.arraycopy(bias, 0, y, 0, bias.length);
    int k = 0;
    for (; k + 4 <= x.length; k += 4) {
      addFourScaled(x, weights, k, y);
    }
    for (; k < x.length; k++) {
      addScaled(x[k], weights[k], y);
    }
  }

  private static void addFourScaled(double[] x, double[][] weights, int k, double[] y) {
    double x0 = x[k];
    double x1 = x[k + 1];
    double x2 = x[k + 2];
    double x3 = x[k + 3];
    double[] w0 = weights[k];
    double[] w1 = weights[k + 1];
    double[] w2 = weights[k + 2];
    double[] w3 = weights[k + 3];
    for (int j = 0; j < y.length; j++) {
      y[j] =
          Math.fma(x3, w3[j], Math.fma(x2, w2[j], Math.fma(x1, w1[j], Math.fma(x0, w0[j], y[j]))));
    }
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

  /** See {@link FloatKernels#addOuterProduct}. */
  public static void addOuterProduct(double[] x, double[] delta, double[][] sum) {
    for (int k = 0; k < x.length; k++) {
      addScaled(x[k], delta, sum[k]);
    }
  }

  /** y += x, element by element. */
  public static void add(double[] x, double[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] += x[j];
    }
  }

  /** y += a x, element by element, fused. */
  public static void addScaled(double a, double[] x, double[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] = Math.fma(a, x[j], y[j]);
    }
  }

  /** See {@link FloatKernels#softmax}. */
  public static void softmax(double[] values, int classes, double[] scratch) {
    int lanes = values.length / classes;
    subtractLargest(values, classes, lanes, scratch);
    expInPlace(values, scratch);
    Arrays.fill(scratch, 0, lanes, 0);
    for (int c = 0; c < classes; c++) {
      int row = c * lanes;
      for (int lane = 0; lane < lanes; lane++) {
        scratch[lane] += values[row + lane];
      }
    }
    for (int lane = 0; lane < lanes; lane++) {
      scratch[lane] = 1 / scratch[lane];
    }
    for (int c = 0; c < classes; c++) {
      int row = c * lanes;
      for (int lane = 0; lane < lanes; lane++) {
        values[row + lane] *= scratch[lane];
      }
    }
  }

  private static void subtractLargest(double[] values, int classes, int lanes, double[] largest) {
    System.arraycopy(values, 0, largest, 0, lanes);
    for (int c = 1; c < classes; c++) {
      int row = c * lanes;
      for (int lane = 0; lane < lanes; lane++) {
        largest[lane] = Math.max(largest[lane], values[row + lane]);
      }
    }
    for (int c = 0; c < classes; c++) {
      int row = c * lanes;
      for (int lane = 0; lane < lanes; lane++) {
        values[row + lane] -= largest[lane];
      }
    }
  }

  /** See {@link FloatKernels#expInPlace}. */
  static void expInPlace(double[] values, double[] exponents) {
    for (int j = 0; j < values.length; j++) {
      double x = Math.max(SMALLEST_EXPONENT, Math.min(LARGEST_EXPONENT, values[j]));
      double shifted = Math.fma(x, LOG2_E, ROUNDING);
      double n = shifted - ROUNDING;
      values[j] = expOfRemainder(Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x)));
      exponents[j] = shifted;
    }
    for (int j = 0; j < values.length; j++) {
      values[j] *= powerOfTwo(exponents[j]);
    }
  }

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

  /**
   * The posterior softmax(log densities), in place: the GenLabel label of Eq. 1. Values of plus
   * infinity share the label equally among themselves; if all are minus infinity, all classes share
   * it equally. The result sums to 1.
   *
   * @param logDensities [classes], none NaN; overwritten by the label
   */
  public static void softmaxInPlace(double[] logDensities) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double value : logDensities) {
      largest = Math.max(largest, value);
    }
    double sum = 0;
    for (int c = 0; c < logDensities.length; c++) {
      double e;
      if (logDensities[c] == largest) {
        e = 1;
      } else if (logDensities[c] - largest > SMALLEST_EXPONENT) {
        e = exp(logDensities[c] - largest);
      } else {
        e = 0;
      }
      logDensities[c] = e;
      sum += e;
    }
    for (int c = 0; c < logDensities.length; c++) {
      logDensities[c] /= sum;
    }
  }
}
