package org.genlabel.mixup;

import java.util.Arrays;

/** Mixes points from a few pairs, and evaluates rules at single points. For tests only. */
final class Mixed {
  private Mixed() {}

  static Draw batch(double lambda, int[]... pairs) {
    Draw batch = new Draw(pairs.length);
    batch.begin(lambda);
    for (int[] pair : pairs) {
      batch.add(pair[0], pair[1]);
    }
    return batch;
  }

  static MixedPoints points(MixingRule rule, int features, Draw batch) {
    MixedPoints points = new MixedPoints(features, batch.size());
    rule.mix(batch, points);
    return points;
  }

  static MixedPoints point(MixingRule rule, int features, int i, int j, double lambda) {
    return points(rule, features, batch(lambda, new int[] {i, j}));
  }

  /** Returns mixup of two rows in double precision. */
  static MixedPoints mixup(double[][] x, int i, int j, double lambda) {
    return point(MixingRule.mixup(PairMixing.doublePrecision(x)), x[0].length, i, j, lambda);
  }

  /** Returns a point with the given features, independent of its parents. */
  static MixedPoints at(int i, int j, double weight, double... x) {
    MixedPoints points = new MixedPoints(x.length, 1);
    points.begin(batch(weight, new int[] {i, j}), weight);
    for (int k = 0; k < x.length; k++) {
      points.x()[k * points.stride()] = x[k];
    }
    return points;
  }

  /** Returns the features of a point. */
  static double[] x(MixedPoints points, int p) {
    double[] x = new double[points.features()];
    Arrays.setAll(x, k -> points.x()[k * points.stride() + p]);
    return x;
  }

  /** Returns the features of the first point. */
  static double[] x(MixedPoints points) {
    return x(points, 0);
  }

  /** Returns the label of the first point. */
  static double[] label(LabelingRule rule, int classes, MixedPoints points) {
    double[] labels = new double[classes * points.stride()];
    Arrays.fill(labels, 9);
    rule.label(points, labels);
    double[] label = new double[classes];
    Arrays.setAll(label, c -> labels[c * points.stride()]);
    return label;
  }

  /** Returns whether the first point intrudes. */
  static boolean intrudes(ManifoldIntrusion intrusion, MixedPoints points) {
    boolean[] intrudes = new boolean[points.count()];
    intrusion.intrudes(points, intrudes);
    return intrudes[0];
  }
}
