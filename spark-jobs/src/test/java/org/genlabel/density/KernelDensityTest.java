package org.genlabel.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.stat.distribution.MultivariateGaussian;
import org.genlabel.data.LabeledRows;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelDensityTest {
  private static final double RIDGE = 1e-8;

  @Test
  void agreesWithTheSumOfKernelsThatCommonsMathSolves() {
    double[][] rows = rows(KeyedRandom.of("rows"), 25, 3);
    // commons-math computes the unbiased covariance.
    Array2DRowRealMatrix kernel =
        new Array2DRowRealMatrix(new Covariance(rows).getCovarianceMatrix().getData());
    double bandwidth = Math.pow(25, -1.0 / 7);
    for (int k = 0; k < 3; k++) {
      kernel.addToEntry(k, k, RIDGE);
    }
    LUDecomposition decomposition =
        new LUDecomposition(kernel.scalarMultiply(bandwidth * bandwidth));
    double peak = Math.sqrt(Math.pow(2 * Math.PI, -3) / decomposition.getDeterminant());

    for (double[] point : rows(KeyedRandom.of("points"), 20, 3)) {
      double sum = 0;
      for (double[] row : rows) {
        RealVector difference = new ArrayRealVector(point).subtract(new ArrayRealVector(row));
        double squared = difference.dotProduct(decomposition.getSolver().solve(difference));
        sum += peak * Math.exp(-0.5 * squared) / 25;
      }
      // Well-conditioned; the exponential of the kernels is accurate to 3e-9.
      assertThat(logDensity(rows, point)).isCloseTo(Math.log(sum), within(3e-9));
    }
  }

  @Test
  void onePointIsAGaussianWithTheSameKernel() {
    double[][] rows = {{0.5, -2, 1}};
    MultivariateGaussian kernel =
        new MultivariateGaussian(
            Vectors.dense(rows[0]),
            new DenseMatrix(3, 3, new double[] {RIDGE, 0, 0, 0, RIDGE, 0, 0, 0, RIDGE}));

    double[][] points = {{0.5, -2, 1}, {0.5001, -2, 1}, {0, 0, 0}, {1e6, -1e6, 1e6}};
    for (double[] point : points) {
      double expected = kernel.logpdf(Vectors.dense(point));
      assertThat(logDensity(rows, point)).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
    }
  }

  @Test
  void onePointAClassIsAGaussianOfTheRidgeAroundEach() {
    // One row: Scott's bandwidth is 1 and the unbiased covariance counts as 0.
    double[][] x = {{0.5, -2, 1}, {0.5001, -2, 1}, {7, 3, -4}};
    KernelDensity density = KernelDensity.fit(new LabeledRows(x, new int[] {2, 0, 1}, 3));
    double[][] rowOfClass = {x[1], x[2], x[0]};
    double[][] points = {
      {0.5, -2, 1}, {0.50005, -2.0001, 1}, {7, 3, -4}, {0, 0, 0}, {1e6, 0, -1e6}
    };
    for (double[] point : points) {
      double[] logDensities = new double[3];
      density.logDensities(point, logDensities);
      for (int c = 0; c < 3; c++) {
        double squared = 0;
        for (int k = 0; k < 3; k++) {
          squared += (point[k] - rowOfClass[c][k]) * (point[k] - rowOfClass[c][k]);
        }
        double expected = -1.5 * Math.log(2 * Math.PI * RIDGE) - squared / (2 * RIDGE);
        // A coordinate of 1 is accurate to 1e-16, and its distance in units of 1e-4 to 1e-12.
        assertThat(logDensities[c])
            .as("class " + c)
            .isCloseTo(expected, within(1e-11 * Math.max(1, Math.abs(expected))));
      }
    }
  }

  @Test
  void twoPointsOnALineGiveTheDensityWorkedOutByHand() {
    // Unbiased variance of 0 and 2 is 2; Scott's bandwidth of two points in one dimension is
    // 2^(-1/5).
    double variance = (2 + RIDGE) * Math.pow(2, -2.0 / 5);
    double[][] rows = {{0}, {2}};

    // The centres of both kernels are at distance 1.
    double expected = -0.5 * Math.log(2 * Math.PI * variance) - 1 / (2 * variance);
    assertThat(logDensity(rows, new double[] {1})).isCloseTo(expected, within(1e-14));
  }

  @Test
  void fixedBandwidthStandsInPlaceOfScotts() {
    // As above, but the standard deviation of the kernels is 0.2 times that of the class.
    double variance = (2 + RIDGE) * 0.2 * 0.2;
    double[][] rows = {{0}, {2}};
    double expected = -0.5 * Math.log(2 * Math.PI * variance) - 1 / (2 * variance);
    for (ClassDensity density :
        List.of(
            KernelDensity.fit(new LabeledRows(rows, new int[2], 1), new Bandwidth(0.2)),
            DensityKind.KDE.fit(new LabeledRows(rows, new int[2], 1), new Bandwidth(0.2)))) {
      assertThat(AtPoint.logDensities(density.evaluator(), 1, 1)[0])
          .isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void fixedBandwidthOfScottsValueGivesTheSameBits() {
    double[][] rows = rows(KeyedRandom.of("rows"), 25, 3);
    Bandwidth fixed = new Bandwidth(StrictMath.pow(25, -1.0 / 7));

    double[] byRule = new double[1];
    double[] byValue = new double[1];
    KernelDensity.fit(new LabeledRows(rows, new int[25], 1)).logDensities(rows[0], byRule);
    KernelDensity.fit(new LabeledRows(rows, new int[25], 1), fixed).logDensities(rows[0], byValue);

    assertThat(byValue).isEqualTo(byRule);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void invalidBandwidthIsRefused(double fixed) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Bandwidth(fixed))
        .withMessageContaining(Double.toString(fixed));
  }

  @Test
  void copiesOfAPointAreAGaussianOfTheirNarrowerKernel() {
    double[][] rows = {{1, 2}, {1, 2}, {1, 2}, {1, 2}};
    double variance = RIDGE * Math.pow(4, -2.0 / 6);

    // Four equal kernels of a quarter each.
    assertThat(logDensity(rows, new double[] {1, 2}))
        .isCloseTo(-Math.log(2 * Math.PI * variance), within(1e-12));
  }

  @Test
  void farAwayOnlyTheNearestKernelCounts() {
    double[][] rows = {{0}, {2}};
    double variance = (2 + RIDGE) * Math.pow(2, -2.0 / 5);
    double expected =
        -0.5 * Math.log(2 * Math.PI * variance)
            - Math.log(2)
            - (1e6 - 2) * (1e6 - 2) / (2 * variance);

    assertThat(logDensity(rows, new double[] {1e6}))
        .isCloseTo(expected, within(1e-14 * Math.abs(expected)));
  }

  @Test
  void classWithoutShareOfThePosteriorIsSkipped() {
    // Class 0 is at 0 and 2, class 1 at 100 and 102; evaluated at 0.
    double[][] x = {{0}, {2}, {100}, {102}};
    KernelDensity density = KernelDensity.fit(new LabeledRows(x, new int[] {0, 0, 1, 1}, 2));

    double[] exact = AtPoint.logDensities(density.evaluator(), 2, 0);
    double[] posteriorEvaluator = AtPoint.logDensities(density.posteriorEvaluator(), 2, 0);

    assertThat(exact[1]).isLessThan(exact[0] - 1000);
    assertThat(exact[1]).isFinite();
    assertThat(posteriorEvaluator).containsExactly(exact[0], Double.NEGATIVE_INFINITY);
  }

  @Test
  void pointInfinitelyFarFromEveryKernelHasNoDensity() {
    KernelDensity density =
        KernelDensity.fit(
            new LabeledRows(new double[][] {{0}, {2}, {5}, {6}}, new int[] {0, 0, 1, 1}, 3));
    for (double far : new double[] {1e200, -1e200, Double.MAX_VALUE}) {
      double[] logDensities = AtPoint.logDensities(density.evaluator(), 3, far);
      double[] posteriorEvaluator = AtPoint.logDensities(density.posteriorEvaluator(), 3, far);

      assertThat(logDensities).containsOnly(Double.NEGATIVE_INFINITY);
      assertThat(posteriorEvaluator).containsOnly(Double.NEGATIVE_INFINITY);
    }
  }

  @Test
  void evaluationOfAPointDoesNotDependOnPreviousPoints() {
    double[][] x = {{0}, {2}, {5}, {6}, {40}};
    KernelDensity density = KernelDensity.fit(new LabeledRows(x, new int[] {0, 0, 1, 1, 2}, 4));
    PointDensities reused = density.posteriorEvaluator();
    for (double point : new double[] {0, 1e200, 5.5, 40, 3, -1e200, 20, 1}) {
      double[] actual = AtPoint.logDensities(reused, 4, point);
      double[] expected = AtPoint.logDensities(density.posteriorEvaluator(), 4, point);

      assertThat(actual).as("at " + point).isEqualTo(expected);
    }
  }

  private static double logDensity(double[][] rows, double[] point) {
    KernelDensity density = KernelDensity.fit(new LabeledRows(rows, new int[rows.length], 1));
    double[] logDensity = new double[1];
    density.logDensities(point, logDensity);
    return logDensity[0];
  }

  private static double[][] rows(KeyedRandom random, int count, int features) {
    double[][] rows = new double[count][features];
    for (double[] row : rows) {
      for (int k = 0; k < features; k++) {
        row[k] = 4 * random.nextDouble() - 2;
      }
    }
    return rows;
  }
}
