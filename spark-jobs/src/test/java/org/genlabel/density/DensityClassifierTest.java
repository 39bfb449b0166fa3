package org.genlabel.density;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DensityClassifierTest {
  /** Log densities that do not depend on the point. */
  private record Constant(double... values) implements ClassDensity {
    @Override
    public int classes() {
      return values.length;
    }

    @Override
    public PointDensities evaluation() {
      return (x, stride, points, logDensities) -> {
        for (int c = 0; c < values.length; c++) {
          Arrays.fill(logDensities, c * stride, c * stride + points, values[c]);
        }
      };
    }
  }

  private static final double MINUS_INFINITY = Double.NEGATIVE_INFINITY;
  private static final double[] ANYWHERE = {0};

  @Test
  void predictsTheClassOfTheLargestDensity() {
    assertThat(DensityClassifier.withoutPriors(new Constant(-3, -1, -2)).predict(ANYWHERE))
        .isEqualTo(1);
  }

  @Test
  void takesTheFirstOfEquallyLikelyClasses() {
    assertThat(DensityClassifier.withoutPriors(new Constant(-3, -1, -1)).predict(ANYWHERE))
        .isEqualTo(1);
    assertThat(
            DensityClassifier.withoutPriors(new Constant(MINUS_INFINITY, MINUS_INFINITY))
                .predict(ANYWHERE))
        .isEqualTo(0);
  }

  @Test
  void priorsAreTheClassFrequencies() {
    // Log ratio of the frequencies is log 3 = 1.0986: a density lead of 1.09 is not enough, one of
    // 1.1 is.
    int[] labels = {0, 0, 0, 1};

    assertThat(DensityClassifier.withPriors(new Constant(0, 1.09), labels).predict(ANYWHERE))
        .isEqualTo(0);
    assertThat(DensityClassifier.withPriors(new Constant(0, 1.10), labels).predict(ANYWHERE))
        .isEqualTo(1);
    assertThat(DensityClassifier.withoutPriors(new Constant(0, 1.09)).predict(ANYWHERE))
        .isEqualTo(1);
  }

  @Test
  void neverPredictsAnEmptyClass() {
    // Class 0 has no training row: prior and density are both 0.
    assertThat(
            DensityClassifier.withPriors(new Constant(MINUS_INFINITY, -1e300), new int[] {1, 1})
                .predict(ANYWHERE))
        .isEqualTo(1);
  }

  @Test
  void countsTheRowsThatGetTheirOwnLabel() {
    double[][] x = {{0}, {1}, {10}, {11}};
    int[] labels = {0, 0, 1, 1};
    DensityClassifier classifier =
        DensityClassifier.withoutPriors(GaussianDensity.fit(x, labels, 2));

    assertThat(classifier.correct(x, labels)).isEqualTo(4);
    assertThat(classifier.correct(x, new int[] {0, 1, 0, 1})).isEqualTo(2);
    assertThat(classifier.correct(new double[0][], new int[0])).isEqualTo(0);
  }
}
