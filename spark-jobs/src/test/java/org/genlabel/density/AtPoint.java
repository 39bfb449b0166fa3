package org.genlabel.density;

import java.util.Arrays;
import org.genlabel.classifier.Points;
import org.genlabel.simd.Kernels;

/** Evaluates at one or a few points what works on many points side by side. For tests only. */
final class AtPoint {
  /** Value of the padding, which must not affect any result. */
  private static final double PADDING = -3.75;

  private AtPoint() {}

  /** Returns the points side by side, [features][stride]. */
  static double[] columns(double[][] points, int stride) {
    int features = points[0].length;
    double[] columns = new double[features * stride];
    Arrays.fill(columns, PADDING);
    for (int p = 0; p < points.length; p++) {
      for (int k = 0; k < features; k++) {
        columns[k * stride + p] = points[p][k];
      }
    }
    return columns;
  }

  /** Returns the log densities of some points, [points][classes]. */
  static double[][] logDensities(PointDensities densities, int classes, double[][] points) {
    int stride = Kernels.padded(points.length);
    double[] values = new double[classes * stride];
    Arrays.fill(values, Double.NaN);
    densities.logDensities(new Points(columns(points, stride), stride, points.length), values);
    return rows(values, stride, points.length, classes);
  }

  /** Returns the log densities of one point, [classes]. */
  static double[] logDensities(PointDensities densities, int classes, double... point) {
    return logDensities(densities, classes, new double[][] {point})[0];
  }

  /** Returns the distances of one point to the nearest row of every class, [classes]. */
  static double[] distances(NearestRow nearest, int classes, double... point) {
    double[] distances = new double[classes * Kernels.WIDTH];
    Arrays.fill(distances, Double.NaN);
    nearest.distances(
        new Points(columns(new double[][] {point}, Kernels.WIDTH), Kernels.WIDTH, 1), distances);
    return rows(distances, Kernels.WIDTH, 1, classes)[0];
  }

  /** Returns the class of the row nearest to a point. */
  static int label(NearestRow nearest, double... point) {
    int[] label = new int[Kernels.WIDTH];
    nearest.labels(
        new Points(columns(new double[][] {point}, Kernels.WIDTH), Kernels.WIDTH, 1),
        new int[1],
        new int[1],
        1,
        label);
    return label[0];
  }

  private static double[][] rows(double[] values, int stride, int points, int classes) {
    double[][] rows = new double[points][classes];
    for (int p = 0; p < points; p++) {
      for (int c = 0; c < classes; c++) {
        rows[p][c] = values[c * stride + p];
      }
    }
    return rows;
  }
}
