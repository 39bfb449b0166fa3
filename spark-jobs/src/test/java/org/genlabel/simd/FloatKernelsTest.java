package org.genlabel.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloatKernelsTest {
  @Test
  void exponentialIsWithinOneMillionthOfStrictMath() {
    double largest = 0;
    // About three million arguments over the whole range, none of them round.
    for (double x = -87; x <= 88; x += 5.7e-5) {
      float argument = (float) x;
      double expected = StrictMath.exp(argument);
      largest = Math.max(largest, Math.abs(FloatKernels.exp(argument) - expected) / expected);
    }

    // The bound of the Javadoc; measured on this grid: 1.2e-7.
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
    // Where n changes, at odd multiples of ln(2)/2, the two polynomials must fit together.
    for (int odd = -249; odd <= 251; odd += 2) {
      float border = (float) (odd * StrictMath.log(2) / 2);
      float below = FloatKernels.exp(border - Math.abs(border) * 1e-4f);
      float above = FloatKernels.exp(border + Math.abs(border) * 1e-4f);
      assertThat(below).as("around " + border).isLessThan(above);
    }
  }

  @Test
  void exponentialsOfARowAreThoseOfItsElementsBitForBit() {
    float[] values = new float[10_007];
    for (int j = 0; j < values.length; j++) {
      // Over the whole range and both clamps.
      values[j] = -200f + j * (200f - -200f) / values.length;
    }
    values[17] = Float.NEGATIVE_INFINITY;
    values[18] = Float.POSITIVE_INFINITY;
    values[19] = Float.NaN;
    values[20] = -0.0f;
    float[] expected = new float[values.length];
    for (int j = 0; j < values.length; j++) {
      expected[j] = FloatKernels.exp(values[j]);
    }

    FloatKernels.expInPlace(values, new float[values.length]);

    assertThat(values).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9})
  void affineMapSumsTheFeaturesInOrderWithFusedMultiplyAdds(int features) {
    KeyedRandom random = KeyedRandom.of("affine", "features=" + features);
    int columns = 13;
    float[] x = floats(random, features);
    float[] bias = floats(random, columns);
    float[][] weights = new float[features][];
    for (int k = 0; k < features; k++) {
      weights[k] = floats(random, columns);
    }
    float[] y = floats(random, columns);

    FloatKernels.affine(x, weights, bias, y);

    for (int j = 0; j < columns; j++) {
      float expected = bias[j];
      for (int k = 0; k < features; k++) {
        expected = Math.fma(x[k], weights[k][j], expected);
      }
      assertThat(y[j]).as("column " + j).isEqualTo(expected);
    }
  }

  @Test
  void outerProductIsAdded() {
    float[][] sum = {{1, 2, 3}, {4, 5, 6}};

    FloatKernels.addOuterProduct(new float[] {2, -1}, new float[] {10, 20, 30}, sum);

    assertThat(sum).isDeepEqualTo(new float[][] {{21, 42, 63}, {-6, -15, -24}});
  }

  @Test
  void vectorsAreAdded() {
    float[] y = {1, 2};
    FloatKernels.add(new float[] {0.5f, -2}, y);
    FloatKernels.addScaled(3, new float[] {1, 10}, y);

    assertThat(y).containsExactly(4.5f, 30f);
  }

  @Test
  void softmaxRunsDownTheClassesOfEveryLane() {
    // Two lanes of three classes: lane 0 has logits 0 0 0, lane 1 has ln 1, ln 2, ln 5.
    float[] values = {0, 0, 0, (float) StrictMath.log(2), 0, (float) StrictMath.log(5)};

    FloatKernels.softmax(values, 3, new float[8]);

    // A few float roundings and the error of the exponential.
    assertThat(values[0]).isEqualTo(1 / 3f);
    assertThat(values[2]).isEqualTo(1 / 3f);
    assertThat(values[4]).isEqualTo(1 / 3f);
    assertThat(values[1]).isCloseTo(1 / 8f, within(1e-6f));
    assertThat(values[3]).isCloseTo(2 / 8f, within(1e-6f));
    assertThat(values[5]).isCloseTo(5 / 8f, within(1e-6f));
  }

  @Test
  void softmaxOfHugeLogitsIsFinite() {
    float[] values = {1e30f, -1e30f, 3e38f, 3e38f};

    FloatKernels.softmax(values, 2, new float[6]);

    // Lane 0: 1e30 and 3e38; lane 1: -1e30 and 3e38. The clamped exponential leaves e^-87, which is
    // 0 to 1e-37.
    assertThat(values).containsExactly(new float[] {0, 0, 1, 1}, within(1e-37f));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 7, 8, 16, 24, 25, 72})
  void softmaxOfALaneDoesNotDependOnTheLanesBesideIt(int lanes) {
    int classes = 5;
    KeyedRandom random = KeyedRandom.of("softmax", "lanes=" + lanes);
    float[] together = floats(random, classes * lanes);
    float[][] alone = new float[lanes][classes];
    for (int lane = 0; lane < lanes; lane++) {
      for (int c = 0; c < classes; c++) {
        alone[lane][c] = together[c * lanes + lane];
      }
    }

    FloatKernels.softmax(together, classes, new float[(classes + 1) * lanes]);

    for (int lane = 0; lane < lanes; lane++) {
      FloatKernels.softmax(alone[lane], classes, new float[classes + 1]);
      for (int c = 0; c < classes; c++) {
        assertThat(together[c * lanes + lane]).isEqualTo(alone[lane][c]);
      }
    }
  }

  /** Uniform in (-5, 5). */
  private static float[] floats(KeyedRandom random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (10 * random.nextDouble() - 5);
    }
    return values;
  }
}
