package org.genlabel.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.genlabel.random.KeyedRandom;
import org.genlabel.statistics.SignedRankTest.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The expected values are scipy 1.17.1's:
 *
 * <pre>
 * nz = d[d != 0]; r = rankdata(abs(nz)); r[nz > 0].sum(), r[nz &lt; 0].sum()
 * wilcoxon(d, correction=False, method=m).pvalue   # m = "exact" or "asymptotic"
 * </pre>
 */
class SignedRankTestTest {
  /** Both compute the same sums in different orders. */
  private static final double AGREEMENT = 1e-10;

  private static final double[] SMALL = {0.011, -0.004, 0.023, 0.002, -0.015, 0.031, 0.008, 0.027};

  private static void assertTest(
      double[] differences,
      double positive,
      double negative,
      int nonZero,
      Method method,
      double pValue) {
    SignedRankTest test = SignedRankTest.of(differences);

    assertThat(test.positiveRanks()).as("W+").isEqualTo(positive);
    assertThat(test.negativeRanks()).as("W-").isEqualTo(negative);
    assertThat(test.statistic()).isEqualTo(Math.min(positive, negative));
    assertThat(test.nonZero()).isEqualTo(nonZero);
    assertThat(test.method()).isEqualTo(method);
    assertThat(test.pValue()).isCloseTo(pValue, within(AGREEMENT));
  }

  @Test
  void isExactForFewDifferencesWithoutTiesOrZeros() {
    assertTest(SMALL, 29, 7, 8, Method.EXACT, 0.1484375);
    assertTest(
        new double[] {
          17, -4, 31, 9, -12, 40, 2, 25, -33, 8, -1, 51, 14, -20, 6, 3, 28, -7, 11, 45, -16, 22
        },
        187,
        66,
        22,
        Method.EXACT,
        0.050072669982910156);
    assertTest(new double[] {0.25}, 1, 0, 1, Method.EXACT, 1);
  }

  @Test
  void isExactUpToFiftyDifferences() {
    assertTest(Columns.noTies(50), 883, 392, 50, Method.EXACT, 0.017101069545240932);
    assertTest(Columns.noTies(51), 885, 441, 51, Method.NORMAL_APPROXIMATION, 0.03744217719652766);
    assertTest(
        Columns.noTies(60), 1212, 618, 60, Method.NORMAL_APPROXIMATION, 0.028786639322366157);
  }

  @Test
  void approximatesWhereThereAreTies() {
    double[] ties = {3, -1, 4, 1, -5, 9, 2, -6, 5, 3};
    assertTest(ties, 37, 18, 10, Method.NORMAL_APPROXIMATION, 0.3319360710921604);
  }

  @Test
  void dropsZerosAndApproximates() {
    double[] zeros = {0.011, 0, -0.004, 0.023, 0.002, -0.0, -0.015, 0.031, 0.008, 0.027};
    assertTest(zeros, 29, 7, 8, Method.NORMAL_APPROXIMATION, 0.12348527214454898);
  }

  @Test
  void agreesOn82DatasetsWithManyTiesAndZeros() {
    assertTest(Columns.manyTies(), 1598, 817, 69, Method.NORMAL_APPROXIMATION, 0.0184636905380849);
  }

  @Test
  void isNotSignificantWithoutDifferencesOtherThanZero() {
    assertTest(new double[0], 0, 0, 0, Method.EXACT, 1);
    assertTest(new double[] {0, -0.0, 0}, 0, 0, 0, Method.EXACT, 1);
  }

  @Test
  void pValueIsOneWhereTheRankSumsAreEqual() {
    assertTest(new double[] {1, -1}, 1.5, 1.5, 2, Method.NORMAL_APPROXIMATION, 1);
    assertTest(new double[] {1, 2, -3}, 3, 3, 3, Method.EXACT, 1);
  }

  @Test
  void isNeverZeroOrNotANumberForManyEqualDifferences() {
    double[] alike = new double[133];
    Arrays.fill(alike, 0.01);

    assertThat(SignedRankTest.of(alike).pValue()).isGreaterThan(0).isLessThan(1e-20);
  }

  @Test
  void swappingThePairSwapsTheRankSumsAndKeepsTheRest() {
    for (double[] differences : new double[][] {SMALL, Columns.manyTies(), Columns.noTies(60)}) {
      SignedRankTest test = SignedRankTest.of(differences);
      SignedRankTest swapped =
          SignedRankTest.of(DoubleStream.of(differences).map(d -> -d).toArray());

      assertThat(swapped.positiveRanks()).isEqualTo(test.negativeRanks());
      assertThat(swapped.negativeRanks()).isEqualTo(test.positiveRanks());
      assertThat(swapped.statistic()).isEqualTo(test.statistic());
      assertThat(swapped.method()).isEqualTo(test.method());
      assertThat(swapped.pValue()).isCloseTo(test.pValue(), within(1e-15));
    }
  }

  @Test
  void doesNotDependOnTheOrderOfTheDatasets() {
    double[] differences = Columns.manyTies();
    int[] order = KeyedRandom.of("order").permutation(differences.length);
    double[] permuted = Arrays.stream(order).mapToDouble(i -> differences[i]).toArray();

    assertThat(SignedRankTest.of(permuted)).isEqualTo(SignedRankTest.of(differences));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refusesWhatIsNotFinite(double difference) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> SignedRankTest.of(new double[] {1, difference}))
        .withMessage("differences must be finite, not " + difference + " at position 1");
  }
}
