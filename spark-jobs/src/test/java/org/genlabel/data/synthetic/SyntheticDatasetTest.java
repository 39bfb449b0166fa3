package org.genlabel.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genlabel.data.Checksum;
import org.genlabel.data.Dataset;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SyntheticDatasetTest {
  private static SyntheticPoints draw(SyntheticDataset dataset, int ofClass) {
    return dataset.draw(ofClass, KeyedRandom.of("test"));
  }

  /** Returns the mean of a function over the points. */
  private static double mean(SyntheticPoints points, ToDoubleBiFunction<double[], Integer> of) {
    return IntStream.range(0, points.x().length)
        .mapToDouble(i -> of.applyAsDouble(points.x()[i], points.labels()[i]))
        .average()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "moon, 1000, 2, 2",
    "circle, 1000, 2, 2",
    "four-circle, 1000, 2, 2",
    "2d-cube, 1000, 2, 2",
    "3d-cube, 240, 3, 8",
    "gaussian-9, 900, 2, 9"
  })
  void datasetsHaveTheseNamesAndShapes(String key, int rows, int features, int classes) {
    Dataset dataset = SyntheticDataset.byKey(key).orElseThrow().dataset();

    assertThat(dataset.key()).isEqualTo(key);
    assertThat(dataset.id()).isEmpty();
    assertThat(dataset.rows()).isEqualTo(rows);
    assertThat(dataset.features()).hasSize(features);
    assertThat(dataset.classCount()).isEqualTo(classes);
    Map<Integer, Long> counts =
        IntStream.of(dataset.labels())
            .boxed()
            .collect(Collectors.groupingBy(label -> label, Collectors.counting()));
    assertThat(counts.values()).containsOnly((long) (rows / classes)).hasSize(classes);
  }

  @Test
  void onlyTheseNamesAreKnown() {
    assertThat(SyntheticDataset.byKey("Moon")).isEmpty();
    assertThat(SyntheticDataset.byUri("moon")).isEmpty();
    assertThat(SyntheticDataset.byUri("synthetic:sun")).isEmpty();
    assertThat(SyntheticDataset.byUri("synthetic:moon")).contains(SyntheticDataset.MOON);
  }

  @ParameterizedTest
  @EnumSource
  void datasetIsAlwaysTheSameAndTheChecksumIsOfItsValues(SyntheticDataset which) {
    Dataset dataset = which.dataset();

    assertThat(dataset.values()).isDeepEqualTo(which.dataset().values());
    ByteBuffer bytes =
        ByteBuffer.allocate(Double.BYTES * dataset.rows() * (dataset.features().size() + 1));
    for (int row = 0; row < dataset.rows(); row++) {
      for (double value : dataset.values()[row]) {
        bytes.putDouble(value);
      }
      bytes.putDouble(dataset.labels()[row]);
    }
    MessageDigest digest = Checksum.sha256();
    digest.update(bytes.array());
    assertThat(dataset.checksum()).isEqualTo(Checksum.hexadecimal(digest));
  }

  /** A change of the points changes the results of studies on them, and must be intended. */
  @Test
  void theRowsAreTheseToTheLastBit() {
    assertThat(Arrays.stream(SyntheticDataset.values()).map(d -> d.dataset().checksum()))
        .extracting(checksum -> checksum.substring(0, 12))
        .containsExactly(
            "787d0301a29a",
            "5ae54eabbf59",
            "b2c3f0506da5",
            "318f549232a2",
            "6d2b927473ac",
            "047325dfeb49");
  }

  @ParameterizedTest
  @EnumSource
  void otherKeysGiveOtherPoints(SyntheticDataset which) {
    assertThat(which.draw(5, KeyedRandom.of("a")).x()[0])
        .isNotEqualTo(which.draw(5, KeyedRandom.of("b")).x()[0]);
  }

  @ParameterizedTest
  @EnumSource
  void aClassWithOnePointHasOne(SyntheticDataset which) {
    SyntheticPoints points = draw(which, 1);

    assertThat(points.labels()).hasSize(which.classes()).doesNotHaveDuplicates();
    assertThat(Stream.of(points.x()).flatMapToDouble(Arrays::stream)).allMatch(Double::isFinite);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> draw(which, 0))
        .withMessageContaining("0");
  }

  @Test
  void moonsAreHalfCirclesWithLaplaceNoise() {
    SyntheticPoints points = draw(SyntheticDataset.MOON, 20_000);

    // make_moons: x = cos t or 1 - cos t, y = sin t or 1/2 - sin t, t in [0, pi]. The mean of sin
    // is 2 / pi. Over 20,000 points a mean is off by 0.7 / sqrt(20,000) = 0.005.
    assertThat(mean(points, (x, label) -> x[0])).isCloseTo(0.5, within(0.02));
    assertThat(mean(points, (x, label) -> label == 0 ? x[1] : 0.5 - x[1]))
        .isCloseTo(2 / Math.PI, within(0.01));
    // |noise| has mean 0.1 in either coordinate: E (r^2 - 1) = 2 * 2 * 0.1^2.
    assertThat(
            mean(
                points,
                (x, label) -> {
                  double right = label == 0 ? x[0] : 1 - x[0];
                  double up = label == 0 ? x[1] : 0.5 - x[1];
                  return right * right + up * up - 1;
                }))
        .isCloseTo(0.04, within(0.01));
  }

  @Test
  void circlesHaveTheRadiiOfMakeCircles() {
    SyntheticPoints points = draw(SyntheticDataset.CIRCLE, 500);

    for (int i = 0; i < points.x().length; i++) {
      // 12 times the scale of the noise, which less than one of 100,000 values exceeds.
      assertThat(Math.hypot(points.x()[i][0], points.x()[i][1]))
          .isCloseTo(points.labels()[i] == 0 ? 1 : 0.8, within(0.24));
    }
    // E r = radius + E noise^2 / (2 radius), a Laplace variable's E noise^2 is 2 * 0.02^2: 4e-4
    // off.
    assertThat(mean(points, (x, label) -> Math.hypot(x[0], x[1]) / (label == 0 ? 1 : 0.8)))
        .isCloseTo(1, within(0.005));
  }

  @Test
  void theRightPairOfFourCirclesHasItsLabelsSwapped() {
    SyntheticPoints points = draw(SyntheticDataset.FOUR_CIRCLE, 500);

    int left = 0;
    for (int i = 0; i < points.x().length; i++) {
      boolean isLeft = points.x()[i][0] < 0;
      double radius = Math.hypot(points.x()[i][0] + (isLeft ? 1.2 : -1.2), points.x()[i][1]);
      boolean outer = (points.labels()[i] == 0) == isLeft;
      assertThat(radius).isCloseTo(outer ? 1 : 0.8, within(0.12));
      left += isLeft ? 1 : 0;
    }
    assertThat(left).isEqualTo(500);
  }

  @ParameterizedTest
  @EnumSource(names = {"CUBE_2D", "CUBE_3D"})
  void cubesAreFilledUniformlyAroundTheirCentres(SyntheticDataset which) {
    SyntheticPoints points = draw(which, 2000);
    double[][] centres = which.centres().orElseThrow();

    for (int i = 0; i < points.x().length; i++) {
      for (int k = 0; k < which.features(); k++) {
        assertThat(points.x()[i][k] - centres[points.labels()[i]][k]).isBetween(-1.0, 1.0);
      }
    }
    for (int k = 0; k < which.features(); k++) {
      int feature = k;
      // Uniform in (-1, 1): variance 1 / 3.
      assertThat(mean(points, (x, label) -> Math.pow(x[feature] - centres[label][feature], 2)))
          .isCloseTo(1.0 / 3, within(0.02));
    }
  }

  @Test
  void centresAreKnownWhereClassesDifferInTheirMeans() {
    assertThat(SyntheticDataset.CUBE_2D.centres().orElseThrow())
        .isDeepEqualTo(new double[][] {{-1, 0}, {1, 0}});
    assertThat(SyntheticDataset.CUBE_3D.centres().orElseThrow())
        .hasDimensions(8, 3)
        .satisfies(
            centres -> {
              assertThat(centres[0]).containsExactly(-1, -1, -1);
              assertThat(centres[6]).containsExactly(-1, 1, 1);
            });
    assertThat(SyntheticDataset.GAUSSIAN_9.centres().orElseThrow()[4]).containsExactly(0, 0);
    assertThat(SyntheticDataset.MOON.centres()).isEmpty();
    assertThat(SyntheticDataset.FOUR_CIRCLE.centres()).isEmpty();
  }

  @Test
  void nineGaussiansStandOnAGridAndHardlyOverlap() {
    SyntheticPoints points = draw(SyntheticDataset.GAUSSIAN_9, 1000);

    int nearest = 0;
    for (int i = 0; i < points.x().length; i++) {
      long column = Math.max(-1, Math.min(1, Math.round(points.x()[i][0] / 4)));
      long row = Math.max(-1, Math.min(1, Math.round(points.x()[i][1] / 4)));
      nearest += points.labels()[i] == 3 * (row + 1) + column + 1 ? 1 : 0;
    }
    // Half of the distance is four deviations: one point in 16,000 is on the wrong side of a
    // border.
    assertThat(nearest).isGreaterThanOrEqualTo(8990);
  }
}
