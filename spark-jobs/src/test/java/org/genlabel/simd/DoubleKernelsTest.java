package org.genlabel.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoubleKernelsTest {
  private static final double MINUS_INFINITY = Double.NEGATIVE_INFINITY;
  private static final double PLUS_INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void exponentialIsWithinTenToTheMinusFifteenOfStrictMath() {
    double largest = 0;
    // About two million arguments over the whole range, and as many around 0, where most lie.
    for (double x = -708; x <= 709; x += 7.1e-4) {
      largest = Math.max(largest, relativeError(x));
    }
    for (double x = -1; x <= 1; x += 1.01e-6) {
      largest = Math.max(largest, relativeError(x));
    }

    // The bound that the Javadoc states; measured on these grids: 2.2e-16 (StrictMath.exp itself is
    // accurate to 1 ulp).
    assertThat(largest).isLessThan(1e-15);
  }

  private static double relativeError(double x) {
    double expected = StrictMath.exp(x);
    return Math.abs(DoubleKernels.exp(x) - expected) / expected;
  }

  @Test
  void exponentialOfZeroIsOne() {
    assertThat(DoubleKernels.exp(0.0)).isEqualTo(1);
    assertThat(DoubleKernels.exp(-0.0)).isEqualTo(1);
    assertThat(DoubleKernels.exp(Double.MIN_VALUE)).isEqualTo(1);
  }

  @Test
  void exponentialIsClampedToPositiveNormalNumbers() {
    assertThat(DoubleKernels.exp(MINUS_INFINITY)).isEqualTo(DoubleKernels.exp(-708));
    assertThat(DoubleKernels.exp(-1e300)).isEqualTo(DoubleKernels.exp(-708));
    assertThat(DoubleKernels.exp(PLUS_INFINITY)).isEqualTo(DoubleKernels.exp(709));
    assertThat(DoubleKernels.exp(1e300)).isEqualTo(DoubleKernels.exp(709));
    assertThat(DoubleKernels.exp(-708)).isGreaterThanOrEqualTo(Double.MIN_NORMAL);
    assertThat(DoubleKernels.exp(709)).isLessThan(PLUS_INFINITY);
  }

  @Test
  void exponentialOfNanIsNan() {
    assertThat(DoubleKernels.exp(Double.NaN)).isNaN();
  }

  @Test
  void exponentialsOfARowAreThoseOfItsElementsBitForBit() {
    double[] values = new double[10_007];
    for (int j = 0; j < values.length; j++) {
      // Over the whole range and both clamps.
      values[j] = -2000 + j * (2000 - -2000) / values.length;
    }
    values[17] = MINUS_INFINITY;
    values[18] = PLUS_INFINITY;
    values[19] = Double.NaN;
    values[20] = -0.0;
    double[] expected = new double[values.length];
    for (int j = 0; j < values.length; j++) {
      expected[j] = DoubleKernels.exp(values[j]);
    }

    DoubleKernels.expInPlace(values, new double[values.length]);

    assertThat(values).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 9})
  void affineMapSumsTheFeaturesInOrderWithFusedMultiplyAdds(int features) {
    KeyedRandom random = KeyedRandom.of("affine", "features=" + features);
    int columns = 13;
    double[] x = doubles(random, features);
    double[] bias = doubles(random, columns);
    double[][] weights = new double[features][];
    for (int k = 0; k < features; k++) {
      weights[k] = doubles(random, columns);
    }
    double[] y = doubles(random, columns);

    DoubleKernels.affine(x, weights, bias, y);

    for (int j = 0; j < columns; j++) {
      double expected = bias[j];
      for (int k = 0; k < features; k++) {
        expected = Math.fma(x[k], weights[k][j], expected);
      }
      assertThat(y[j]).as("column " + j).isEqualTo(expected);
    }
  }

  @Test
  void outerProductIsAdded() {
    double[][] sum = {{1, 2, 3}, {4, 5, 6}};

    DoubleKernels.addOuterProduct(new double[] {2, -1}, new double[] {10, 20, 30}, sum);

    assertThat(sum).isDeepEqualTo(new double[][] {{21, 42, 63}, {-6, -15, -24}});
  }

  @Test
  void vectorsAreAdded() {
    double[] y = {1, 2};
    DoubleKernels.add(new double[] {0.5, -2}, y);
    DoubleKernels.addScaled(3, new double[] {1, 10}, y);

    assertThat(y).containsExactly(4.5, 30);
  }

  @Test
  void softmaxRunsDownTheClassesOfEveryLane() {
    // Two lanes of three classes: lane 0 has logits 0 0 0, lane 1 has ln 1, ln 2, ln 5.
    double[] values = {0, 0, 0, StrictMath.log(2), 0, StrictMath.log(5)};

    DoubleKernels.softmax(values, 3, new double[8]);

    // A few roundings.
    assertThat(values)
        .containsExactly(
            new double[] {1 / 3.0, 1 / 8.0, 1 / 3.0, 2 / 8.0, 1 / 3.0, 5 / 8.0}, within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 7, 24, 25})
  void softmaxOfALaneDoesNotDependOnTheLanesBesideIt(int lanes) {
    int classes = 5;
    KeyedRandom random = KeyedRandom.of("softmax", "lanes=" + lanes);
    double[] together = doubles(random, classes * lanes);
    double[][] alone = new double[lanes][classes];
    for (int lane = 0; lane < lanes; lane++) {
      for (int c = 0; c < classes; c++) {
        alone[lane][c] = together[c * lanes + lane];
      }
    }

    DoubleKernels.softmax(together, classes, new double[(classes + 1) * lanes]);

    for (int lane = 0; lane < lanes; lane++) {
      DoubleKernels.softmax(alone[lane], classes, new double[classes + 1]);
      for (int c = 0; c < classes; c++) {
        assertThat(together[c * lanes + lane]).isEqualTo(alone[lane][c]);
      }
    }
  }

  @Test
  void logarithmIsWithinTenToTheMinusFifteenOfStrictMath() {
    double largest = 0;
    // Every binary order of magnitude, both sides of the point where the mantissa is halved, and
    // around 1.
    for (int exponent = Double.MIN_EXPONENT; exponent <= Double.MAX_EXPONENT; exponent++) {
      for (double mantissa = 1; mantissa < 2; mantissa += 1.03e-3) {
        largest = Math.max(largest, relativeErrorOfLog(Math.scalb(mantissa, exponent)));
      }
    }
    for (double x = 0.5; x <= 2; x += 1.01e-6) {
      largest = Math.max(largest, relativeErrorOfLog(x));
    }
    for (double step = 0x1p-52; step < 0.1; step *= 1.01) {
      largest = Math.max(largest, relativeErrorOfLog(1 + step));
      largest = Math.max(largest, relativeErrorOfLog(1 - step));
    }

    // The bound that the Javadoc states.
    assertThat(largest).isLessThan(1e-15);
  }

  private static double relativeErrorOfLog(double x) {
    double expected = StrictMath.log(x);
    double error = Math.abs(DoubleKernels.log(x) - expected);
    return error == 0 ? 0 : error / Math.abs(expected);
  }

  @Test
  void logarithmOfNumbersThatAreNotNormalIsThatOfStrictMath() {
    assertThat(DoubleKernels.log(1)).isEqualTo(0);
    assertThat(DoubleKernels.log(0.0)).isEqualTo(MINUS_INFINITY);
    assertThat(DoubleKernels.log(-0.0)).isEqualTo(MINUS_INFINITY);
    assertThat(DoubleKernels.log(PLUS_INFINITY)).isEqualTo(PLUS_INFINITY);
    assertThat(DoubleKernels.log(-1)).isNaN();
    assertThat(DoubleKernels.log(MINUS_INFINITY)).isNaN();
    assertThat(DoubleKernels.log(Double.NaN)).isNaN();
    assertThat(DoubleKernels.log(Double.MIN_VALUE)).isEqualTo(StrictMath.log(Double.MIN_VALUE));
    assertThat(DoubleKernels.log(1e-310)).isEqualTo(StrictMath.log(1e-310));
  }

  @Test
  void labelIsThePosteriorUnderEqualPriors() {
    double[] label = {StrictMath.log(1), StrictMath.log(2), StrictMath.log(5)};

    DoubleKernels.softmaxInPlace(label);

    assertThat(label).containsExactly(new double[] {0.125, 0.25, 0.625}, within(1e-15));
  }

  @Test
  void labelOfAPointWhereEveryDensityUnderflowsIsDecidedByTheLogarithms() {
    // e^-1e12 is 0 in double precision; the difference of the logarithms is not.
    double[] label = {-1e12, -1e12 - 1, -1e12 - 2e6};

    DoubleKernels.softmaxInPlace(label);

    double expected = 1 / (1 + StrictMath.exp(-1));
    assertThat(label).containsExactly(new double[] {expected, 1 - expected, 0}, within(1e-15));
  }

  @Test
  void labelIsOneHotWhereAllLogDensitiesButOneAreMinusInfinity() {
    double[] label = {MINUS_INFINITY, -1e9, MINUS_INFINITY};

    DoubleKernels.softmaxInPlace(label);

    assertThat(label).containsExactly(0, 1, 0);
  }

  @Test
  void labelIsSharedByTheClassesOfInfiniteDensity() {
    double[] label = {PLUS_INFINITY, 700, PLUS_INFINITY, MINUS_INFINITY};

    DoubleKernels.softmaxInPlace(label);

    assertThat(label).containsExactly(0.5, 0, 0.5, 0);
  }

  @Test
  void labelIsSharedByAllClassesWhereNoneHasDensity() {
    double[] label = {MINUS_INFINITY, MINUS_INFINITY, MINUS_INFINITY, MINUS_INFINITY};

    DoubleKernels.softmaxInPlace(label);

    assertThat(label).containsExactly(0.25, 0.25, 0.25, 0.25);
  }

  @Test
  void labelsSumToOne() {
    KeyedRandom random = KeyedRandom.of("labels");
    for (int draw = 0; draw < 2000; draw++) {
      double[] label = new double[1 + random.nextInt(20)];
      double scale = StrictMath.pow(10, random.nextInt(300));
      for (int c = 0; c < label.length; c++) {
        label[c] = scale * (2 * random.nextDouble() - 1);
      }

      DoubleKernels.softmaxInPlace(label);

      // At most 20 roundings of 1e-16 each.
      assertThat(Arrays.stream(label).sum()).isCloseTo(1, within(1e-14));
      assertThat(Arrays.stream(label)).allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0));
    }
  }

  /** Draws numbers uniform in (-5, 5). */
  private static double[] doubles(KeyedRandom random, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = 10 * random.nextDouble() - 5;
    }
    return values;
  }
}
