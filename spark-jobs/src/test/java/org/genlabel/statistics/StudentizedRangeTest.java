package org.genlabel.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StudentizedRangeTest {
  @Test
  void quantilesAreScipys() {
    // scipy 1.17.1: [studentized_range.ppf(0.95, k, np.inf) for k in range(2, 21)]; mpmath with 30
    // digits agrees to 4e-15.
    double[] expected = {
      2.771807648699355, 3.314493155398122, 3.6331595749026278, 3.857655510378623,
      4.030092053180576, 4.169554155006547, 4.286309409349043, 4.38650911549537,
      4.474124221725907, 4.551863584065974, 4.621655471868518, 4.684919847313499,
      4.7427317076846975, 4.795923860431186, 4.845154183957343, 4.890951125576789,
      4.933745358126922, 4.973892348748306, 5.0116887941184425
    };
    for (int k = 2; k <= 20; k++) {
      assertThat(new StudentizedRange(k).upperQuantile(0.05))
          .as("k = " + k)
          .isCloseTo(expected[k - 2], within(1e-12));
    }
  }

  @ParameterizedTest
  // scipy 1.17.1: studentized_range.ppf(1 - tail, k, np.inf)
  @CsvSource({
    "3, 0.1, 2.9023802134282515",
    "10, 0.01, 5.156634960089622",
    "6, 0.5, 2.4716516047934642",
    "50, 0.05, 5.646026026380527"
  })
  void quantilesOfOtherTailsAreScipys(int k, double tail, double expected) {
    assertThat(new StudentizedRange(k).upperQuantile(tail)).isCloseTo(expected, within(1e-10));
  }

  @ParameterizedTest
  // scipy 1.17.1: studentized_range.cdf(q, k, np.inf)
  @CsvSource({"3, 2, 0.66650067495985", "10, 4, 0.8731478678494035"})
  void probabilitiesAreScipys(int k, double q, double expected) {
    assertThat(new StudentizedRange(k).probability(q)).isCloseTo(expected, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 0.001, 0.05, 0.5, 0.999})
  void ofTwoVariablesIsTheirDifference(double tail) {
    double q = new StudentizedRange(2).upperQuantile(tail);

    // |a - b| / sqrt(2) is a half-normal variable. In the tail, the rounding of 1 - tail is
    // divided by a density of 1e-6.
    assertThat(q / Math.sqrt(2))
        .isCloseTo(NormalDistribution.of(0, 1).inverseSurvivalProbability(tail / 2), within(1e-9));
  }

  @Test
  void probabilitiesBeginAtZeroAndEndAtOne() {
    for (int k : new int[] {2, 3, 20, 200}) {
      assertThat(new StudentizedRange(k).probability(0)).isZero();
      assertThat(new StudentizedRange(k).probability(30)).isCloseTo(1, within(1e-14));
    }
  }

  @Test
  void refusesOneVariableAndInvalidTails() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new StudentizedRange(1))
        .withMessage("a range needs at least 2 variables, not 1");
    for (double tail : new double[] {0, 1, 1e-7, Double.NaN}) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> new StudentizedRange(3).upperQuantile(tail))
          .withMessage("the probability must be in [1.0E-6, 1), not " + tail);
    }
  }
}
