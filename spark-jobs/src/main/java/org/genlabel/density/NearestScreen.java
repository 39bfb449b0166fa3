package org.genlabel.density;

import org.genlabel.classifier.Points;
import org.genlabel.simd.Kernels;

/**
 * Searches the class of the nearest training point in single precision, several times as fast as
 * {@link NearestRow}, and reports for every point whether the result is certain. Keeps buffers: not
 * thread-safe.
 *
 * <p>The nearest point z has the least |t|^2 / 2 - z . t. With u = 2^-24, its rounding error in
 * single precision is below (d + 4) u (R^2 / 2 + |z| R), R being the largest |t|: one u for |t|^2 /
 * 2, two for each product of rounded numbers, and one for each of d additions. Values that differ
 * by more than twice that are in the right order.
 */
final class NearestScreen {
  /** Label of a point for which {@link #labels} is not certain. */
  static final int UNCERTAIN = -1;

  private static final double ROUNDING = 0x1p-24;
  // Below this, sums stay finite in single precision.
  private static final double LARGEST = 1e37;
  // Farther out, the rounding error of the exact distances would matter, too.
  private static final double FARTHEST = 1e3;

  private final int features;
  // [classes], each [rows of the class][features] and [rows of the class]: -t and |t|^2 / 2.
  private final float[][] negatedRows;
  private final float[][] offsets;
  // R^2 and R.
  private final double largestSquare;
  private final double radius;
  private float[] z = new float[0];
  private float[][] least;

  /**
   * @param rows [classes], each [rows of the class][features], flat
   */
  NearestScreen(double[][] rows, int features) {
    this.features = features;
    negatedRows = new float[rows.length][];
    offsets = new float[rows.length][];
    least = new float[rows.length][0];
    double largest = 0;
    for (int c = 0; c < rows.length; c++) {
      int count = features == 0 ? 0 : rows[c].length / features;
      negatedRows[c] = new float[rows[c].length];
      offsets[c] = new float[count];
      for (int t = 0; t < count; t++) {
        double square = 0;
        for (int k = 0; k < features; k++) {
          double value = rows[c][t * features + k];
          negatedRows[c][t * features + k] = (float) -value;
          square = Math.fma(value, value, square);
        }
        offsets[c][t] = (float) (0.5 * square);
        largest = Math.max(largest, square);
      }
    }
    largestSquare = largest;
    radius = Math.sqrt(largest);
  }

  /**
   * Finds the class of the training point nearest to each of many points, or {@link #UNCERTAIN}.
   *
   * @param labels [points], overwritten
   */
  void labels(Points points, int[] labels) {
    double[] x = points.x();
    int stride = points.stride();
    int count = points.count();
    if (least[0].length < stride) {
      z = new float[features * stride];
      least = new float[offsets.length][stride];
    }
    for (int k = 0; k < features; k++) {
      for (int p = 0; p < count; p++) {
        z[k * stride + p] = (float) x[k * stride + p];
      }
    }
    for (int c = 0; c < offsets.length; c++) {
      Kernels.active()
          .leastOffsets(
              z, stride, count, features, negatedRows[c], offsets[c], offsets[c].length, least[c]);
    }
    for (int p = 0; p < count; p++) {
      labels[p] = label(p, rounding(x, stride, p));
    }
  }

  /** Returns a bound on the rounding error of an offset; NaN or infinite if nothing is certain. */
  private double rounding(double[] x, int stride, int p) {
    double square = 0;
    for (int k = 0; k < features; k++) {
      square = Math.fma(x[k * stride + p], x[k * stride + p], square);
    }
    double norm = Math.sqrt(square);
    double size = 0.5 * largestSquare + norm * radius;
    return size < LARGEST && norm <= FARTHEST * radius
        ? (features + 4) * (ROUNDING * size + Float.MIN_NORMAL)
        : Double.POSITIVE_INFINITY;
  }

  private int label(int p, double rounding) {
    int label = 0;
    double nearest = least[0][p];
    double second = Double.POSITIVE_INFINITY;
    for (int c = 1; c < least.length; c++) {
      double ofClass = least[c][p];
      if (ofClass < nearest) {
        second = nearest;
        nearest = ofClass;
        label = c;
      } else {
        second = Math.min(second, ofClass);
      }
    }
    return second - nearest > 2 * rounding ? label : UNCERTAIN;
  }
}
