package org.genlabel.mixup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.ClassDensity;
import org.genlabel.density.DensityKind;
import org.genlabel.density.SegmentDensities;
import org.genlabel.random.KeyedRandom;
import org.genlabel.simd.DoubleKernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerativeMixingTest {
  // Rows 0 and 1 of classes 0 and 1, row 2 of class 1.
  private static final double[][] X = {{-1, 0}, {1, 4}, {3, 8}};
  private static final int[] LABELS = {0, 1, 1};

  /** log p_0 - log p_1 = 4 (position - 1/2), from -2 to 2 towards class 0. */
  private static final SegmentDensities LINEAR_LOG_RATIO =
      (i, j, position, logDensities) -> {
        double share = LABELS[i] == 0 ? position : 1 - position;
        logDensities[0] = 4 * (share - 0.5) - 7;
        logDensities[1] = -7;
      };

  private static MixedPoints mix(SegmentDensities densities, int i, int j, double lambda) {
    MixingRule mixing =
        new GenerativeMixing(
            PairMixing.doublePrecision(X), new LabeledRows(X, LABELS, 2), densities);
    MixedPoints point = Mixed.point(mixing, 2, i, j, lambda);
    assertThat(point.first()[0]).isEqualTo(i);
    assertThat(point.second()[0]).isEqualTo(j);
    return point;
  }

  private static void assertLiesAt(MixedPoints point, int i, int j, double share) {
    for (int k = 0; k < 2; k++) {
      // The bisection is accurate to 2^-41 of a segment of length at most 4.
      assertThat(Mixed.x(point)[k])
          .isCloseTo(share * X[i][k] + (1 - share) * X[j][k], within(4 * 0x1p-40));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.13, 0.25, 0.5, 0.6, 0.87})
  void pointLiesWhereTheLogRatioIsTheLogOddsOfLambda(double lambda) {
    MixedPoints point = mix(LINEAR_LOG_RATIO, 0, 1, lambda);

    // 4 (share - 1/2) = log(lambda / (1 - lambda))
    assertLiesAt(point, 0, 1, 0.5 + 0.25 * Math.log(lambda / (1 - lambda)));
    assertThat(point.weight()).as("share of the label").isEqualTo(lambda);
  }

  @Test
  void swappedParentsGiveTheSamePointForTheOtherShare() {
    MixedPoints point = mix(LINEAR_LOG_RATIO, 0, 1, 0.75);
    MixedPoints swapped = mix(LINEAR_LOG_RATIO, 1, 0, 0.25);

    assertThat(Mixed.x(swapped)).containsExactly(Mixed.x(point), within(4 * 0x1p-40));
    assertThat(swapped.weight()).isEqualTo(0.25);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-300, 0.1, 0.9, 0.999999, 1})
  void whereTheRatioDoesNotCrossItIsMixup(double lambda) {
    // The log odds of 0.1 and 0.9 are -2.2 and 2.2, outside the range of the segment.
    MixedPoints point = mix(LINEAR_LOG_RATIO, 0, 1, lambda);

    assertThat(Mixed.x(point)).isEqualTo(mixup(0, 1, lambda));
    assertThat(point.weight()).isEqualTo(lambda);
  }

  @Test
  void whereTheRatioRunsTheOtherWayItIsMixup() {
    // Each end is more likely under the class of the other end.
    SegmentDensities turned =
        (i, j, position, logDensities) -> {
          LINEAR_LOG_RATIO.logDensities(i, j, 1 - position, logDensities);
        };

    assertThat(Mixed.x(mix(turned, 0, 1, 0.5))).isEqualTo(mixup(0, 1, 0.5));
    assertThat(Mixed.x(mix(turned, 0, 1, 0.3))).isEqualTo(mixup(0, 1, 0.3));
  }

  @Test
  void whereBothDensitiesVanishItIsMixup() {
    SegmentDensities vanishing =
        (i, j, position, logDensities) -> {
          logDensities[0] = Double.NEGATIVE_INFINITY;
          logDensities[1] = Double.NEGATIVE_INFINITY;
        };

    MixedPoints point = mix(vanishing, 0, 1, 0.3);

    assertThat(Mixed.x(point)).isEqualTo(mixup(0, 1, 0.3));
    assertThat(point.weight()).isEqualTo(0.3);
  }

  @Test
  void withinAClassItIsMixup() {
    for (double lambda : new double[] {0, 0.3, 0.5, 0.75, 1}) {
      MixedPoints point = mix(LINEAR_LOG_RATIO, 1, 2, lambda);

      assertThat(Mixed.x(point)).isEqualTo(mixup(1, 2, lambda));
      assertThat(point.weight()).isEqualTo(lambda);
    }
    assertThat(Mixed.x(mix(LINEAR_LOG_RATIO, 0, 0, 0.3))).isEqualTo(mixup(0, 0, 0.3));
  }

  private static double[] mixup(int i, int j, double lambda) {
    return Mixed.x(Mixed.mixup(X, i, j, lambda));
  }

  static Stream<DensityKind> smoothKinds() {
    return Stream.of(DensityKind.values()).filter(DensityKind::measuresFit);
  }

  @ParameterizedTest
  @MethodSource("smoothKinds")
  void posteriorOfTheParentsClassesAtTheMixedPointIsLambda(DensityKind kind) {
    KeyedRandom random = KeyedRandom.of("clouds");
    int classes = 3;
    double[][] x = new double[45][2];
    int[] labels = new int[45];
    for (int i = 0; i < x.length; i++) {
      labels[i] = i % classes;
      x[i][0] = 2 * random.nextDouble() + (labels[i] == 0 ? 1.5 : 0);
      x[i][1] = 2 * random.nextDouble() + (labels[i] == 1 ? 1.5 : 0);
    }
    ClassDensity density = kind.fit(new LabeledRows(x, labels, classes));
    GenerativeMixing mixing =
        new GenerativeMixing(
            PairMixing.doublePrecision(x), new LabeledRows(x, labels, classes), density.between(x));
    int crossings = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        double lambda = 0.01 + 0.98 * random.nextDouble();
        MixedPoints point = Mixed.point(mixing, 2, i, j, lambda);

        assertThat(point.weight()).isEqualTo(lambda);
        double atFirst = posterior(density, labels[i], labels[j], x[i]);
        double atSecond = posterior(density, labels[i], labels[j], x[j]);
        if (labels[i] != labels[j] && atSecond < lambda && lambda < atFirst) {
          crossings++;
          // The position is accurate to 2^-41 of the segment, along which the log ratio changes by
          // at most some hundreds.
          assertThat(posterior(density, labels[i], labels[j], Mixed.x(point)))
              .as(kind.key() + " between " + i + " and " + j)
              .isCloseTo(lambda, within(1e-9));
        } else {
          for (int k = 0; k < 2; k++) {
            assertThat(Mixed.x(point)[k]).isEqualTo(lambda * x[i][k] + (1 - lambda) * x[j][k]);
          }
        }
      }
    }
    // 1350 of the 2025 pairs are of different classes.
    assertThat(crossings).isBetween(500, 1349);
  }

  /** Returns p_a / (p_a + p_b). */
  private static double posterior(ClassDensity density, int a, int b, double[] point) {
    double[] logDensities = new double[density.classes()];
    density.logDensities(point, logDensities);
    double[] two = {logDensities[a], logDensities[b]};
    DoubleKernels.softmaxInPlace(two);
    return two[0];
  }
}
