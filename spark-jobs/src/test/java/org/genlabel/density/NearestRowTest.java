package org.genlabel.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.genlabel.data.LabeledRows;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearestRowTest {
  private static double squaredDistance(double[] a, double[] b) {
    double squared = 0;
    for (int k = 0; k < a.length; k++) {
      squared += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return squared;
  }

  /** Returns the class of the first of the nearest rows, by a search of all rows in order. */
  private static int labelByBruteForce(double[][] x, int[] labels, double[] point) {
    int nearest = 0;
    for (int i = 1; i < x.length; i++) {
      if (squaredDistance(x[i], point) < squaredDistance(x[nearest], point)) {
        nearest = i;
      }
    }
    return labels[nearest];
  }

  private static double[] distancesByBruteForce(
      double[][] x, int[] labels, int classes, double[] point) {
    double[] least = new double[classes];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    for (int i = 0; i < x.length; i++) {
      double distance = Math.sqrt(squaredDistance(x[i], point));
      least[labels[i]] = Math.min(least[labels[i]], distance);
    }
    return least;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 11})
  void labelAndDistancesAreThoseOfBruteForce(int features) {
    KeyedRandom random = KeyedRandom.of("rows", "features=" + features);
    int classes = 4;
    double[][] x = new double[60][features];
    int[] labels = new int[60];
    for (int i = 0; i < x.length; i++) {
      Arrays.setAll(x[i], k -> 2 * random.nextDouble() - 1);
      labels[i] = random.nextInt(classes);
    }
    NearestRow nearest = new NearestRow(new LabeledRows(x, labels, classes));

    for (int draw = 0; draw < 300; draw++) {
      double[] point = new double[features];
      Arrays.setAll(point, k -> 3 * random.nextDouble() - 1.5);

      assertThat(AtPoint.label(nearest, point)).isEqualTo(labelByBruteForce(x, labels, point));
      // Fused and plain multiply-adds differ in the last digits.
      assertThat(AtPoint.distances(nearest, classes, point))
          .containsExactly(distancesByBruteForce(x, labels, classes, point), within(1e-14));
    }
  }

  @Test
  void exactTiesGoToTheRowThatComesFirstWhateverItsClass() {
    KeyedRandom random = KeyedRandom.of("lattice");
    int ties = 0;
    for (int draw = 0; draw < 200; draw++) {
      // Rows and points with small whole coordinates: squares are exact, and ties abound.
      double[][] x = new double[15][2];
      int[] labels = new int[15];
      for (int i = 0; i < x.length; i++) {
        x[i][0] = random.nextInt(5);
        x[i][1] = random.nextInt(5);
        labels[i] = random.nextInt(3);
      }
      NearestRow nearest = new NearestRow(new LabeledRows(x, labels, 3));
      for (double a = 0; a < 5; a++) {
        for (double b = 0; b < 5; b++) {
          double[] point = {a, b};
          assertThat(AtPoint.label(nearest, point)).isEqualTo(labelByBruteForce(x, labels, point));

          double[] distances = AtPoint.distances(nearest, 3, point);
          Arrays.sort(distances);
          ties += distances[0] == distances[1] ? 1 : 0;
        }
      }
    }
    assertThat(ties).as("points as near to one class as to another").isGreaterThan(500);
  }

  @Test
  void tieOfThreeClassesIsDecidedByTheOrderOfTheRows() {
    double[][] x = {{9}, {1}, {-1}, {1}};

    assertThat(AtPoint.label(new NearestRow(new LabeledRows(x, new int[] {0, 2, 1, 0}, 3)), 0))
        .isEqualTo(2);
    assertThat(AtPoint.label(new NearestRow(new LabeledRows(x, new int[] {0, 1, 2, 0}, 3)), 0))
        .isEqualTo(1);
    assertThat(AtPoint.label(new NearestRow(new LabeledRows(x, new int[] {1, 0, 2, 1}, 3)), 0))
        .isEqualTo(0);
  }

  @Test
  void trainingRowIsItsOwnNearestUnlessAnEarlierCopyIsOfAnotherClass() {
    double[][] x = {{1, 2}, {3, 4}, {1, 2}};
    NearestRow nearest = new NearestRow(new LabeledRows(x, new int[] {1, 0, 0}, 2));

    assertThat(AtPoint.label(nearest, x[0])).isEqualTo(1);
    assertThat(AtPoint.label(nearest, x[1])).isEqualTo(0);
    assertThat(AtPoint.label(nearest, x[2])).isEqualTo(1);
  }

  @Test
  void emptyClassesAreInfinitelyFarAndNeverTheLabel() {
    double[][] x = {{1}, {2}};
    NearestRow nearest = new NearestRow(new LabeledRows(x, new int[] {1, 3}, 5));

    assertThat(AtPoint.distances(nearest, 5, 1.25))
        .containsExactly(
            Double.POSITIVE_INFINITY,
            0.25,
            Double.POSITIVE_INFINITY,
            0.75,
            Double.POSITIVE_INFINITY);
    assertThat(AtPoint.label(nearest, 1.25)).isEqualTo(1);
    // The point is so far away that every distance overflows; all rows are equally near, and the
    // first is chosen.
    assertThat(AtPoint.label(nearest, 1e200)).isEqualTo(1);
    assertThat(AtPoint.label(new NearestRow(new LabeledRows(x, new int[] {3, 1}, 5)), -1e200))
        .isEqualTo(3);
  }

  @Test
  void resultDoesNotDependOnPreviousPoints() {
    double[][] x = {{0}, {10}};
    NearestRow nearest = new NearestRow(new LabeledRows(x, new int[] {0, 1}, 2));

    assertThat(AtPoint.label(nearest, 1)).isEqualTo(0);
    assertThat(AtPoint.label(nearest, 9)).isEqualTo(1);
    assertThat(AtPoint.distances(nearest, 2, 9)).containsExactly(9, 1);
    assertThat(AtPoint.label(nearest, 1)).isEqualTo(0);
  }

  @Test
  void atLeastOneRowIsNeeded() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new NearestRow(new LabeledRows(new double[0][], new int[0], 2)))
        .withMessageContaining("at least one row, not 0");
  }
}
