package org.genlabel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardizerTest {
  @Test
  void takesMeanAndPopulationDeviation() {
    Standardizer standardizer = Standardizer.fit(new double[][] {{1, 10}, {3, 10}, {5, 40}});

    // Variance of 1 3 5 is 8/3, of 10 10 40 is 200; the rest is a rounding or two.
    assertThat(standardizer.mean()).containsExactly(3, 20);
    assertThat(standardizer.deviation())
        .containsExactly(new double[] {Math.sqrt(8 / 3.0), Math.sqrt(200)}, within(1e-14));
    assertThat(standardizer.transform(new double[][] {{3, 20}, {5, 0}}))
        .isDeepEqualTo(new double[][] {{0, 0}, {2 / Math.sqrt(8 / 3.0), -20 / Math.sqrt(200)}});
  }

  @Test
  void standardisedRowsHaveMeanZeroAndDeviationOne() {
    double[][] x = new double[100][1];
    for (int i = 0; i < 100; i++) {
      x[i][0] = 1000 + 7 * i * i % 31;
    }

    double[][] z = Standardizer.fit(x).transform(x);

    double mean = Arrays.stream(z).mapToDouble(row -> row[0]).average().orElseThrow();
    double square = Arrays.stream(z).mapToDouble(row -> row[0] * row[0]).average().orElseThrow();
    // The mean of numbers near 1000 is good to 1e-13, in units of a deviation of about 9.
    assertThat(mean).isCloseTo(0, within(1e-13));
    assertThat(square).isCloseTo(1, within(1e-13));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 1.1, -1e-320, 1e17 + 16, 1.7e308, -0.3})
  void constantFeatureIsCentredExactly(double value) {
    // The rounded mean of 0.1, ten times, is not 0.1.
    double[][] x = new double[10][1];
    for (double[] row : x) {
      row[0] = value;
    }

    Standardizer standardizer = Standardizer.fit(x);

    assertThat(standardizer.transform(x)).isDeepEqualTo(new double[10][1]);
    assertThat(standardizer.deviation()).containsExactly(1);
  }

  @Test
  void singleRowIsCentred() {
    double[][] x = {{4, -2}};

    assertThat(Standardizer.fit(x).transform(x)).isDeepEqualTo(new double[][] {{0, 0}});
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {1e-323, 1e-300, 1e-200, 1e-160, 1e-10, 1, 1e100, 1e160, 1e200, 1e300, 8e307})
  void hugeAndTinySpreadsGiveFiniteRowsThatStillDiffer(double unit) {
    double[][] x = {{-unit}, {0}, {unit}, {2 * unit}};

    double[][] z = Standardizer.fit(x).transform(x);

    for (double[] row : z) {
      // A standardised value of n rows is at most sqrt(n - 1) deviations, or 4 half-ranges, from
      // the mean.
      assertThat(row[0]).isBetween(-4.0, 4.0);
    }
    assertThat(z[0][0]).isLessThan(z[1][0]);
    assertThat(z[1][0]).isLessThan(z[2][0]);
    assertThat(z[2][0]).isLessThan(z[3][0]);
  }

  @Test
  void meanOfHugeValuesOfOneSignIsFinite() {
    // Their sum overflows.
    double[][] x = {{1.2e308}, {1.3e308}, {1.4e308}};

    double[][] z = Standardizer.fit(x).transform(x);

    for (double[] row : z) {
      assertThat(row[0]).isFinite();
    }
  }

  @Test
  void rangeBeyondTheLargestDoubleGivesFiniteRows() {
    // The mean is 0.57e308, and the first row 2.3e308 below it.
    double[][] x = {{-1.7e308}, {1.7e308}, {1.7e308}};

    double[][] z = Standardizer.fit(x).transform(x);

    for (double[] row : z) {
      assertThat(row[0]).isFinite();
    }
  }

  @Test
  void transformReturnsNewRows() {
    double[][] x = {{1}, {2}};

    Standardizer.fit(x).transform(x)[0][0] = 99;

    assertThat(x).isDeepEqualTo(new double[][] {{1}, {2}});
  }

  @Test
  void statisticsHandedOutAreCopies() {
    Standardizer standardizer = Standardizer.fit(new double[][] {{1}, {3}});
    standardizer.mean()[0] = 99;
    standardizer.deviation()[0] = 99;

    assertThat(standardizer.mean()).containsExactly(2);
    assertThat(standardizer.deviation()).containsExactly(1);
  }
}
