package org.genlabel.mixup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.NearestRow;
import org.genlabel.golden.GoldenFile;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests Definition 1 of the paper: the nearest training point has neither parent's label. */
class ManifoldIntrusionTest {
  private record Rows(double[][] x, int[] labels, int classes) {
    /** Draws overlapping clouds in the plane. */
    static Rows random(int present, int classes) {
      KeyedRandom random = KeyedRandom.of("clouds", "present=" + present);
      double[][] x = new double[40][2];
      int[] labels = new int[40];
      for (int i = 0; i < x.length; i++) {
        labels[i] = i % present;
        x[i][0] = random.nextDouble() + 0.3 * labels[i];
        x[i][1] = random.nextDouble();
      }
      return new Rows(x, labels, classes);
    }

    ManifoldIntrusion intrusion() {
      return new ManifoldIntrusion(new NearestRow(new LabeledRows(x, labels, classes)), labels);
    }

    boolean intrudesByDefinition(MixedPoints points, int p) {
      double[] point = Mixed.x(points, p);
      int nearest = 0;
      for (int i = 1; i < x.length; i++) {
        if (squaredDistance(x[i], point) < squaredDistance(x[nearest], point)) {
          nearest = i;
        }
      }
      return labels[nearest] != labels[points.first()[p]]
          && labels[nearest] != labels[points.second()[p]];
    }
  }

  private static double squaredDistance(double[] a, double[] b) {
    double squared = 0;
    for (int k = 0; k < a.length; k++) {
      squared += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return squared;
  }

  private static int[] range(int start, int end) {
    return IntStream.range(start, end).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void agreesWithTheDefinitionForEveryPairOfRows(int present) {
    // Declared classes without rows have no effect.
    for (int classes : new int[] {present, present + 2}) {
      Rows rows = Rows.random(present, classes);
      ManifoldIntrusion intrusion = rows.intrusion();
      MixingRule mixing = MixingRule.mixup(PairMixing.doublePrecision(rows.x()));
      int asked = 0;
      int intruding = 0;
      int intrudingBetweenClasses = 0;
      for (int i = 0; i < 40; i++) {
        for (double lambda : new double[] {0.2, 0.5, 0.9}) {
          // Two batches of all sizes, so that buffers are reused and grow.
          for (int[] partners : List.of(range(0, i), range(i, 40))) {
            int first = i;
            int[][] pairs =
                IntStream.of(partners).mapToObj(j -> new int[] {first, j}).toArray(int[][]::new);
            MixedPoints points = Mixed.points(mixing, 2, Mixed.batch(lambda, pairs));
            boolean[] intrudes = new boolean[pairs.length];
            Arrays.fill(intrudes, i % 2 == 0);
            intrusion.intrudes(points, intrudes);

            for (int p = 0; p < pairs.length; p++) {
              int j = partners[p];
              assertThat(intrudes[p])
                  .as(i + " and " + j + " by " + lambda)
                  .isEqualTo(rows.intrudesByDefinition(points, p));
              asked++;
              intruding += intrudes[p] ? 1 : 0;
              intrudingBetweenClasses +=
                  intrudes[p] && rows.labels()[i] != rows.labels()[j] ? 1 : 0;
            }
          }
        }
      }
      assertThat(asked).isEqualTo(40 * 40 * 3);
      assertThat(intruding > 0).as("some point intrudes").isEqualTo(present > 1);
      assertThat(intrudingBetweenClasses > 0)
          .as("some point between two classes intrudes")
          .isEqualTo(present > 2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 187, 446})
  void agreesWithTheReferenceOnItsMixedPoints(int id) throws IOException {
    GoldenFile golden = GoldenFile.ofDataset(id);
    int classes = golden.integer("K");
    Rows rows = new Rows(golden.matrix("X_train"), golden.integers("y_train"), classes);
    ManifoldIntrusion intrusion = rows.intrusion();
    NearestLabeling labeling =
        new NearestLabeling(new NearestRow(new LabeledRows(rows.x(), rows.labels(), classes)));
    int intruding = 0;
    for (GoldenFile.MixedPoint expected : golden.mixedPoints()) {
      MixedPoints point = Mixed.mixup(rows.x(), expected.i(), expected.j(), expected.lambda());
      double[] label = Mixed.label(labeling, classes, point);

      assertThat(Mixed.intrudes(intrusion, point))
          .as(expected.toString())
          .isEqualTo(expected.intrudes());
      assertThat(label[expected.nearestLabel()]).as(expected.toString()).isEqualTo(1);
      intruding += expected.intrudes() ? 1 : 0;
    }
    assertThat(golden.mixedPoints()).hasSize(60);
    assertThat(intruding).isEqualTo(golden.integer("mi_count"));
  }

  @Test
  void pointBetweenTwoRowsOfAClassIntrudesOnTheOtherOfTwoClasses() {
    double[][] x = {{-1}, {1}, {0}};
    int[] labels = {0, 0, 1};
    ManifoldIntrusion intrusion =
        new ManifoldIntrusion(new NearestRow(new LabeledRows(x, labels, 2)), labels);

    assertThat(Mixed.intrudes(intrusion, Mixed.mixup(x, 0, 1, 0.5))).isTrue();
    assertThat(Mixed.intrudes(intrusion, Mixed.mixup(x, 0, 1, 0.875))).isFalse();
    assertThat(Mixed.intrudes(intrusion, Mixed.mixup(x, 0, 2, 0.25))).isFalse();
  }

  @Test
  void pointBetweenTheTwoOuterClassesIntrudesOnTheMiddleOne() {
    // The paper's example: -1, 0, +1 of three classes.
    double[][] x = {{-1}, {1}, {0}};
    int[] labels = {0, 1, 2};
    ManifoldIntrusion intrusion =
        new ManifoldIntrusion(new NearestRow(new LabeledRows(x, labels, 3)), labels);

    // Row 0 has the share lambda; the point is nearer than 1/2 to 0 for lambda in (1/4, 3/4).
    for (double lambda : new double[] {0.26, 0.5, 0.74}) {
      assertThat(Mixed.intrudes(intrusion, Mixed.mixup(x, 0, 1, lambda)))
          .as("lambda " + lambda)
          .isTrue();
    }
    for (double lambda : new double[] {0, 0.24, 0.76, 1}) {
      assertThat(Mixed.intrudes(intrusion, Mixed.mixup(x, 0, 1, lambda)))
          .as("lambda " + lambda)
          .isFalse();
    }
  }

  @Test
  void intrusionDependsOnThePositionAndNotOnTheWeight() {
    // A CutMix point may lie anywhere.
    double[][] x = {{-1}, {1}, {0}};
    int[] labels = {0, 1, 2};
    ManifoldIntrusion intrusion =
        new ManifoldIntrusion(new NearestRow(new LabeledRows(x, labels, 3)), labels);

    assertThat(Mixed.intrudes(intrusion, Mixed.at(0, 1, 1, 0.1))).isTrue();
    assertThat(Mixed.intrudes(intrusion, Mixed.at(0, 1, 1, 5))).isFalse();
  }
}
