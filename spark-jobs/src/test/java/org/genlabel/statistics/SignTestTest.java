package org.genlabel.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignTestTest {
  @ParameterizedTest
  // scipy 1.17.1: binomtest(higher, higher + lower, 0.5).pvalue
  @CsvSource({
    "9, 1, 0.021484375",
    "13, 5, 0.09625244140625",
    "8, 12, 0.5034446716308594",
    "5, 5, 1.0",
    "0, 6, 0.03125",
    "80, 49, 0.008007673208090864",
    "600, 500, 0.0028195449914364284"
  })
  void agreesWithScipy(int higher, int lower, double pValue) {
    SignTest test = SignTest.of(higher, lower);

    assertThat(test.higher()).isEqualTo(higher);
    assertThat(test.lower()).isEqualTo(lower);
    // Sums of binomial probabilities, computed differently.
    assertThat(test.pValue()).isCloseTo(pValue, within(1e-10));
    assertThat(SignTest.of(lower, higher).pValue()).isCloseTo(pValue, within(1e-10));
  }

  @Test
  void dropsTiesAndCountsTheRest() {
    // scipy 1.17.1: binomtest(43, 69, 0.5).pvalue
    SignTest test = SignTest.of(Columns.manyTies());

    assertThat(test.higher()).isEqualTo(43);
    assertThat(test.lower()).isEqualTo(26);
    assertThat(test.pValue()).isCloseTo(0.05328936381651365, within(1e-10));
  }

  @Test
  void isNotSignificantForTies() {
    assertThat(SignTest.of(0, 0)).isEqualTo(new SignTest(0, 0, 1));
    assertThat(SignTest.of(new double[] {0, -0.0})).isEqualTo(new SignTest(0, 0, 1));
    assertThat(SignTest.of(new double[0])).isEqualTo(new SignTest(0, 0, 1));
  }

  @Test
  void doesNotDependOnTheOrderOfTheDatasets() {
    double[] differences = Columns.manyTies();
    int[] order = KeyedRandom.of("order").permutation(differences.length);
    double[] permuted = Arrays.stream(order).mapToDouble(i -> differences[i]).toArray();

    assertThat(SignTest.of(permuted)).isEqualTo(SignTest.of(differences));
  }

  @Test
  void refusesNegativeCountsAndDifferencesThatAreNotNumbers() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> SignTest.of(-1, 3))
        .withMessage("counts must not be negative, and their sum an int, not -1 and 3");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> SignTest.of(Integer.MAX_VALUE, 1))
        .withMessageContaining("not 2147483647 and 1");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> SignTest.of(new double[] {Double.NaN}))
        .withMessage("differences must be finite, not NaN at position 0");
  }
}
