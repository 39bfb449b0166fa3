package org.genlabel.simd;

import java.util.Arrays;

/**
 * Double-precision kernels over rows of lanes, for networks in double precision, and the elementary
 * functions and the softmax of one point, with the same bits on every machine.
 *
 * <p>A lane is an independent problem (one candidate of a sweep); arrays have the lane innermost.
 * No kernel ever sums across lanes, and every sum over features runs in feature order with fused
 * multiply-adds, so a lane's bits depend neither on how many lanes lie beside it nor on the vector
 * width the compiler picks.
 *
 * <p>The loops have one index and take whole rows as arrays because that is the shape the JIT
 * compiler turns into vector instructions.
 */
public final class DoubleKernels {
  static final double LOG2_E = 1.4426950408889634;
  static final double LN2_HIGH = 6.93147180369123816490e-01;
  static final double LN2_LOW = 1.90821492927058770002e-10;
  // Adding and subtracting 1.5 * 2^52 rounds a double of magnitude below 2^51 to the nearest
  // integer.
  static final double ROUNDING = 6755399441055744.0;
  static final long BITS_OF_ONE = 0x3ff0000000000000L;
  static final long BITS_OF_ROOT_HALF = 0x3fe6a09e667f3bcdL;
  private static final double LARGEST_EXPONENT = 709;
  static final double SMALLEST_EXPONENT = -708;
  static final long BITS_OF_LARGEST_NEGATED = Double.doubleToRawLongBits(-SMALLEST_EXPONENT);
  static final double LN2 = 0.6931471805599453;
  // Coefficients of q^6 down to q in e^-q, |q| <= ln(2)/2, with 1 at q = 0: interpolated at
  // Chebyshev nodes.
  static final double EXP_OF_MINUS_6 = 0.001394116075126472;
  static final double EXP_OF_MINUS_5 = -0.00837516828891784;
  static final double EXP_OF_MINUS_4 = 0.04166635226812444;
  static final double EXP_OF_MINUS_3 = -0.16666415011290642;
  static final double EXP_OF_MINUS_2 = 0.5000000047259384;
  static final double EXP_OF_MINUS_1 = -1.0000000378296143;
  static final long BITS_OF_ROUNDING = Double.doubleToRawLongBits(ROUNDING);
  // Coefficients of r^13 down to r^2: the Taylor series stops below half a unit in the last place.
  static final double[] EXP_COEFFICIENTS = {
    1.6059043836821613e-10,
    2.08767569878681e-09,
    2.505210838544172e-08,
    2.755731922398589e-07,
    2.7557319223985893e-06,
    2.48015873015873e-05,
    1.984126984126984e-04,
    1.3888888888888889e-03,
    8.333333333333333e-03,
    4.1666666666666664e-02,
    1.6666666666666666e-01,
    0.5
  };
  // Coefficients of s^21 down to s^3, in log m = 2 (s + s^3/3 + s^5/5 + ...).
  static final double[] LOG_COEFFICIENTS = {
    1.0 / 21, 1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3
  };

  private DoubleKernels() {}

  /**
   * Returns e^x with a relative error below 1e-15. The argument is clamped to [-708, 709], so the
   * result is always a positive normal number; NaN stays NaN.
   */
  public static double exp(double x) {
    double clamped = Math.max(SMALLEST_EXPONENT, Math.min(LARGEST_EXPONENT, x));
    double shifted = Math.fma(clamped, LOG2_E, ROUNDING);
    double n = shifted - ROUNDING;
    return expOfRemainder(Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, clamped)))
        * powerOfTwo(shifted);
  }

  /**
   * Returns e^-x for a difference of distances, which is negative only by rounding, with a relative
   * error below 3e-9, clamped to e^-708. As integers, which compare in one instruction, the bits of
   * such numbers have the order of their values.
   */
  static double expOfMinus(double x) {
    double clamped =
        Double.longBitsToDouble(Math.min(Double.doubleToRawLongBits(x), BITS_OF_LARGEST_NEGATED));
    double shifted = Math.fma(clamped, -LOG2_E, ROUNDING);
    double q = Math.fma(shifted - ROUNDING, LN2, clamped);
    double e = EXP_OF_MINUS_6;
    e = Math.fma(e, q, EXP_OF_MINUS_5);
    e = Math.fma(e, q, EXP_OF_MINUS_4);
    e = Math.fma(e, q, EXP_OF_MINUS_3);
    e = Math.fma(e, q, EXP_OF_MINUS_2);
    e = Math.fma(e, q, EXP_OF_MINUS_1);
    e = Math.fma(e, q, 1);
    return Double.longBitsToDouble(
        (Double.doubleToRawLongBits(shifted) << 52) + Double.doubleToRawLongBits(e));
  }

  /**
   * Returns e^r for |r| <= ln(2)/2: the Taylor series to r^13 stops below half a unit in the last
   * place.
   */
  private static double expOfRemainder(double r) {
    double p = EXP_COEFFICIENTS[0];
    for (int i = 1; i < EXP_COEFFICIENTS.length; i++) {
      p = Math.fma(p, r, EXP_COEFFICIENTS[i]);
    }
    return Math.fma(p, r * r, r) + 1;
  }

  /**
   * Returns 2^n for n + ROUNDING, whose low bits are those of n; n is in the range of normal
   * numbers.
   */
  private static double powerOfTwo(double shifted) {
    return Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) << 52) + BITS_OF_ONE);
  }

  /**
   * Returns the natural logarithm with a relative error below 1e-15: with x = 2^k m, m in
   * [sqrt(1/2), sqrt(2)), the series log m = 2 (s + s^3/3 + s^5/5 + ...), s = (m - 1)/(m + 1).
   * Several times as fast as StrictMath's, which Java 17 calls as native code.
   */
  public static double log(double x) {
    if (!(x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE)) {
      return StrictMath.log(x);
    }
    return logOfNormal(x);
  }

  static double logOfNormal(double x) {
    long bits = Double.doubleToRawLongBits(x);
    long k = (bits - BITS_OF_ROOT_HALF) >> 52;
    double m = Double.longBitsToDouble(bits - (k << 52));
    double s = (m - 1) / (m + 1);
    double z = s * s;
    double p = LOG_COEFFICIENTS[0];
    for (int i = 1; i < LOG_COEFFICIENTS.length; i++) {
      p = Math.fma(p, z, LOG_COEFFICIENTS[i]);
    }
    double tail = Math.fma(2 * s * z, p, k * LN2_LOW);
    return k * LN2_HIGH + (2 * s + tail);
  }

  /**
   * Computes the affine map y = bias + sum_k x[k] weights[k], for every column.
   *
   * @param x [features]
   * @param weights [features][columns]
   * @param bias [columns]
   * @param y [columns], overwritten
   */
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

  /**
   * Adds the outer product of x and delta: sum[k] += x[k] delta, for every feature.
   *
   * @param x [features]
   * @param delta [columns]
   * @param sum [features][columns], updated
   */
  public static void addOuterProduct(double[] x, double[] delta, double[][] sum) {
    for (int k = 0; k < x.length; k++) {
      addScaled(x[k], delta, sum[k]);
    }
  }

  /** Adds x to y, element by element. */
  public static void add(double[] x, double[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] += x[j];
    }
  }

  /** Adds a x to y, element by element, fused. */
  public static void addScaled(double a, double[] x, double[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] = Math.fma(a, x[j], y[j]);
    }
  }

  /**
   * Computes the softmax along the class axis, in every lane.
   *
   * @param values [classes * lanes], class-major: logits on entry, probabilities on return
   * @param classes number of classes
   * @param scratch [at least (classes + 1) * lanes]
   */
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

  /**
   * Computes {@link #exp} of every element, in two passes: C2 turns the polynomial into vector
   * instructions, but not the conversion that scales by 2^n.
   *
   * @param exponents scratch, at least as long as values
   */
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
   * Computes the softmax of the scores of one point, in place. Classes at plus infinity share the
   * result equally; if all are at minus infinity, all classes share it equally. The result sums to
   * 1.
   *
   * @param scores [classes], none NaN; overwritten by the probabilities
   */
  public static void softmaxInPlace(double[] scores) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double value : scores) {
      largest = Math.max(largest, value);
    }
    double sum = 0;
    for (int c = 0; c < scores.length; c++) {
      double e;
      if (scores[c] == largest) {
        e = 1;
      } else if (scores[c] - largest > SMALLEST_EXPONENT) {
        e = exp(scores[c] - largest);
      } else {
        e = 0;
      }
      scores[c] = e;
      sum += e;
    }
    for (int c = 0; c < scores.length; c++) {
      scores[c] /= sum;
    }
  }
}
