package org.genlabel.simd;

/**
 * Single-precision elementary functions as polynomials, with the same bits on every machine; the
 * kernels compute the same lane by lane.
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
   * Returns e^x by a polynomial of degree 6 after reduction to |r| <= ln(2)/2; relative error below
   * 1e-6. The argument is clamped to [-87, 88], so the result is always a positive normal number;
   * NaN stays NaN.
   */
  public static float exp(float x) {
    float clamped = Math.max(SMALLEST_EXPONENT, Math.min(LARGEST_EXPONENT, x));
    float shifted = Math.fma(clamped, LOG2_E, ROUNDING);
    float n = shifted - ROUNDING;
    return expOfRemainder(Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, clamped)))
        * powerOfTwo(shifted);
  }

  /** Returns e^r for |r| <= ln(2)/2. */
  private static float expOfRemainder(float r) {
    float p = EXP_7;
    p = Math.fma(p, r, EXP_6);
    p = Math.fma(p, r, EXP_5);
    p = Math.fma(p, r, EXP_4);
    p = Math.fma(p, r, EXP_3);
    p = Math.fma(p, r, EXP_2);
    return Math.fma(p, r * r, r + 1f);
  }

  /**
   * Returns 2^n for n + ROUNDING, whose low bits are those of n; n is in the range of normal
   * numbers.
   */
  private static float powerOfTwo(float shifted) {
    return Float.intBitsToFloat((Float.floatToRawIntBits(shifted) << 23) + BITS_OF_ONE);
  }
}
