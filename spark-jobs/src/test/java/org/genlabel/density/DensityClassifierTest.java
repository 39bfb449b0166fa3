package org.genlabel.density;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.genlabel.classifier.FirstMaximum;
import org.genlabel.data.LabeledRows;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DensityClassifierTest {
  /** Log densities that do not depend on the point. */
  private record Constant(double... values) implements ClassDensity {
    @Override
    public int classes() {
      return values.length;
    }

    @Override
    public PointDensities evaluator() {
      return (points, logDensities) -> {
        int stride = points.stride();
        for (int c = 0; c < values.length; c++) {
          Arrays.fill(logDensities, c * stride, c * stride + points.count(), values[c]);
        }
      };
    }
  }

  private static final double MINUS_INFINITY = Double.NEGATIVE_INFINITY;
  private static final double[][] ANYWHERE = {{0}};

  @Test
  void predictsTheClassOfTheLargestDensity() {
    assertThat(DensityClassifier.withoutPriors(new Constant(-3, -1, -2)).predict(ANYWHERE))
        .containsExactly(1);
  }

  @Test
  void takesTheFirstOfEquallyLikelyClasses() {
    assertThat(DensityClassifier.withoutPriors(new Constant(-3, -1, -1)).predict(ANYWHERE))
        .containsExactly(1);
    assertThat(
            DensityClassifier.withoutPriors(new Constant(MINUS_INFINITY, MINUS_INFINITY))
                .predict(ANYWHERE))
        .containsExactly(0);
  }

  @Test
  void priorsAreTheClassFrequencies() {
    // Log ratio of the frequencies is log 3 = 1.0986: a density lead of 1.09 is not enough, one of
    // 1.1 is.
    int[] labels = {0, 0, 0, 1};

    assertThat(DensityClassifier.withPriors(new Constant(0, 1.09), labels).predict(ANYWHERE))
        .containsExactly(0);
    assertThat(DensityClassifier.withPriors(new Constant(0, 1.10), labels).predict(ANYWHERE))
        .containsExactly(1);
    assertThat(DensityClassifier.withoutPriors(new Constant(0, 1.09)).predict(ANYWHERE))
        .containsExactly(1);
  }

  @Test
  void neverPredictsAnEmptyClass() {
    // Class 0 has no training row, so that its prior and its density are 0.
    assertThat(
            DensityClassifier.withPriors(new Constant(MINUS_INFINITY, -1e300), new int[] {1, 1})
                .predict(ANYWHERE))
        .containsExactly(1);
  }

  @Test
  void classifiesEveryRowOfABatchAndAnEmptyBatch() {
    double[][] x = {{0}, {1}, {10}, {11}};
    int[] labels = {0, 0, 1, 1};
    DensityClassifier classifier =
        DensityClassifier.withoutPriors(GaussianDensity.fit(new LabeledRows(x, labels, 2)));

    assertThat(classifier.predict(x)).isEqualTo(labels);
    assertThat(classifier.predict(new double[0][])).isEmpty();
    assertThat(classifier.scores(new double[0][])).isEmpty();
  }

  @Test
  void scoresAreLogDensitiesAndLogPriors() {
    DensityClassifier classifier =
        DensityClassifier.withPriors(new Constant(-3, -1), new int[] {0, 0, 0, 1});

    assertThat(classifier.scores(new double[][] {{0}, {1}}))
        .isDeepEqualTo(
            new double[][] {
              {-3 + StrictMath.log(0.75), -1 + StrictMath.log(0.25)},
              {-3 + StrictMath.log(0.75), -1 + StrictMath.log(0.25)}
            });
  }

  @ParameterizedTest
  @EnumSource(DensityKind.class)
  void batchesAndSinglePointsHaveTheSameScoresAndTheFirstMaximum(DensityKind kind) {
    KeyedRandom random = KeyedRandom.of("density classifier", kind.key());
    int[] labels = IntStream.range(0, 90).map(row -> row % 3).toArray();
    DensityClassifier classifier =
        DensityClassifier.withPriors(
            kind.fit(new LabeledRows(points(random, 90), labels, 3)), labels);
    // More points than are evaluated in one batch.
    double[][] x = points(random, 2100);

    double[][] scores = classifier.scores(x);
    int[] predictions = classifier.predict(x);

    for (int i = 0; i < x.length; i += 61) {
      double[][] point = {x[i]};
      assertThat(classifier.scores(point)[0]).isEqualTo(scores[i]);
      assertThat(classifier.predict(point)).containsExactly(predictions[i]);
      assertThat(predictions[i]).isEqualTo(FirstMaximum.of(scores[i], 0, 1, 3));
    }
  }

  private static double[][] points(KeyedRandom random, int count) {
    double[][] x = new double[count][4];
    for (double[] point : x) {
      for (int k = 0; k < point.length; k++) {
        point[k] = 6 * random.nextDouble() - 3;
      }
    }
    return x;
  }
}
