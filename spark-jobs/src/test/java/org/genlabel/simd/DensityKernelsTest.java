package org.genlabel.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DensityKernelsTest {
  private static final double MINUS_INFINITY = Double.NEGATIVE_INFINITY;
  private static final double PLUS_INFINITY = Double.POSITIVE_INFINITY;

  @ParameterizedTest
  @MethodSource("featuresUpToTwenty")
  void squaredDistancesAreSumsOverTheFeaturesInOrderWithFusedMultiplyAdds(int features) {
    KeyedRandom random = KeyedRandom.of("distances", "features=" + features);
    for (int count : new int[] {0, 1, 13}) {
      double[] x = doubles(random, features);
      double[][] points = new double[features][];
      for (int k = 0; k < features; k++) {
        points[k] = doubles(random, count);
      }
      double[] squared = doubles(random, count);

      DensityKernels.squaredDistances(x, points, squared);

      for (int j = 0; j < count; j++) {
        double expected = 0;
        for (int k = 0; k < features; k++) {
          double difference = x[k] - points[k][j];
          expected = Math.fma(difference, difference, expected);
        }
        assertThat(squared[j]).as("point " + j + " of " + count).isEqualTo(expected);
      }
    }
  }

  static IntStream featuresUpToTwenty() {
    return IntStream.rangeClosed(0, 20);
  }

  @Test
  void squaredDistancesOfPointsTooFarApartAreInfinite() {
    double[] squared = new double[3];

    DensityKernels.squaredDistances(
        new double[] {1e200, -Double.MAX_VALUE},
        new double[][] {{0, 1e200, 1e200}, {0, Double.MAX_VALUE, -Double.MAX_VALUE}},
        squared);

    assertThat(squared).containsExactly(PLUS_INFINITY, PLUS_INFINITY, 0);
  }

  @Test
  void leastIsTheSmallestValueWhereverItStands() {
    assertThat(DensityKernels.least(new double[] {4})).isEqualTo(4);
    assertThat(DensityKernels.least(new double[] {-2, 4, 7})).isEqualTo(-2);
    assertThat(DensityKernels.least(new double[] {4, -2, 7, -2})).isEqualTo(-2);
    assertThat(DensityKernels.least(new double[] {4, 7, -2})).isEqualTo(-2);
    assertThat(DensityKernels.least(new double[] {PLUS_INFINITY, 4, PLUS_INFINITY})).isEqualTo(4);
    assertThat(DensityKernels.least(new double[] {4, MINUS_INFINITY})).isEqualTo(MINUS_INFINITY);
    assertThat(DensityKernels.least(new double[] {PLUS_INFINITY, PLUS_INFINITY}))
        .isEqualTo(PLUS_INFINITY);
  }

  @Test
  void leastOfAnyNumberOfValuesIsFoundAtEveryPosition() {
    for (int count = 1; count <= 20; count++) {
      for (int position = 0; position < count; position++) {
        double[] values = new double[count];
        Arrays.setAll(values, j -> 10 + j);
        values[position] = -0.5;

        assertThat(DensityKernels.least(values)).as(position + " of " + count).isEqualTo(-0.5);
      }
    }
  }

  @Test
  void exponentialOfNegativesIsAboutWithinTenToTheMinusThirteenOfStrictMath() {
    double[] arguments = new double[1_000_001];
    Arrays.setAll(arguments, j -> -64 * (j / 1e6));
    double[] values = arguments.clone();

    DensityKernels.expOfNegativeInPlace(values, values.length);

    double largest = 0;
    double largestFarDown = 0;
    for (int j = 0; j < values.length; j++) {
      double expected = StrictMath.exp(arguments[j]);
      double error = Math.abs(values[j] - expected) / expected;
      if (arguments[j] >= -50) {
        largest = Math.max(largest, error);
      } else {
        largestFarDown = Math.max(largestFarDown, error);
      }
    }
    assertThat(largest).isLessThan(1e-13);
    // Measured: 1.3e-13 at -61.5, of a term of 2e-27 beside one of 1.
    assertThat(largestFarDown).isLessThan(2e-13);
  }

  @Test
  void exponentialOfNegativesIsOneAtZeroAndClampedAtMinusSixtyFour() {
    double[] values = {0, -0.0, -64, -65, -1e300, MINUS_INFINITY, -1};

    DensityKernels.expOfNegativeInPlace(values, 6);

    assertThat(values[0]).isEqualTo(1);
    assertThat(values[1]).isEqualTo(1);
    assertThat(values[2]).isCloseTo(StrictMath.exp(-64), within(1e-13 * StrictMath.exp(-64)));
    assertThat(values[3]).isEqualTo(values[2]);
    assertThat(values[4]).isEqualTo(values[2]);
    assertThat(values[5]).isEqualTo(values[2]);
    assertThat(values[6]).as("beyond the count").isEqualTo(-1);
  }

  @Test
  void largestOfAnyNumberOfValuesIsFoundAtEveryPosition() {
    for (int count = 1; count <= 20; count++) {
      for (int position = 0; position < count; position++) {
        double[] values = new double[count];
        Arrays.setAll(values, j -> -10 - j);
        values[position] = 0.5;

        assertThat(DensityKernels.largest(values)).as(position + " of " + count).isEqualTo(0.5);
      }
    }
    assertThat(DensityKernels.largest(new double[] {MINUS_INFINITY, -4, MINUS_INFINITY}))
        .isEqualTo(-4);
    assertThat(DensityKernels.largest(new double[] {MINUS_INFINITY, MINUS_INFINITY}))
        .isEqualTo(MINUS_INFINITY);
  }

  @Test
  void differencesToTheOriginGoToTheirPlace() {
    double[] differences = {9, 9, 9, 9, 9};

    DensityKernels.subtract(new double[] {3, 5, MINUS_INFINITY}, 5, differences, 1);

    assertThat(differences).containsExactly(9, -2, 0, MINUS_INFINITY, 9);
  }

  @Test
  void sumOfSquaresIsOverThePartAskedFor() {
    double[] roots = new double[24];
    for (int j = 0; j < 24; j++) {
      roots[j] = (j % 2 == 0 ? 1 : -1) * Math.scalb(1.0, j);
    }
    for (int start = 0; start <= 24; start++) {
      for (int end = start; end <= 24; end++) {
        // The squares are 4^j, each with a bit of its own: (4^end - 4^start) / 3, exact.
        assertThat(DensityKernels.sumOfSquares(roots, start, end))
            .as(start + " to " + end)
            .isEqualTo((Math.scalb(1.0, 2 * end) - Math.scalb(1.0, 2 * start)) / 3);
      }
    }
  }

  @Test
  void sumIsOverThePartAskedFor() {
    double[] powers = new double[50];
    for (int j = 0; j < 50; j++) {
      powers[j] = Math.scalb(1.0, j);
    }
    for (int start = 0; start <= 50; start++) {
      for (int end = start; end <= 50; end++) {
        // 2^end - 2^start: every element has a bit of its own; exact in whatever order.
        assertThat(DensityKernels.sum(powers, start, end))
            .as(start + " to " + end)
            .isEqualTo(Math.scalb(1.0, end) - Math.scalb(1.0, start));
      }
    }
  }

  /** log sum_i exp(exponents[i]), put together as kernel densities do. */
  private static double logSumExp(double... exponents) {
    double largest = DensityKernels.largest(exponents);
    double[] terms = new double[exponents.length];
    DensityKernels.subtract(exponents, largest, terms, 0);
    DensityKernels.expOfNegativeInPlace(terms, terms.length);
    return largest + DoubleKernels.log(DensityKernels.sum(terms, 0, terms.length));
  }

  @Test
  void logSumOfExponentialsIsStable() {
    // The exponential is good to 1e-13.
    assertThat(logSumExp(StrictMath.log(2), StrictMath.log(3)))
        .isCloseTo(StrictMath.log(5), within(1e-13));
    assertThat(logSumExp(-1e6, -1e6)).isCloseTo(-1e6 + StrictMath.log(2), within(1e-9));
    assertThat(logSumExp(1e6, 0, -1e6)).isEqualTo(1e6);
    assertThat(logSumExp(-3.25)).isEqualTo(-3.25);
  }

  @Test
  void logSumOfExponentialsIgnoresMinusInfinity() {
    assertThat(logSumExp(MINUS_INFINITY, 4, MINUS_INFINITY)).isEqualTo(4);
    assertThat(logSumExp(0, MINUS_INFINITY)).isEqualTo(0);
  }

  @Test
  void logSumOfHugeExponentsIsTheLargest() {
    // log 2 is far below the last digit; nothing overflows.
    assertThat(logSumExp(-1e308, -1e308, -Double.MAX_VALUE)).isEqualTo(-1e308);
    assertThat(logSumExp(-Double.MAX_VALUE)).isEqualTo(-Double.MAX_VALUE);
    assertThat(logSumExp(-Double.MAX_VALUE, -0.5)).isEqualTo(-0.5);
  }

  @Test
  void logSumOfAnyNumberOfExponentialsCountsEachOnce() {
    for (int count = 1; count <= 40; count++) {
      double[] exponents = new double[count];
      Arrays.fill(exponents, -1.5);
      // The logarithm of the count is at most 3.7: a rounding of each term.
      assertThat(logSumExp(exponents)).isCloseTo(StrictMath.log(count) - 1.5, within(2e-15));

      for (int alone = 0; alone < count; alone++) {
        Arrays.fill(exponents, MINUS_INFINITY);
        exponents[alone] = -1;
        assertThat(logSumExp(exponents)).as("term " + alone + " of " + count).isEqualTo(-1);
      }
    }
  }

  @Test
  void logSumOfManyExponentialsIsThatOfTheirPlainSum() {
    KeyedRandom random = KeyedRandom.of("kernels");
    for (int count : new int[] {7, 8, 9, 1000, 100_003}) {
      double[] exponents = new double[count];
      double sum = 0;
      for (int j = 0; j < count; j++) {
        exponents[j] = -50 * random.nextDouble();
        sum += StrictMath.exp(exponents[j]);
      }

      // The plain sum of 1e5 positive terms is good to 1e-11 at worst, to 1e-13 in practice.
      assertThat(logSumExp(exponents))
          .as(count + " terms")
          .isCloseTo(StrictMath.log(sum), within(1e-11));
    }
  }

  private static double[] doubles(KeyedRandom random, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = 10 * random.nextDouble() - 5;
    }
    return values;
  }
}
