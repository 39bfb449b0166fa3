package org.genlabel.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genlabel.classifier.Points;
import org.genlabel.data.Dataset;
import org.genlabel.data.LabeledRows;
import org.genlabel.data.PreparedSplit;
import org.genlabel.data.Scaling;
import org.genlabel.data.Split;
import org.genlabel.golden.StudyDatasets;
import org.genlabel.random.KeyedRandom;
import org.genlabel.simd.DoubleKernels;
import org.genlabel.simd.Kernels;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares densities and nearest neighbours of mixed points by the mixing identity, which uses
 * distances between rows, with those computed from the points.
 */
@Tag("slow")
class MixingIdentityTest {
  private static final double[] LAMBDAS = {0, 1e-6, 0.03, 0.25, 0.5, 0.8, 0.97, 1 - 1e-6, 1};

  /** Rows whose pairs are mixed. */
  private record Rows(String what, double[][] x, int[] labels, int classes) {
    @Override
    public String toString() {
      return what;
    }
  }

  static List<Rows> made() {
    KeyedRandom random = KeyedRandom.of("rows");
    int[] three = IntStream.range(0, 40).map(i -> i % 3).toArray();
    double[][] duplicated = rows(random, 40, 5);
    double[][] acrossClasses = rows(random, 40, 4);
    for (int i = 0; i < 40; i++) {
      // Copies within one class, and copies across all three.
      duplicated[i] = duplicated[i % 12].clone();
      acrossClasses[i] = acrossClasses[i % 10].clone();
    }
    int[] few = three.clone();
    Arrays.setAll(few, i -> i == 7 ? 3 : i == 20 ? 1 : 2 * (i % 2));
    return List.of(
        new Rows("four features", rows(random, 40, 4), three, 3),
        new Rows("many features", rows(random, 40, 13), three, 3),
        new Rows("copies within a class", duplicated, three, 3),
        new Rows("copies across classes", acrossClasses, three, 3),
        // Classes 1 and 3 have one row each, class 4 has none.
        new Rows("classes of one row and of none", rows(random, 40, 5), few, 5),
        new Rows("one class", rows(random, 20, 4), new int[20], 1));
  }

  private static double[][] rows(KeyedRandom random, int count, int features) {
    double[][] rows = new double[count][features];
    for (double[] row : rows) {
      Arrays.setAll(row, k -> 4 * random.nextDouble() - 2);
    }
    return rows;
  }

  /** Returns at most a number of training rows of a real dataset. */
  private static Rows real(int id, int most) throws IOException {
    Dataset dataset = StudyDatasets.load(id);
    PreparedSplit data =
        PreparedSplit.of(dataset, Split.of(dataset, Split.Rule.AUTHORS, 1), Scaling.TRAINING_ROWS);
    int count = Math.min(most, data.train().x().length);
    return new Rows(
        dataset.key(),
        Arrays.copyOf(data.train().x(), count),
        Arrays.copyOf(data.train().labels(), count),
        data.classes());
  }

  /**
   * Returns the mixed point. Coordinates that both rows share are copied, because lambda x + (1 -
   * lambda) x might be rounded to another value than x.
   */
  private static double[] mix(Rows rows, int i, int j, double lambda) {
    double[] a = rows.x()[i];
    double[] b = rows.x()[j];
    double[] mixed = new double[a.length];
    Arrays.setAll(mixed, k -> a[k] == b[k] ? a[k] : lambda * a[k] + (1 - lambda) * b[k]);
    return mixed;
  }

  /** Returns the densities by the mixing identity, even if it is not faster. */
  private static SegmentDensities byIdentity(ClassDensity density, double[][] endPoints) {
    return density instanceof KernelDensity kernels
        ? kernels.byIdentity(endPoints)
        : ((NeighborDensity) density).byIdentity(endPoints);
  }

  /** Returns the partners of a row: itself, its neighbours, and some others. */
  private static int[] partners(int i, int rows) {
    return IntStream.of(i, i + 1, 3 * i + 2, 7 * i + rows / 2).map(j -> j % rows).toArray();
  }

  private static void assertAgree(DensityKind kind, Rows rows) {
    ClassDensity density = kind.fit(new LabeledRows(rows.x(), rows.labels(), rows.classes()));
    SegmentDensities segments = byIdentity(density, rows.x());
    PointDensities atPoints = density.evaluator();
    for (int i = 0; i < rows.x().length; i++) {
      int[] partners = partners(i, rows.x().length);
      for (double lambda : LAMBDAS) {
        double[][] points = new double[partners.length][];
        for (int p = 0; p < points.length; p++) {
          points[p] = mix(rows, i, partners[p], lambda);
        }
        double[][] expected = AtPoint.logDensities(atPoints, rows.classes(), points);
        for (int p = 0; p < points.length; p++) {
          double[] actual = new double[rows.classes()];
          Arrays.fill(actual, Double.NaN);
          segments.logDensities(i, partners[p], lambda, actual);
          assertAgree(actual, expected[p], i + " and " + partners[p] + " by " + lambda);
        }
      }
    }
  }

  private static void assertAgree(double[] actual, double[] expected, String what) {
    for (int c = 0; c < expected.length; c++) {
      if (Double.isInfinite(expected[c])) {
        assertThat(actual[c]).as(what + ", class " + c).isEqualTo(expected[c]);
      } else {
        // Relative, but never finer than relative to 1: a log density may happen to be near 0.
        assertThat(actual[c])
            .as(what + ", class " + c)
            .isCloseTo(expected[c], within(1e-9 * Math.max(1, Math.abs(expected[c]))));
      }
    }
    DoubleKernels.softmaxInPlace(actual);
    DoubleKernels.softmaxInPlace(expected);
    assertThat(actual).as(what + ", label").containsExactly(expected, within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("made")
  void kernelDensitiesAndLabelsAgreeOnMadeUpRows(Rows rows) {
    assertAgree(DensityKind.KDE, rows);
  }

  @ParameterizedTest
  @MethodSource("made")
  void neighborDensitiesAndLabelsAgreeOnMadeUpRows(Rows rows) {
    assertAgree(DensityKind.NN, rows);
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 446, 187, 307, 61})
  void kernelDensitiesAndLabelsAgreeOnRealRows(int id) throws IOException {
    assertAgree(DensityKind.KDE, real(id, 300));
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 446, 187, 307, 61})
  void neighborDensitiesAndLabelsAgreeOnRealRows(int id) throws IOException {
    assertAgree(DensityKind.NN, real(id, 300));
  }

  static Stream<DensityKind> kindsByTheIdentity() {
    return Stream.of(DensityKind.values()).filter(kind -> kind.prefersSegments(100, 2, 40));
  }

  /** Tests points so near to a row that their distance is lost, or almost lost, in rounding. */
  @ParameterizedTest
  @MethodSource("kindsByTheIdentity")
  void pointsVeryNearARowHaveItsLabelAndNoNan(DensityKind kind) {
    for (Rows rows : made()) {
      ClassDensity density = kind.fit(new LabeledRows(rows.x(), rows.labels(), rows.classes()));
      SegmentDensities segments = byIdentity(density, rows.x());
      for (int i = 0; i < rows.x().length; i++) {
        double[] expected = new double[rows.classes()];
        density.logDensities(rows.x()[i], expected);
        boolean isInfiniteAtRows =
            Arrays.stream(expected).anyMatch(value -> value == Double.POSITIVE_INFINITY);
        DoubleKernels.softmaxInPlace(expected);
        for (int j : partners(i, rows.x().length)) {
          for (double lambda : new double[] {1e-12, 3e-15, 1e-16, 1e-17, 1e-300}) {
            double[] actual = new double[rows.classes()];
            segments.logDensities(j, i, lambda, actual);
            DoubleKernels.softmaxInPlace(actual);
            String what = rows + ": " + j + " and " + i + " by " + lambda;
            // If several classes contain the row they share the label: equally at the row, and by
            // their numbers of rows near it.
            double ofItsClasses = 0;
            for (int c = 0; c < actual.length; c++) {
              ofItsClasses += isInfiniteAtRows && expected[c] == 0 ? 0 : actual[c];
            }
            assertThat(ofItsClasses).as(what).isCloseTo(1, within(1e-9));
            if (!isInfiniteAtRows) {
              assertThat(actual).as(what).containsExactly(expected, within(1e-9));
            }
          }
        }
      }
    }
  }

  /** The identity then cancels to 0, or to a rounding error of either sign. */
  @ParameterizedTest
  @MethodSource("kindsByTheIdentity")
  void pointsWhereAnotherRowLiesHaveItsLabelAndNoNan(DensityKind kind) {
    KeyedRandom random = KeyedRandom.of("between");
    double[][] x = rows(random, 90, 6);
    int[] labels = new int[90];
    double[] lambdas = new double[30];
    for (int i = 0; i < 30; i++) {
      // Row 60 + i lies between rows i and 30 + i.
      lambdas[i] = random.nextDouble();
      double[] a = x[i];
      double[] b = x[30 + i];
      double lambda = lambdas[i];
      Arrays.setAll(x[60 + i], k -> lambda * a[k] + (1 - lambda) * b[k]);
      labels[30 + i] = 1;
      labels[60 + i] = 2;
    }
    ClassDensity density = kind.fit(new LabeledRows(x, labels, 3));
    SegmentDensities segments = byIdentity(density, x);
    for (int i = 0; i < 30; i++) {
      double[] expected = new double[3];
      double[] actual = new double[3];
      density.logDensities(x[60 + i], expected);
      segments.logDensities(i, 30 + i, lambdas[i], actual);
      DoubleKernels.softmaxInPlace(expected);
      DoubleKernels.softmaxInPlace(actual);

      assertThat(actual).as("between " + i).containsExactly(expected, within(1e-9));
    }
  }

  /**
   * Returns the labels of the rows nearest to the mixed points of two rows, by the identity.
   *
   * @return [points]
   */
  private static int[] labels(
      NearestClass nearest, Rows rows, int i, int[] partners, double lambda) {
    double[][] points = new double[partners.length][];
    Arrays.setAll(points, p -> mix(rows, i, partners[p], lambda));
    int[] first = new int[partners.length];
    Arrays.fill(first, i);
    int[] labels = new int[partners.length];
    int stride = Kernels.padded(partners.length);
    nearest.labels(
        new Points(AtPoint.columns(points, stride), stride, points.length),
        first,
        partners,
        lambda,
        labels);
    return labels;
  }

  /** Returns the number of points that are equally near to two classes, up to rounding. */
  private static int assertNearestRowsAgree(Rows rows) {
    NearestClass onSegments =
        NearestOnSegment.of(new LabeledRows(rows.x(), rows.labels(), rows.classes()));
    NearestRow atPoints = new NearestRow(new LabeledRows(rows.x(), rows.labels(), rows.classes()));
    int ties = 0;
    for (int i = 0; i < rows.x().length; i++) {
      int[] partners = partners(i, rows.x().length);
      for (double lambda : LAMBDAS) {
        int[] actual = labels(onSegments, rows, i, partners, lambda);
        int[] expected = labels(atPoints, rows, i, partners, lambda);
        for (int p = 0; p < partners.length; p++) {
          if (actual[p] != expected[p]) {
            ties++;
            double[] distances =
                AtPoint.distances(atPoints, rows.classes(), mix(rows, i, partners[p], lambda));
            double segment = squaredDistance(rows.x()[i], rows.x()[partners[p]]);
            // Squares have rounding errors of some 1e-16 of the squares that they are mixed from.
            assertThat(distances[actual[p]] * distances[actual[p]])
                .as(i + " and " + partners[p] + " by " + lambda)
                .isCloseTo(
                    distances[expected[p]] * distances[expected[p]], within(1e-14 * segment));
          }
        }
      }
    }
    return ties;
  }

  private static double squaredDistance(double[] a, double[] b) {
    double squared = 0;
    for (int k = 0; k < a.length; k++) {
      squared += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return squared;
  }

  @ParameterizedTest
  @MethodSource("made")
  void nearestRowsAreOfTheSameClassOnMadeUpRows(Rows rows) {
    int asked = 4 * LAMBDAS.length * rows.x().length;
    // The point halfway between two rows is equally near to both.
    assertThat(assertNearestRowsAgree(rows)).as("ties").isLessThan(asked / LAMBDAS.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 446, 187, 307, 61})
  void nearestRowsAreOfTheSameClassOnRealRows(int id) throws IOException {
    Rows rows = real(id, 300);
    int asked = 4 * LAMBDAS.length * rows.x().length;
    assertThat(assertNearestRowsAgree(rows)).as("ties").isLessThan(asked / LAMBDAS.length);
  }

  @Test
  void exactTiesGoToTheRowThatComesFirstWhateverItsClass() {
    KeyedRandom random = KeyedRandom.of("lattice");
    int ties = 0;
    for (int draw = 0; draw < 60; draw++) {
      // Rows with small whole coordinates, and halves and quarters of them: all distances are
      // exact, and ties abound.
      double[][] x = new double[14][4];
      int[] labels = new int[14];
      for (int i = 0; i < x.length; i++) {
        Arrays.setAll(x[i], k -> random.nextInt(3));
        labels[i] = random.nextInt(4);
      }
      NearestClass nearest = NearestOnSegment.of(new LabeledRows(x, labels, 5));
      int[] all = IntStream.range(0, 14).toArray();
      for (int i = 0; i < 14; i++) {
        for (double lambda : new double[] {0, 0.25, 0.5, 1}) {
          int[] actual = labels(nearest, new Rows("lattice", x, labels, 5), i, all, lambda);
          for (int j = 0; j < 14; j++) {
            double[] point = new double[4];
            int row = i;
            int other = j;
            Arrays.setAll(point, k -> lambda * x[row][k] + (1 - lambda) * x[other][k]);
            int first = 0;
            boolean tie = false;
            for (int t = 1; t < 14; t++) {
              double least = squaredDistance(x[first], point);
              double distance = squaredDistance(x[t], point);
              tie = distance == least ? tie || labels[t] != labels[first] : tie && distance > least;
              first = distance < least ? t : first;
            }
            ties += tie ? 1 : 0;
            assertThat(actual[j]).as(i + " and " + j + " by " + lambda).isEqualTo(labels[first]);
          }
        }
      }
    }
    assertThat(ties).as("points as near to one class as to another").isGreaterThan(5000);
  }

  @Test
  void identityIsUsedForFewRowsWithManyFeaturesOnly() {
    int enough = PairwiseDistances.LEAST_FEATURES;
    assertThat(PairwiseDistances.pays(100, 100, 2, enough)).isTrue();
    assertThat(PairwiseDistances.pays(100, 100, 2, enough - 1)).isFalse();
    assertThat(PairwiseDistances.pays(Integer.MAX_VALUE, Integer.MAX_VALUE, 2, 100)).isFalse();
    // Gaussians never use the identity.
    assertThat(DensityKind.GM.prefersSegments(100, 2, enough)).isFalse();
    assertThat(DensityKind.KDE.prefersSegments(100, 2, enough)).isTrue();
    assertThat(DensityKind.NN.prefersSegments(100, 2, enough - 1)).isFalse();
  }

  @Test
  void identityIsUsedOnlyWhereItIsFaster() {
    for (int features : new int[] {PairwiseDistances.LEAST_FEATURES, 4}) {
      double[][] x = rows(KeyedRandom.of("rows"), 40, features);
      int[] labels = IntStream.range(0, 40).map(i -> i % 2).toArray();
      boolean pays = features == PairwiseDistances.LEAST_FEATURES;

      assertThat(NearestOnSegment.forSegments(new LabeledRows(x, labels, 2)))
          .isInstanceOf(pays ? NearestOnSegment.class : NearestRow.class);
      for (DensityKind kind : List.of(DensityKind.KDE, DensityKind.NN)) {
        ClassDensity density = kind.fit(new LabeledRows(x, labels, 2));
        double[] actual = new double[2];
        double[] expected = new double[2];
        density.between(x).logDensities(3, 8, 0.3, actual);
        if (pays) {
          byIdentity(density, x).logDensities(3, 8, 0.3, expected);
        } else {
          density.logDensities(mix(new Rows("", x, labels, 2), 3, 8, 0.3), expected);
        }
        assertThat(actual).as(kind + " of " + features + " features").isEqualTo(expected);
      }
    }
  }

  /** The distances of every class are padded to a whole number of vectors. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 26, 100, 1000})
  void distancesByTheIdentityFitIntoTheMemoryLimit(int classes) {
    int largest = 0;
    for (int rows = classes; rows < 4000; rows += 3) {
      int few = rows / classes;
      int more = few + 1;
      int classesWithMore = rows % classes;
      long columns =
          (long) (classes - classesWithMore) * Kernels.padded(few)
              + (long) classesWithMore * Kernels.padded(more);
      if (PairwiseDistances.pays(rows, rows, classes, 100)) {
        largest = rows;
        assertThat(rows * columns * Double.BYTES)
            .as(rows + " rows")
            .isLessThanOrEqualTo(PairwiseDistances.MOST_BYTES);
      }
    }
    int most = (int) Math.sqrt(PairwiseDistances.MOST_BYTES / (double) Double.BYTES);
    assertThat(largest).isBetween(classes > 26 ? 0 : most * 4 / 5, most);
  }
}
