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

  /** See {@link FloatKernels#affine}. */
  public static void affine(double[] x, double[][] weights, double[] bias, double[] y) {
    System.arraycopy(bias, 0, y, 0, bias.length);
    for (int k = 0; k < x.length; k++) {
      addScaled(x[k], weights[k], y);
    }
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
   * log(sum_i e^values[i]). Minus infinity where all values are; plus infinity where any value is.
   *
   * @param values at least one value, none NaN
   */
  public static double logSumExp(double[] values) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      largest = Math.max(largest, value);
    }
    if (Double.isInfinite(largest)) {
      return largest;
    }
    double sum = 0;
    for (double value : values) {
      // exp clamps; a term this small could not change the sum, and minus infinity must count as 0.
      if (value - largest > SMALLEST_EXPONENT) {
        sum += exp(value - largest);
      }
    }
    return largest + StrictMath.log(sum);
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
