package org.genlabel.learner;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.genlabel.classifier.Points;
import org.genlabel.simd.Kernels;

/** Adds rows to softmax regressions as training does. For tests only. */
final class Batches {
  private Batches() {}

  /**
   * Adds several rows at once.
   *
   * @param x [rows][features]
   * @param labels [rows][labels][classes]
   */
  static void add(SoftmaxRegression model, double[][] x, double[][][] labels) {
    // Every other position, from the second, so that models must use the given positions.
    int[] positions = IntStream.range(0, x.length).map(row -> 1 + 2 * row).toArray();
    int stride = Kernels.padded(2 * x.length);
    double[][] byLabel = new double[labels[0].length][];
    for (int l = 0; l < byLabel.length; l++) {
      int label = l;
      byLabel[l] =
          columns(
              Arrays.stream(labels).map(ofRow -> ofRow[label]).toArray(double[][]::new),
              positions,
              stride);
    }
    Points points = new Points(columns(x, positions, stride), stride, 2 * x.length);
    model.addRows(points, positions, x.length, byLabel);
  }

  static void addRow(SoftmaxRegression model, double[] x, double[][] labels) {
    add(model, new double[][] {x}, new double[][][] {labels});
  }

  private static double[] columns(double[][] rows, int[] positions, int stride) {
    double[] columns = new double[rows[0].length * stride];
    Arrays.fill(columns, 7.25);
    for (int row = 0; row < rows.length; row++) {
      for (int k = 0; k < rows[row].length; k++) {
        columns[k * stride + positions[row]] = rows[row][k];
      }
    }
    return columns;
  }
}
