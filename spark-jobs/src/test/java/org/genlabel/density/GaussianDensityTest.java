package org.genlabel.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.stat.distribution.MultivariateGaussian;
import org.genlabel.data.LabeledRows;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares GaussianDensity with values of the formula by hand and with three other implementations.
 */
@Tag("slow")
class GaussianDensityTest {
  private static final double RIDGE = 1e-4;

  /**
   * The rows of one class.
   *
   * @param what description of the rows
   */
  private record Sample(String what, double[][] rows) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Stream<Sample> samples() {
    KeyedRandom random = KeyedRandom.of("samples of a class");
    double[][] plain = rows(random, 60, 5);
    double[][] correlated = rows(random, 60, 4);
    double[][] collinear = rows(random, 30, 4);
    double[][] constant = rows(random, 30, 3);
    double[][] duplicated = rows(random, 20, 3);
    for (int i = 0; i < 60; i++) {
      correlated[i][1] = correlated[i][0] + 0.01 * correlated[i][1];
    }
    for (int i = 0; i < 30; i++) {
      collinear[i][3] = 2 * collinear[i][0] - collinear[i][1];
      constant[i][1] = 0.7;
    }
    for (int i = 0; i < 20; i++) {
      duplicated[i] = duplicated[i % 2].clone();
    }
    return Stream.of(
        new Sample("plain", plain),
        new Sample("strongly correlated features", correlated),
        new Sample("collinear features", collinear),
        new Sample("constant feature", constant),
        new Sample("two points, each ten times", duplicated),
        new Sample("single point", rows(random, 1, 4)),
        new Sample("fewer points than features", rows(random, 4, 12)));
  }

  @Test
  void aroundGivenMeansNothingIsFitted() {
    GaussianDensity density = GaussianDensity.around(new double[][] {{1, -1}, {0, 3}}, 4);

    double[] logDensities = new double[2];
    density.logDensities(new double[] {2, 1}, logDensities);

    // log N = -|x - mean|^2 / (2 * 4) - log(2 pi * 4) in the plane; the squares are 5 and 8.
    double normalizer = Math.log(2 * Math.PI * 4);
    assertThat(logDensities)
        .containsExactly(new double[] {-5.0 / 8 - normalizer, -1 - normalizer}, within(1e-14));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GaussianDensity.around(new double[][] {{0}}, 0))
        .withMessageContaining("variance must be positive, not 0");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void agreesWithMllib(Sample sample) {
    double[] mean = mean(sample.rows());
    int features = mean.length;
    double[][] covariance = ridgedCovariance(sample.rows(), mean);
    // Column-major, but the matrix is symmetric.
    double[] values = Arrays.stream(covariance).flatMapToDouble(Arrays::stream).toArray();
    MultivariateGaussian reference =
        new MultivariateGaussian(Vectors.dense(mean), new DenseMatrix(features, features, values));

    for (double[] point : points(sample, features)) {
      assertAgrees(logDensity(sample, point), reference.logpdf(Vectors.dense(point)));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void agreesWithALuSolveOfCommonsMath(Sample sample) {
    double[] mean = mean(sample.rows());
    int features = mean.length;
    LUDecomposition decomposition =
        new LUDecomposition(new Array2DRowRealMatrix(ridgedCovariance(sample.rows(), mean)));

    for (double[] point : points(sample, features)) {
      RealVector centred = new ArrayRealVector(point).subtract(new ArrayRealVector(mean));
      double squared = centred.dotProduct(decomposition.getSolver().solve(centred));
      double logDeterminant = 0;
      for (int k = 0; k < features; k++) {
        logDeterminant += Math.log(Math.abs(decomposition.getU().getEntry(k, k)));
      }
      assertAgrees(
          logDensity(sample, point),
          -0.5 * (features * Math.log(2 * Math.PI) + logDeterminant + squared));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void agreesWithAnEigenvalueDecompositionOfCommonsMath(Sample sample) {
    double[] mean = mean(sample.rows());
    int features = mean.length;
    EigenDecomposition decomposition =
        new EigenDecomposition(new Array2DRowRealMatrix(ridgedCovariance(sample.rows(), mean)));
    double[] eigenvalues = decomposition.getRealEigenvalues();
    RealMatrix toEigenvectors = decomposition.getVT();

    for (double[] point : points(sample, features)) {
      RealVector centred = new ArrayRealVector(point).subtract(new ArrayRealVector(mean));
      double[] image = toEigenvectors.operate(centred).toArray();
      double sum = features * Math.log(2 * Math.PI);
      for (int k = 0; k < features; k++) {
        sum += Math.log(eigenvalues[k]) + image[k] * image[k] / eigenvalues[k];
      }
      assertAgrees(logDensity(sample, point), -0.5 * sum);
    }
  }

  /**
   * The ridge keeps the condition of the covariances below 1e6, so that any backward stable
   * solution has a relative error of about 1e6 x 1e-16; 1e-9 leaves room for the sum over the
   * features.
   */
  private static void assertAgrees(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
  }

  private static double logDensity(Sample sample, double[] point) {
    GaussianDensity density =
        GaussianDensity.fit(new LabeledRows(sample.rows(), new int[sample.rows().length], 1));
    double[] logDensity = new double[1];
    density.logDensities(point, logDensity);
    return logDensity[0];
  }

  /** Returns the mean, a row, a few random points, and a distant point. */
  private static double[][] points(Sample sample, int features) {
    double[][] points = rows(KeyedRandom.of("points", sample.what()), 13, features);
    points[10] = mean(sample.rows());
    points[11] = sample.rows()[0];
    Arrays.fill(points[12], 1e6);
    return points;
  }

  @Test
  void twoPointsOnALineGiveTheDensityWorkedOutByHand() {
    // Mean 1; maximum-likelihood variance ((0 - 1)^2 + (2 - 1)^2) / 2 = 1, and the ridge.
    Sample sample = new Sample("two points", new double[][] {{0}, {2}});
    double variance = 1 + RIDGE;

    // A few rounding errors of numbers near 1.
    assertThat(logDensity(sample, new double[] {1}))
        .isCloseTo(-0.5 * Math.log(2 * Math.PI * variance), within(1e-14));
    assertThat(logDensity(sample, new double[] {4}))
        .isCloseTo(-0.5 * Math.log(2 * Math.PI * variance) - 9 / (2 * variance), within(1e-14));
  }

  @Test
  void singlePointHasTheRidgeForItsCovariance() {
    Sample sample = new Sample("single point", new double[][] {{3, -1}});

    // log 1/(2 pi 1e-4) at the point itself, and lower by 1/2 at a distance of 0.01, one standard
    // deviation.
    double peak = -Math.log(2 * Math.PI * RIDGE);
    assertThat(logDensity(sample, new double[] {3, -1})).isCloseTo(peak, within(1e-13));
    assertThat(logDensity(sample, new double[] {3.01, -1})).isCloseTo(peak - 0.5, within(1e-12));
  }

  @Test
  void badlyScaledCollinearFeaturesAreRefusedWithAMessage() {
    // The ridge vanishes in a covariance of four times 1e18, so that the second pivot is exactly 0.
    double[][] rows = {{1e9, 1e9}, {-1e9, -1e9}};

    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> GaussianDensity.fit(new LabeledRows(rows, new int[2], 1)))
        .withMessageContaining("not positive definite")
        .withMessageContaining("standardised");
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

  private static double[] mean(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += row[k] / rows.length;
      }
    }
    return mean;
  }

  private static double[][] ridgedCovariance(double[][] rows, double[] mean) {
    double[][] covariance = new double[mean.length][mean.length];
    for (int a = 0; a < mean.length; a++) {
      for (int b = 0; b < mean.length; b++) {
        for (double[] row : rows) {
          covariance[a][b] += (row[a] - mean[a]) * (row[b] - mean[b]) / rows.length;
        }
      }
      covariance[a][a] += RIDGE;
    }
    return covariance;
  }
}
