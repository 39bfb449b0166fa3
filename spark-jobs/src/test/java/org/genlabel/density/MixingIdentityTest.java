package org.genlabel.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.genlabel.data.Dataset;
import org.genlabel.data.Scaling;
import org.genlabel.data.Split;
import org.genlabel.data.TrainTest;
import org.genlabel.golden.SharedFolder;
import org.genlabel.random.KeyedRandom;
import org.genlabel.simd.DoubleKernels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Densities and neighbours of mixed points by the mixing identity, from distances between rows,
 * against the same at the points themselves.
 */
class MixingIdentityTest {
  private static final double[] LAMBDAS = {0, 1e-6, 0.03, 0.25, 0.5, 0.8, 0.97, 1 - 1e-6, 1};

  /** Rows of which pairs are mixed. */
  private record Rows(String what, double[][] x, int[] labels, int classes) {
    int features() {
      return x[0].length;
    }

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
      // Of one class, and of all three.
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

  /** The training rows of a real dataset, at most so many. */
  private static Rows real(int id, int most) throws IOException {
    Dataset dataset = SharedFolder.dataset(id);
    TrainTest data =
        TrainTest.of(dataset, Split.of(dataset, Split.Rule.AUTHORS, 1), Scaling.TRAINING_ROWS);
    int count = Math.min(most, data.trainX().length);
    return new Rows(
        dataset.key(),
        Arrays.copyOf(data.trainX(), count),
        Arrays.copyOf(data.trainY(), count),
        data.classes());
  }

  /**
   * The mixed point. What both rows have in common it has too, exactly: lambda x + (1 - lambda) x
   * would be rounded, and be somewhere else than x.
   */
  private static double[] mix(double[][] x, int i, int j, double lambda) {
    double[] mixed = new double[x[i].length];
    Arrays.setAll(
        mixed, k -> x[i][k] == x[j][k] ? x[i][k] : lambda * x[i][k] + (1 - lambda) * x[j][k]);
    return mixed;
  }

  /** The partners of a row: itself, its neighbours, and some others. */
  private static int[] partners(int i, int rows) {
    return IntStream.of(i, i + 1, 3 * i + 2, 7 * i + rows / 2).map(j -> j % rows).toArray();
  }

  private static void assertAgree(DensityKind kind, Rows rows) {
    assertThat(PairwiseDistances.pays(rows.x().length, rows.x().length, rows.features()))
        .as("by the identity")
        .isEqualTo(rows.features() >= 4);
    ClassDensity density = kind.fit(rows.x(), rows.labels(), rows.classes());
    SegmentDensities segments = density.between(rows.x());
    PointDensities atPoints = density.evaluation();
    for (int i = 0; i < rows.x().length; i++) {
      int[] partners = partners(i, rows.x().length);
      for (double lambda : LAMBDAS) {
        double[][] points = new double[partners.length][];
        for (int p = 0; p < points.length; p++) {
          points[p] = mix(rows.x(), i, partners[p], lambda);
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
}
