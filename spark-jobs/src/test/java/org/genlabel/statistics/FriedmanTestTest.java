package org.genlabel.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;

/**
 * The expected values are scipy 1.17.1's, of A [datasets][schemes]:
 *
 * <pre>
 * N, k = A.shape; c = friedmanchisquare(*A.T)
 * np.apply_along_axis(lambda row: rankdata(-row), 1, A).mean(0)
 * F = (N - 1) * c.statistic / (N * (k - 1) - c.statistic); f.sf(F, k - 1, (k - 1) * (N - 1))
 * </pre>
 */
class FriedmanTestTest {
  /** Relative tolerance, because the p-values are as small as 1e-39. */
  private static final Percentage AGREEMENT = Percentage.withPercentage(1e-8);

  @Test
  void agreesWithScipyOnDemsarsExample() {
    FriedmanTest test = FriedmanTest.of(Columns.demsar());

    // Demšar prints 3.143, 2.000, 2.893, 1.964, and chi-squared 9.28 and F 3.69 without the
    // correction for ties, which the next test undoes.
    assertThat(test.meanRanks())
        .containsExactly(
            new double[] {3.142857142857143, 2.0, 2.892857142857143, 1.9642857142857142},
            within(1e-10));
    assertThat(test.datasets()).isEqualTo(14);
    assertThat(test.chiSquared()).isCloseTo(10.228346456692925, AGREEMENT);
    assertThat(test.pValue()).isCloseTo(0.016721580328441323, AGREEMENT);
    assertThat(test.imanDavenport()).isCloseTo(4.1851301115241695, AGREEMENT);
    assertThat(test.imanDavenportPValue()).isCloseTo(0.011620659515310975, AGREEMENT);
  }

  @Test
  void withoutTheCorrectionForTiesIsWhatDemsarPrints() {
    // The correction divides by 1 - sum (t^3 - t) / (N k (k^2 - 1)): three of Demšar's datasets
    // have a pair of ties, and one has four equal values.
    double correction = 1 - (3 * 6 + 60) / (14 * 4 * 15.0);
    double uncorrected = FriedmanTest.of(Columns.demsar()).chiSquared() * correction;

    assertThat(uncorrected).isCloseTo(9.28, within(0.005));
    assertThat(13 * uncorrected / (14 * 3 - uncorrected)).isCloseTo(3.69, within(0.005));
  }

  @Test
  void agreesWithScipyOn82DatasetsWithManyTies() {
    FriedmanTest test = FriedmanTest.of(Columns.fiveSchemes());

    assertThat(test.meanRanks())
        .containsExactly(
            new double[] {
              3.573170731707317, 2.841463414634146, 2.8902439024390243, 1.5, 4.195121951219512
            },
            within(1e-10));
    assertThat(test.chiSquared()).isCloseTo(144.2546419098144, AGREEMENT);
    assertThat(test.pValue()).isCloseTo(3.464034255030062e-30, AGREEMENT);
    assertThat(test.imanDavenport()).isCloseTo(63.59140778380882, AGREEMENT);
    assertThat(test.imanDavenportPValue()).isCloseTo(1.2311598478923e-39, AGREEMENT);
  }

  @Test
  void equalRanksOnAllDatasetsGiveTheLargestStatistic() {
    double[][] alike = new double[6][];
    Arrays.fill(alike, new double[] {0.7, 0.9, 0.8});

    FriedmanTest test = FriedmanTest.of(alike);

    assertThat(test.meanRanks()).containsExactly(3, 1, 2);
    assertThat(test.chiSquared()).isEqualTo(12);
    // chi2.sf(12, 2)
    assertThat(test.pValue()).isCloseTo(0.002478752176666357, AGREEMENT);
    assertThat(test.imanDavenport()).isInfinite().isPositive();
    assertThat(test.imanDavenportPValue()).isZero();
  }

  @Test
  void isNotSignificantWhereAllSchemesTieEverywhere() {
    double[][] tied = {{0.5, 0.5, 0.5}, {0.0, -0.0, 0.0}};

    FriedmanTest test = FriedmanTest.of(tied);

    assertThat(test.meanRanks()).containsExactly(2, 2, 2);
    assertThat(test.chiSquared()).isZero();
    assertThat(test.pValue()).isEqualTo(1);
    assertThat(test.imanDavenport()).isZero();
    assertThat(test.imanDavenportPValue()).isEqualTo(1);
  }

  @Test
  void isNotSignificantWhereTheRankSumsAreEqual() {
    FriedmanTest test = FriedmanTest.of(new double[][] {{1, 2, 3}, {2, 3, 1}, {3, 1, 2}});

    assertThat(test.chiSquared()).isZero();
    assertThat(test.pValue()).isEqualTo(1);
    assertThat(test.imanDavenport()).isZero();
    assertThat(test.imanDavenportPValue()).isEqualTo(1);
  }

  @Test
  void doesNotDependOnTheOrderOfTheDatasets() {
    double[][] accuracies = Columns.fiveSchemes();
    int[] order = KeyedRandom.of("order").permutation(accuracies.length);
    double[][] permuted =
        Arrays.stream(order).mapToObj(i -> accuracies[i]).toArray(double[][]::new);

    assertThat(FriedmanTest.of(permuted))
        .usingRecursiveComparison()
        .isEqualTo(FriedmanTest.of(accuracies));
  }

  @Test
  void schemesInAnotherOrderHaveTheirRanksInThatOrder() {
    double[][] reversed =
        Arrays.stream(Columns.demsar())
            .map(row -> new double[] {row[3], row[2], row[1], row[0]})
            .toArray(double[][]::new);
    FriedmanTest test = FriedmanTest.of(Columns.demsar());
    FriedmanTest ofReversed = FriedmanTest.of(reversed);
    double[] ranks = test.meanRanks();

    assertThat(ofReversed.meanRanks()).containsExactly(ranks[3], ranks[2], ranks[1], ranks[0]);
    assertThat(ofReversed.chiSquared()).isEqualTo(test.chiSquared());
    assertThat(ofReversed.imanDavenport()).isEqualTo(test.imanDavenport());
  }

  private static void assertRefused(double[][] accuracies, String message) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> FriedmanTest.of(accuracies))
        .withMessage(message);
  }

  @Test
  void refusesWhatCannotBeRanked() {
    assertRefused(new double[0][], "datasets must be at least 2, not 0");
    assertRefused(new double[][] {{1, 2, 3}}, "datasets must be at least 2, not 1");
    assertRefused(new double[][] {{1, 2}, {2, 1}}, "schemes must be at least 3, not 2");
    assertRefused(
        new double[][] {{1, 2, 3}, {2, 1}},
        "every dataset must have 3 schemes as the first has, not 2 at position 1");
    assertRefused(
        new double[][] {{1, 2, 3}, {2, Double.NaN, 1}},
        "accuracies must be finite, not NaN of the dataset at position 1");
  }
}
