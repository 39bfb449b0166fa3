package org.genlabel.simd;

import java.util.Arrays;

/**
 * Single-precision kernels over rows of lanes.
 *
 * <p>A lane is an independent problem (one candidate of a sweep); arrays have the lane innermost.
 * No kernel ever sums across lanes, and every sum over features runs in feature order with fused
 * multiply-adds, so a lane's bits depend neither on how many lanes lie beside it nor on the vector
 * width the compiler picks.
 *
 * <p>The loops have one index and whole rows as arrays because that is the shape the JIT compiler
 * turns into vector instructions.
 */
public final class FloatKernels {
  static final float LOG2_E = 1.44269504088896341f;
  // ln 2 in two parts: the first has few enough bits that n * LN2_HIGH is exact for every |n| <
  // 2^9.
  static final float LN2_HIGH = 0.693359375f;
  static final float LN2_LOW = -2.12194440e-4f;
  // Adding and subtracting 1.5 * 2^23 rounds a float of magnitude below 2^22 to the nearest
  // integer.
  static final float ROUNDING = 12582912f;
  static final int BITS_OF_ONE = 0x3f800000;
  private static final float LARGEST_EXPONENT = 88f;
  static final float SMALLEST_EXPONENT = -87f;
  static final float EXP_7 = 1.9875691500e-4f;
  static final float EXP_6 = 1.3981999507e-3f;
  static final float EXP_5 = 8.3334519073e-3f;
  static final float EXP_4 = 4.1665795894e-2f;
  static final float EXP_3 = 1.6666665459e-1f;
  static final float EXP_2 = 5.0000001201e-1f;

  private FloatKernels() {}

  /**
   * e^x by a polynomial of degree 6 after reduction to |r| <= ln(2)/2; relative error below 1e-6.
   * The argument is clamped to [-87, 88], so the result is always a positive normal number; NaN
   * stays NaN.
   */
  public static float exp(float x) {
    float clamped = Math.max(SMALLEST_EXPONENT, Math.min(LARGEST_EXPONENT, x));
    float shifted = Math.fma(clamped, LOG2_E, ROUNDING);
    float n = shifted - ROUNDING;
    return expOfRemainder(Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, clamped)))
        * powerOfTwo(shifted);
  }

  /** e^r for |r| <= ln(2)/2. */
  private static float expOfRemainder(float r) {
    float p = EXP_7;
    p = Math.fma(p, r, EXP_6);
    p = Math.fma(p, r, EXP_5);
    p = Math.fma(p, r, EXP_4);
    p = Math.fma(p, r, EXP_3);
    p = Math.fma(p, r, EXP_2);
    return Math.fma(p, r * r, r + 1f);
  }

  /** 2^n for n + ROUNDING, whose low bits are those of n; n is in the range of normal numbers. */
  private static float powerOfTwo(float shifted) {
    return Float.intBitsToFloat((Float.floatToRawIntBits(shifted) << 23) + BITS_OF_ONE);
  }

  /**
   * The affine map y = bias + sum_k x[k] weights[k], for every column.
   *
   * @param x [features]
   * @param weights [features][columns]
   * @param bias [columns]
   * @param y [columns], overwritten
   */
  public static void affine(float[] x, float[][] weights, float[] bias, float[] y) {
    System.arraycopy(bias, 0, y, 0, bias.length);
    int k = 0;
    // Four features a pass: y stays in registers, and the order of the sum is still k = 0, 1, 2,
    // ...
    for (; k + 4 <= x.length; k += 4) {
      addFourScaled(
          x[k],
          weights[k],
          x[k + 1],
          weights[k + 1],
          x[k + 2],
          weights[k + 2],
          x[k + 3],
          weights[k + 3],
          y);
    }
    for (; k < x.length; k++) {
      addScaled(x[k], weights[k], y);
    }
  }

  /**
   * Adds the outer product of x and delta: sum[k] += x[k] delta, for every feature.
   *
   * @param x [features]
   * @param delta [columns]
   * @param sum [features][columns], updated
   */
  public static void addOuterProduct(float[] x, float[] delta, float[][] sum) {
    for (int k = 0; k < x.length; k++) {
      addScaled(x[k], delta, sum[k]);
    }
  }

  /** y += x, element by element. */
  public static void add(float[] x, float[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] += x[j];
    }
  }

  /** y += a x, element by element, fused. */
  public static void addScaled(float a, float[] x, float[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] = Math.fma(a, x[j], y[j]);
    }
  }

  private static void addFourScaled(
      float a0,
      float[] x0,
      float a1,
      float[] x1,
      float a2,
      float[] x2,
      float a3,
      float[] x3,
      float[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] =
          Math.fma(a3, x3[j], Math.fma(a2, x2[j], Math.fma(a1, x1[j], Math.fma(a0, x0[j], y[j]))));
    }
  }

  /**
   * Softmax down the class axis, in every lane.
   *
   * @param values [classes * lanes], class-major: logits on entry, probabilities on return
   * @param classes number of classes
   * @param scratch [at least (classes + 1) * lanes]
   */
  public static void softmax(float[] values, int classes, float[] scratch) {
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

  private static void subtractLargest(float[] values, int classes, int lanes, float[] largest) {
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
   * {@link #exp} of every element, in two passes: C2 turns the polynomial into vector instructions,
   * but not the conversion that scales by 2^n.
   *
   * @param exponents scratch, at least as long as values
   */
  static void expInPlace(float[] values, float[] exponents) {
    for (int j = 0; j < values.length; j++) {
      float x = Math.max(SMALLEST_EXPONENT, Math.min(LARGEST_EXPONENT, values[j]));
      float shifted = Math.fma(x, LOG2_E, ROUNDING);
      float n = shifted - ROUNDING;
      values[j] = expOfRemainder(Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x)));
      exponents[j] = shifted;
    }
    for (int j = 0; j < values.length; j++) {
      values[j] *= powerOfTwo(exponents[j]);
    }
  }
}
