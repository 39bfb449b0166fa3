package org.genlabel.statistics;

import java.util.stream.IntStream;

/** Columns of differences and accuracies as in experiments, with few test rows and many ties. */
final class Columns {
  private Columns() {}

  /**
   * Returns 82 differences of two schemes, in rows of 200: 13 are zero, 43 positive, 26 negative.
   */
  static double[] manyTies() {
    int[] rows = {
      4, 3, 3, -2, -1, -1, -3, 0, 3, 1, 0, -3, 5, -3, 3, -1, 1, 1, -1, -1, -3, -2, 0, 1, 2, 4, -4,
      0, 0, 5, 0, 1, 2, 1, -1, 0, 2, 0, -2, 3, -1, 2, 0, 6, 2, -1, 2, 1, -3, -2, 2, -4, 4, 3, 2, 3,
      0, -1, 1, 3, 1, -2, -1, 2, -4, 5, 0, 3, 4, 1, -1, 1, 0, 0, 3, 1, 1, 2, 2, -1, 3, -4
    };
    return IntStream.of(rows).mapToDouble(row -> row / 200.0).toArray();
  }

  /** Returns differences of different absolute values, every third negative; at most 60. */
  static double[] noTies(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToDouble(i -> (i % 3 == 0 ? -1 : 1) * (i * 37 % 61))
        .toArray();
  }

  /** Returns [82 datasets][5 schemes], accuracies on 120 rows: 60 datasets have ties. */
  static double[][] fiveSchemes() {
    int[] better = {0, 1, 1, 3, 2};
    double[][] accuracies = new double[82][5];
    for (int i = 0; i < accuracies.length; i++) {
      for (int j = 0; j < better.length; j++) {
        accuracies[i][j] = (60 + i * 31 % 37 + i * (j + 3) * 17 % 7 + better[j]) / 120.0;
      }
    }
    return accuracies;
  }

  /** Returns [14 datasets][4 variants of C4.5], areas under the curve: Demšar (2006), Table 6. */
  static double[][] demsar() {
    return new double[][] {
      {0.763, 0.768, 0.771, 0.798},
      {0.599, 0.591, 0.590, 0.569},
      {0.954, 0.971, 0.968, 0.967},
      {0.628, 0.661, 0.654, 0.657},
      {0.882, 0.888, 0.886, 0.898},
      {0.936, 0.931, 0.916, 0.931},
      {0.661, 0.668, 0.609, 0.685},
      {0.583, 0.583, 0.563, 0.625},
      {0.775, 0.838, 0.866, 0.875},
      {1.000, 1.000, 1.000, 1.000},
      {0.940, 0.962, 0.965, 0.962},
      {0.619, 0.666, 0.614, 0.669},
      {0.972, 0.981, 0.9751, 0.975},
      {0.957, 0.978, 0.946, 0.970}
    };
  }
}
