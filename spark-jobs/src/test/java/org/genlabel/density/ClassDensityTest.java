package org.genlabel.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.genlabel.data.LabeledRows;
import org.genlabel.random.KeyedRandom;
import org.genlabel.simd.DoubleKernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties of densities of every kind, including degenerate data. */
class ClassDensityTest {
  /**
   * Training rows.
   *
   * @param what description of the rows
   */
  private record Training(String what, double[][] x, int[] labels, int classes) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static List<Training> trainings() {
    KeyedRandom random = KeyedRandom.of("training rows");
    double[][] duplicated = rows(random, 24, 3);
    double[][] constant = rows(random, 24, 3);
    double[][] collinear = rows(random, 24, 3);
    double[][] oneValued = new double[24][3];
    for (int i = 0; i < 24; i++) {
      duplicated[i] = duplicated[i % 4].clone();
      constant[i][1] = 1;
      collinear[i][2] = collinear[i][0] + collinear[i][1];
    }
    int[] three = labels(24, 3);
    int[] singletons = new int[24];
    singletons[5] = 1;
    singletons[11] = 2;
    int[] withoutMiddle = three.clone();
    for (int i = 0; i < 24; i++) {
      withoutMiddle[i] = three[i] == 1 ? 2 : three[i];
    }
    return List.of(
        new Training("plain", rows(random, 24, 3), three, 3),
        new Training("one class", rows(random, 24, 3), new int[24], 1),
        new Training("duplicated points", duplicated, three, 3),
        new Training("constant feature", constant, three, 3),
        new Training("nothing but zeros", oneValued, three, 3),
        new Training("collinear features", collinear, three, 3),
        new Training("singleton classes", rows(random, 24, 3), singletons, 3),
        new Training("empty class", rows(random, 24, 3), withoutMiddle, 3),
        new Training("only singleton classes", rows(random, 3, 2), new int[] {2, 0, 1}, 3),
        new Training("more features than points", rows(random, 9, 20), labels(9, 3), 3));
  }

  private static Stream<Arguments> kindsAndTrainings() {
    return Arrays.stream(DensityKind.values())
        .flatMap(kind -> trainings().stream().map(training -> Arguments.of(kind, training)));
  }

  /**
   * Returns training rows, means, random points, and points at distances of a million and 1e100,
   * where everything underflows.
   */
  private static List<double[]> points(Training training) {
    int features = training.x()[0].length;
    List<double[]> points = new ArrayList<>(Arrays.asList(training.x()));
    for (double[][] rows :
        ClassRows.byClass(new LabeledRows(training.x(), training.labels(), training.classes()))) {
      if (rows.length > 0) {
        points.add(ClassRows.mean(rows));
      }
    }
    points.addAll(Arrays.asList(rows(KeyedRandom.of("points"), 10, features)));
    for (double distance : new double[] {1e6, -1e6, 1e100, -1e150}) {
      double[] everywhere = new double[features];
      Arrays.fill(everywhere, distance);
      points.add(everywhere);
      double[] alongOneFeature = new double[features];
      alongOneFeature[features - 1] = distance;
      points.add(alongOneFeature);
    }
    return points;
  }

  @ParameterizedTest
  @MethodSource("kindsAndTrainings")
  void noPointGivesNan(DensityKind kind, Training training) {
    ClassDensity density =
        kind.fit(new LabeledRows(training.x(), training.labels(), training.classes()));

    for (double[] point : points(training)) {
      assertThat(Arrays.stream(logDensities(density, point)))
          .as("log densities at " + Arrays.toString(point))
          .noneMatch(value -> value.isNaN());
    }
  }

  @ParameterizedTest
  @MethodSource("kindsAndTrainings")
  void labelsSumToOne(DensityKind kind, Training training) {
    ClassDensity density =
        kind.fit(new LabeledRows(training.x(), training.labels(), training.classes()));

    for (double[] point : points(training)) {
      double[] label = logDensities(density, point);
      DoubleKernels.softmaxInPlace(label);

      // A rounding for each of at most three classes; the bound in docs/method.md is wider.
      assertThat(Arrays.stream(label).sum())
          .as("label at " + Arrays.toString(point))
          .isCloseTo(1, within(1e-12));
      assertThat(Arrays.stream(label)).allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0));
    }
  }

  @ParameterizedTest
  @MethodSource("kindsAndTrainings")
  void densitiesForThePosteriorGiveTheSamePosterior(DensityKind kind, Training training) {
    ClassDensity density =
        kind.fit(new LabeledRows(training.x(), training.labels(), training.classes()));
    PointDensities posteriorEvaluator = density.posteriorEvaluator();

    for (double[] point : points(training)) {
      double[] actual = AtPoint.logDensities(posteriorEvaluator, training.classes(), point);

      // A class that may be left out has at most e^-45, 3e-20, of the largest.
      assertThat(label(actual))
          .as("label at " + Arrays.toString(point))
          .containsExactly(label(logDensities(density, point)), within(1e-16));
    }
  }

  @ParameterizedTest
  @MethodSource("kindsAndTrainings")
  void mixedPointHasTheDensityAtItsPosition(DensityKind kind, Training training) {
    ClassDensity density =
        kind.fit(new LabeledRows(training.x(), training.labels(), training.classes()));
    boolean isInfiniteAtRows =
        Arrays.stream(logDensities(density, training.x()[0]))
            .anyMatch(value -> value == Double.POSITIVE_INFINITY);
    SegmentDensities segments = density.between(training.x());
    int rows = training.x().length;
    int features = training.x()[0].length;
    boolean byIdentity = kind.prefersSegments(rows, training.classes(), features);

    for (int i = 0; i < rows; i++) {
      int j = (5 * i + 2) % rows;
      for (double lambda : new double[] {0, 1e-9, 0.25, 0.5, 0.9, 1}) {
        double[] mixed = new double[training.x()[0].length];
        for (int k = 0; k < mixed.length; k++) {
          // By the mixing identity a row mixed with itself is exact, otherwise it is rounded.
          mixed[k] =
              i == j && byIdentity
                  ? training.x()[i][k]
                  : lambda * training.x()[i][k] + (1 - lambda) * training.x()[j][k];
        }
        double[] expected = logDensities(density, mixed);
        double[] actual = new double[training.classes()];
        segments.logDensities(i, j, lambda, actual);
        double cancelled = isInfiniteAtRows ? cancelled(mixed.length, lambda) : 0;
        for (int c = 0; c < actual.length; c++) {
          String what = "class " + c + " between " + i + " and " + j;
          assertAgree(actual[c], expected[c], cancelled, what);
        }
      }
    }
  }

  /**
   * The two computations round differently: one mixes the points, the other may mix their images.
   * Pivots are as small as the ridge of the kernels, 1e-8 relative to 1, so that a rounding error
   * of 1e-16 can grow to 1e-9.
   */
  private static void assertAgree(double actual, double expected, double cancelled, String what) {
    if (Double.isInfinite(expected)) {
      assertThat(actual).as(what).isEqualTo(expected);
    } else {
      assertThat(actual)
          .as(what)
          .isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected)) + cancelled));
    }
  }

  /**
   * Returns the relative error of the density from the distance of a mixed point to an end point of
   * its segment. At lambda = 1e-9 the distance is the difference of coordinates that are 1e9 times
   * as large, each with one or two rounding errors; by the mixing identity its square is the
   * difference of terms that are 1e9 times as large. The density is the distance to the power of
   * minus the number of features.
   */
  private static double cancelled(int features, double lambda) {
    double nearer = Math.min(lambda, 1 - lambda);
    return nearer == 0 ? 0 : features * 0x1p-52 / nearer;
  }

  @ParameterizedTest
  @EnumSource(DensityKind.class)
  void permutingTheClassesPermutesTheDensitiesAndNothingElse(DensityKind kind) {
    int[] newClass = {2, 0, 3, 1};
    for (Training training : trainings()) {
      int[] permuted = Arrays.stream(training.labels()).map(label -> newClass[label]).toArray();
      ClassDensity before = kind.fit(new LabeledRows(training.x(), training.labels(), 4));
      ClassDensity after = kind.fit(new LabeledRows(training.x(), permuted, 4));
      for (double[] point : points(training)) {
        double[] expected = logDensities(before, point);
        double[] actual = logDensities(after, point);
        double[] expectedLabel = label(expected);
        double[] actualLabel = label(actual);
        for (int c = 0; c < 4; c++) {
          assertThat(actual[newClass[c]]).as(training.what()).isEqualTo(expected[c]);
          // The label's sum runs over the classes in another order.
          assertThat(actualLabel[newClass[c]])
              .as(training.what())
              .isCloseTo(expectedLabel[c], within(1e-15));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DensityKind.class)
  void emptyClassHasNoDensityAndNoShareOfTheLabel(DensityKind kind) {
    double[][] x = rows(KeyedRandom.of("empty class"), 10, 2);
    ClassDensity density =
        kind.fit(new LabeledRows(x, new int[] {0, 2, 0, 2, 0, 2, 0, 2, 0, 2}, 4));

    double[] atARow = logDensities(density, x[0]);
    assertThat(atARow[1]).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(atARow[3]).isEqualTo(Double.NEGATIVE_INFINITY);
    double[] between = new double[4];
    density.between(x).logDensities(0, 1, 0.5, between);
    assertThat(between[1]).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(between[3]).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(label(between)[1]).isEqualTo(0);
    assertThat(label(between)[3]).isEqualTo(0);
    assertThat(density.classes()).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource(DensityKind.class)
  void fittingLeavesTheRowsAsTheyWere(DensityKind kind) {
    double[][] x = rows(KeyedRandom.of("rows"), 10, 2);
    double[][] copy = rows(KeyedRandom.of("rows"), 10, 2);

    ClassDensity density = kind.fit(new LabeledRows(x, labels(10, 2), 2));
    density.between(x).logDensities(0, 1, 0.3, new double[2]);

    assertThat(x).isDeepEqualTo(copy);
  }

  @ParameterizedTest
  @EnumSource(DensityKind.class)
  void largestFinitePointsDoNotGiveNan(DensityKind kind) {
    // For a constant feature, the unit of distances is its ridge of 1e-4 (1e-8).
    double[][] x = {{1, 0}, {1, 1}, {1, 2}, {1, 3}};
    ClassDensity density = kind.fit(new LabeledRows(x, new int[] {0, 0, 1, 1}, 2));

    for (double[] point :
        new double[][] {{1e300, 1e300}, {-1e308, 1e308}, {Double.MAX_VALUE, Double.MAX_VALUE}}) {
      assertThat(Arrays.stream(logDensities(density, point)))
          .as("log densities at " + Arrays.toString(point))
          .noneMatch(value -> value.isNaN());
    }
  }

  @ParameterizedTest
  @EnumSource(DensityKind.class)
  void asManyLabelsAsRowsAndAtLeastOneAreNeeded(DensityKind kind) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> kind.fit(new LabeledRows(new double[0][], new int[0], 2)))
        .withMessageContaining("at least one row, not 0");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> kind.fit(new LabeledRows(new double[3][1], new int[2], 2)))
        .withMessageContaining("2 labels for 3 rows");
  }

  @Test
  void keysAreThoseOfConfigurationsAndResults() {
    assertThat(DensityKind.GM.key()).isEqualTo("gm");
    assertThat(DensityKind.KDE.key()).isEqualTo("kde");
    assertThat(DensityKind.NN.key()).isEqualTo("nn");
  }

  private static double[] logDensities(ClassDensity density, double[] point) {
    double[] logDensities = new double[density.classes()];
    density.logDensities(point, logDensities);
    return logDensities;
  }

  private static double[] label(double[] logDensities) {
    double[] label = logDensities.clone();
    DoubleKernels.softmaxInPlace(label);
    return label;
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

  @Test
  void neighborDensityIsInfiniteAtTrainingPointsAndTheirClassesShareTheLabelEqually() {
    for (Training training : trainings()) {
      ClassDensity density =
          DensityKind.NN.fit(new LabeledRows(training.x(), training.labels(), training.classes()));
      for (double[] row : training.x()) {
        double[] logDensities = logDensities(density, row);
        boolean[] here = new boolean[training.classes()];
        int classesHere = 0;
        for (int i = 0; i < training.x().length; i++) {
          if (Arrays.equals(training.x()[i], row) && !here[training.labels()[i]]) {
            here[training.labels()[i]] = true;
            classesHere++;
          }
        }
        double[] label = label(logDensities);
        for (int c = 0; c < training.classes(); c++) {
          assertThat(logDensities[c] == Double.POSITIVE_INFINITY)
              .as(training.what() + ", class " + c)
              .isEqualTo(here[c]);
          assertThat(label[c])
              .as(training.what() + ", class " + c)
              .isEqualTo(here[c] ? 1.0 / classesHere : 0);
        }
      }
    }
  }

  /** 0, 1, ..., classes - 1, 0, 1, ... */
  private static int[] labels(int rows, int classes) {
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = i % classes;
    }
    return labels;
  }
}
