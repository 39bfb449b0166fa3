package org.genlabel.data;

import java.util.stream.IntStream;

/**
 * Rows and their classes, for training or testing.
 *
 * @param x [rows][features]
 * @param labels [rows], each in 0..classes-1
 * @param classes K, those without rows included
 */
public record LabeledRows(double[][] x, int[] labels, int classes) {
  /**
   * @throws IllegalArgumentException unless there are as many labels as rows
   */
  public LabeledRows {
    if (x.length != labels.length) {
      throw new IllegalArgumentException(
          "rows need one label each, not " + labels.length + " labels for " + x.length + " rows");
    }
  }

  /** Returns the number of rows. */
  public int count() {
    return x.length;
  }

  /**
   * Returns d, the number of features.
   *
   * @throws ArrayIndexOutOfBoundsException if there are no rows
   */
  public int features() {
    return x[0].length;
  }

  /** Returns some of the rows, in the given order; their features are shared, not copied. */
  public LabeledRows subset(int[] rows) {
    return new LabeledRows(
        IntStream.of(rows).mapToObj(row -> x[row]).toArray(double[][]::new),
        IntStream.of(rows).map(row -> labels[row]).toArray(),
        classes);
  }

  /** Returns the number of rows of every class, [classes]. */
  public int[] classCounts() {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }
}
