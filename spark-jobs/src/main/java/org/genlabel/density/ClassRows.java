package org.genlabel.density;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.genlabel.data.LabeledRows;

/** The training points of each class, and their moments. */
final class ClassRows {
  private ClassRows() {}

  /**
   * Splits the rows by class, keeping their order.
   *
   * @param rows at least one
   * @return [classes][rows of the class][features], the same row arrays
   */
  static double[][][] byClass(LabeledRows rows) {
    if (rows.count() == 0) {
      throw new IllegalArgumentException("a density needs at least one row, not 0");
    }
    int[] counts = rows.classCounts();
    double[][][] byClass = new double[counts.length][][];
    for (int c = 0; c < counts.length; c++) {
      byClass[c] = new double[counts[c]][];
    }
    Arrays.fill(counts, 0);
    for (int i = 0; i < rows.count(); i++) {
      int label = rows.labels()[i];
      byClass[label][counts[label]++] = rows.x()[i];
    }
    return byClass;
  }

  /** Returns the positions of the rows of each class, [classes][rows of the class], in order. */
  static int[][] positions(LabeledRows rows) {
    int[] labels = rows.labels();
    return IntStream.range(0, rows.classes())
        .mapToObj(c -> IntStream.range(0, labels.length).filter(i -> labels[i] == c).toArray())
        .toArray(int[][]::new);
  }

  /**
   * Transposes the rows.
   *
   * @param rows [rows][features]
   * @param stride number of columns, at least that of the rows
   * @return [features][stride], zero beyond the rows
   */
  static double[] columns(double[][] rows, int features, int stride) {
    double[] columns = new double[features * stride];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < features; k++) {
        columns[k * stride + i] = rows[i][k];
      }
    }
    return columns;
  }

  /** Concatenates the rows, [rows][features]. */
  static double[] flat(double[][] rows, int features) {
    double[] flat = new double[rows.length * features];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * features, features);
    }
    return flat;
  }

  /** Concatenates the negated rows, [rows][features]. */
  static double[] negatedFlat(double[][] rows, int features) {
    double[] flat = flat(rows, features);
    for (int i = 0; i < flat.length; i++) {
      flat[i] = -flat[i];
    }
    return flat;
  }

  /** Returns the mean of the rows, [features]; at least one row. */
  static double[] mean(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += row[k];
      }
    }
    for (int k = 0; k < mean.length; k++) {
      mean[k] /= rows.length;
    }
    return mean;
  }

  /**
   * Returns sum_i (x_i - mean)(x_i - mean)^T / divisor, [features][features]; zero if the divisor
   * is.
   */
  static double[][] covariance(double[][] rows, double[] mean, int divisor) {
    int features = mean.length;
    double[][] covariance = new double[features][features];
    if (divisor == 0) {
      return covariance;
    }
    for (double[] row : rows) {
      for (int a = 0; a < features; a++) {
        for (int b = 0; b <= a; b++) {
          covariance[a][b] += (row[a] - mean[a]) * (row[b] - mean[b]);
        }
      }
    }
    for (int a = 0; a < features; a++) {
      for (int b = 0; b <= a; b++) {
        covariance[a][b] /= divisor;
        covariance[b][a] = covariance[a][b];
      }
    }
    return covariance;
  }
}
