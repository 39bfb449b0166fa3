package org.genlabel.density;

import org.genlabel.simd.DensityKernels;

/**
 * Exact search of the training point nearest to a point, in Euclidean distance, class by class.
 * Keeps buffers: not thread-safe.
 */
public final class NearestRow {
  // [classes][rows of the class]: positions among all training points.
  private final int[][] positions;
  // [classes][features][rows of the class]; null for a class without training points.
  private final double[][][] columns;
  // [classes][rows of the class]: the distances to the last point asked for.
  private final double[][] squared;
  private final double[] distances;

  /**
   * @param x [rows][features], at least one row
   * @param labels [rows], each in 0..classes-1
   */
  public NearestRow(double[][] x, int[] labels, int classes) {
    double[][][] rows = ClassRows.byClass(x, labels, classes);
    positions = new int[classes][];
    columns = new double[classes][][];
    squared = new double[classes][];
    distances = new double[classes];
    int[] filled = new int[classes];
    for (int c = 0; c < classes; c++) {
      int count = rows[c].length;
      positions[c] = new int[count];
      squared[c] = new double[count];
      columns[c] = count == 0 ? null : ClassRows.transposed(rows[c], x[0].length);
    }
    for (int i = 0; i < labels.length; i++) {
      positions[labels[i]][filled[labels[i]]++] = i;
    }
  }

  /** K, the number of classes, empty ones included. */
  public int classes() {
    return positions.length;
  }

  /**
   * The distance to the nearest training point of every class.
   *
   * @param x [features]
   * @param nearest [classes], overwritten; infinite for a class without training points
   */
  public void distances(double[] x, double[] nearest) {
    for (int c = 0; c < nearest.length; c++) {
      if (columns[c] == null) {
        nearest[c] = Double.POSITIVE_INFINITY;
      } else {
        DensityKernels.squaredDistances(x, columns[c], squared[c]);
        nearest[c] = Math.sqrt(DensityKernels.least(squared[c]));
      }
    }
  }

  /**
   * The class of the training point nearest to x; of several at the same distance, the one that
   * comes first among all training points.
   *
   * @param x [features]
   */
  public int label(double[] x) {
    distances(x, distances);
    double least = DensityKernels.least(distances);
    int label = 0;
    while (columns[label] == null || distances[label] != least) {
      label++;
    }
    int first = -1;
    for (int c = label + 1; c < distances.length; c++) {
      if (columns[c] != null && distances[c] == least) {
        first = first < 0 ? firstAt(label, least) : first;
        int position = firstAt(c, least);
        if (position < first) {
          first = position;
          label = c;
        }
      }
    }
    return label;
  }

  /** The position of the first point of a class at a distance. */
  private int firstAt(int c, double distance) {
    for (int i = 0; i < squared[c].length; i++) {
      if (Math.sqrt(squared[c][i]) == distance) {
        return positions[c][i];
      }
    }
    throw new IllegalStateException("no point of class " + c + " at distance " + distance);
  }
}
