package org.genlabel.density;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.genlabel.classifier.Points;
import org.genlabel.random.KeyedRandom;
import org.genlabel.simd.Kernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestScreenTest {
  private static final int CLASSES = 3;

  /** Draws clouds of rows, [classes][rows][features]. */
  private static double[][][] clouds(KeyedRandom random, int features, double scale) {
    double[][][] rows = new double[CLASSES][20][features];
    for (double[][] ofClass : rows) {
      for (double[] row : ofClass) {
        Arrays.setAll(row, k -> scale * (2 * random.nextDouble() - 1));
      }
    }
    return rows;
  }

  private static NearestScreen screen(double[][][] rows) {
    int features = rows[0][0].length;
    return new NearestScreen(
        Arrays.stream(rows)
            .map(ofClass -> ClassRows.flat(ofClass, features))
            .toArray(double[][]::new),
        features);
  }

  private static int label(NearestScreen screen, double... point) {
    double[] x = ClassRows.columns(new double[][] {point}, point.length, Kernels.WIDTH);
    int[] labels = new int[Kernels.WIDTH];
    screen.labels(new Points(x, Kernels.WIDTH, 1), labels);
    return labels[0];
  }

  private static double squaredDistance(double[] a, double[] b) {
    double squared = 0;
    for (int k = 0; k < a.length; k++) {
      squared += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return squared;
  }

  private static int labelByBruteForce(double[][][] rows, double[] point) {
    int label = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int c = 0; c < rows.length; c++) {
      for (double[] row : rows[c]) {
        double squared = squaredDistance(row, point);
        label = squared < least ? c : label;
        least = Math.min(least, squared);
      }
    }
    return label;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 1e-3", "10, 1", "10, 1e4", "20, 30", "5, 1e-25", "5, 1e25"})
  void certainLabelsAreCorrectAndPointsBetweenTwoClassesAreUncertain(int features, double scale) {
    KeyedRandom random = KeyedRandom.of("screen", "features=" + features, "scale=" + scale);
    int certain = 0;
    int between = 0;
    int certainBetween = 0;
    for (int draw = 0; draw < 40; draw++) {
      double[][][] rows = clouds(random, features, scale);
      NearestScreen screen = screen(rows);
      for (int repeat = 0; repeat < 50; repeat++) {
        double[] point = new double[features];
        Arrays.setAll(point, k -> scale * (2 * random.nextDouble() - 1));
        int label = label(screen, point);
        if (label != NearestScreen.UNCERTAIN) {
          assertThat(label).isEqualTo(labelByBruteForce(rows, point));
          certain++;
        }
        // Almost in the middle between rows of two classes.
        double[] a = rows[0][random.nextInt(20)];
        double[] b = rows[1][random.nextInt(20)];
        double share = 0.5 + 1e-9 * (random.nextDouble() - 0.5);
        Arrays.setAll(point, k -> share * a[k] + (1 - share) * b[k]);
        label = label(screen, point);
        if (label != NearestScreen.UNCERTAIN) {
          assertThat(label).isEqualTo(labelByBruteForce(rows, point));
        }
        if (isNearest(rows, point, a)) {
          between++;
          certainBetween += label == NearestScreen.UNCERTAIN ? 0 : 1;
        }
      }
    }
    boolean fits = scale > 1e-20 && scale < 1e18;
    assertThat(certain).isBetween(fits ? 1900 : 0, fits ? 2000 : 0);
    assertThat(certainBetween).as("certain in the middle, of %d", between).isZero();
    assertThat(between).isGreaterThan(0);
  }

  private static boolean isNearest(double[][][] rows, double[] point, double[] row) {
    double least = squaredDistance(point, row) * (1 - 1e-6);
    return Arrays.stream(rows)
        .flatMap(Arrays::stream)
        .noneMatch(other -> squaredDistance(point, other) < least);
  }

  @Test
  void pointFarFromAllRowsIsNotCertain() {
    NearestScreen screen = screen(new double[][][] {{{1}}, {{-1}}});

    assertThat(label(screen, 0.5)).isZero();
    assertThat(label(screen, -900)).isEqualTo(1);
    assertThat(label(screen, -1100)).isEqualTo(NearestScreen.UNCERTAIN);
  }

  @Test
  void theOnlyClassThatHasRowsIsCertain() {
    NearestScreen screen = new NearestScreen(new double[][] {{}, {3, 4}, {}}, 1);

    assertThat(label(screen, 3.5)).isEqualTo(1);
  }
}
