package org.genlabel.simd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FloatKernelsTest {
  @Test
  void exponentialIsWithinOneMillionthOfStrictMath() {
    double largest = 0;
    // About three million arguments over the whole range, none of them a round number.
    for (double x = -87; x <= 88; x += 5.7e-5) {
      float argument = (float) x;
      double expected = StrictMath.exp(argument);
      largest = Math.max(largest, Math.abs(FloatKernels.exp(argument) - expected) / expected);
    }

    // The bound that the Javadoc states; measured on this grid: 1.2e-7.
    assertThat(largest).isLessThan(1e-6);
  }

  @Test
  void exponentialOfZeroIsOne() {
    assertThat(FloatKernels.exp(0f)).isEqualTo(1f);
    assertThat(FloatKernels.exp(-0f)).isEqualTo(1f);
    assertThat(FloatKernels.exp(Float.MIN_VALUE)).isEqualTo(1f);
  }

  @Test
  void exponentialIsClampedToPositiveNormalNumbers() {
    assertThat(FloatKernels.exp(Float.NEGATIVE_INFINITY)).isEqualTo(FloatKernels.exp(-87f));
    assertThat(FloatKernels.exp(-1e30f)).isEqualTo(FloatKernels.exp(-87f));
    assertThat(FloatKernels.exp(Float.POSITIVE_INFINITY)).isEqualTo(FloatKernels.exp(88f));
    assertThat(FloatKernels.exp(1e30f)).isEqualTo(FloatKernels.exp(88f));
    assertThat(FloatKernels.exp(-87f)).isGreaterThanOrEqualTo(Float.MIN_NORMAL);
    assertThat(FloatKernels.exp(88f)).isLessThan(Float.POSITIVE_INFINITY);
  }

  @Test
  void exponentialOfNanIsNan() {
    assertThat(FloatKernels.exp(Float.NaN)).isNaN();
  }

  @Test
  void exponentialGrowsAcrossTheBordersOfItsReduction() {
    // Where n changes, at odd multiples of ln(2)/2, the two polynomials must join.
    for (int odd = -249; odd <= 251; odd += 2) {
      float border = (float) (odd * StrictMath.log(2) / 2);
      float below = FloatKernels.exp(border - Math.abs(border) * 1e-4f);
      float above = FloatKernels.exp(border + Math.abs(border) * 1e-4f);
      assertThat(below).as("around " + border).isLessThan(above);
    }
  }
}
