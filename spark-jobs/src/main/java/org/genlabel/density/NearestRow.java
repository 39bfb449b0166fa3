package org.genlabel.density;

import org.genlabel.classifier.Points;
import org.genlabel.data.LabeledRows;
import org.genlabel.simd.Kernels;

/**
 * Searches the training point of each class that is nearest to each of many points, exactly and in
 * Euclidean distance. Keeps buffers: not thread-safe.
 */
public final class NearestRow implements NearestClass {
  private final int features;
  // [classes][rows of the class]: positions among all training points.
  private final int[][] positions;
  // [classes], each [rows of the class][features].
  private final double[][] rows;
  private final NearestScreen screen;
  // For the points of which the screen is not certain: [features][stride], [classes][stride] and
  // [points].
  private double[] uncertain = new double[0];
  private double[] distances = new double[0];
  private int[] places = new int[0];

  /**
   * @param training at least one row
   */
  public NearestRow(LabeledRows training) {
    double[][][] byClass = ClassRows.byClass(training);
    features = training.features();
    positions = ClassRows.positions(training);
    rows = new double[training.classes()][];
    for (int c = 0; c < rows.length; c++) {
      rows[c] = ClassRows.flat(byClass[c], features);
    }
    screen = new NearestScreen(rows, features);
  }

  /**
   * Computes the distance of every point to the nearest training point of every class.
   *
   * @param nearest [classes][stride], overwritten; infinite for a class without training points
   */
  public void distances(Points points, double[] nearest) {
    int stride = points.stride();
    double[] least = new double[stride];
    for (int c = 0; c < rows.length; c++) {
      Kernels.active()
          .leastSquaredDistances(
              points.x(), stride, points.count(), features, rows[c], positions[c].length, least);
      for (int p = 0; p < points.count(); p++) {
        nearest[c * stride + p] = Math.sqrt(least[p]);
      }
    }
  }

  /** Uses single precision where its result is certain, and all exact distances otherwise. */
  @Override
  public void labels(Points points, int[] first, int[] second, double weight, int[] labels) {
    int stride = points.stride();
    if (places.length < stride) {
      uncertain = new double[features * stride];
      distances = new double[rows.length * stride];
      places = new int[stride];
    }
    screen.labels(points, labels);
    int count = 0;
    for (int p = 0; p < points.count(); p++) {
      if (labels[p] == NearestScreen.UNCERTAIN) {
        for (int k = 0; k < features; k++) {
          uncertain[k * stride + count] = points.x()[k * stride + p];
        }
        places[count++] = p;
      }
    }
    distances(new Points(uncertain, stride, count), distances);
    for (int i = 0; i < count; i++) {
      labels[places[i]] = label(uncertain, stride, i);
    }
  }

  private int label(double[] x, int stride, int p) {
    int label = 0;
    boolean tie = false;
    for (int c = 1; c < rows.length; c++) {
      double distance = distances[c * stride + p];
      double least = distances[label * stride + p];
      tie = distance == least || (tie && !(distance < least));
      label = distance < least ? c : label;
    }
    return tie ? firstOfNearest(x, stride, p, distances[label * stride + p]) : label;
  }

  /** Returns the class of the first training point at a distance; several classes may have one. */
  private int firstOfNearest(double[] x, int stride, int p, double distance) {
    int first = Integer.MAX_VALUE;
    int label = -1;
    for (int c = 0; c < rows.length; c++) {
      for (int i = 0; i < positions[c].length; i++) {
        double squared = 0;
        for (int k = 0; k < features; k++) {
          double difference = x[k * stride + p] - rows[c][i * features + k];
          squared = Math.fma(difference, difference, squared);
        }
        if (Math.sqrt(squared) == distance && positions[c][i] < first) {
          first = positions[c][i];
          label = c;
        }
      }
    }
    return label;
  }
}
