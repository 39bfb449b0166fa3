package org.genlabel.density;

import org.genlabel.classifier.Points;
import org.genlabel.data.LabeledRows;
import org.genlabel.simd.Kernels;

/**
 * Exact search of the training point nearest to each of many points, in Euclidean distance, class
 * by class. Keeps buffers: not thread-safe.
 */
public final class NearestRow implements NearestClass {
  private final int features;
  // [classes][rows of the class]: positions among all training points.
  private final int[][] positions;
  // [classes], each [rows of the class][features].
  private final double[][] rows;
  private final NearestScreen screen;
  // Of the points that the screen is not certain of, [features][stride], [classes][stride] and
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
   * The distance of every point to the nearest training point of every class.
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

  /** In single precision where that is certain, and by all distances elsewhere. */
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

  /** Of several classes with a training point at a distance, that of the first such point. */
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
