package org.genlabel.train;

import java.util.stream.IntStream;

/**
 * The rows a fit learns from.
 *
 * @param x [rows][features]
 * @param labels [rows], each in 0..classes-1
 * @param classes K, those without rows included
 */
record TrainingRows(double[][] x, int[] labels, int classes) {
  int count() {
    return x.length;
  }

  int features() {
    return x[0].length;
  }

  /** Some of the rows, in the given order. */
  TrainingRows subset(int[] rows) {
    return new TrainingRows(
        IntStream.of(rows).mapToObj(row -> x[row]).toArray(double[][]::new),
        IntStream.of(rows).map(row -> labels[row]).toArray(),
        classes);
  }

  /** The number of rows of every class, [classes]. */
  int[] classCounts() {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }
}
