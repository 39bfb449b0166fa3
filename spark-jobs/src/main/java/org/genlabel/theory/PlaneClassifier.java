package org.genlabel.theory;

import java.util.Arrays;

/**
 * Softmax regression in the plane without bias: p = softmax(W x), W = [w_1; w_2; w_3] in R^(3 x 2)
 * (paper Example 2). Its classes are three wedges at the origin.
 *
 * @param weights [class][coordinate], 3 x 2
 */
public record PlaneClassifier(double[][] weights) {
  static final int CLASSES = 3;
  static final int COORDINATES = 2;

  /**
   * @throws IllegalArgumentException if the weights are not 3 x 2
   */
  public PlaneClassifier {
    if (weights.length != CLASSES
        || Arrays.stream(weights).anyMatch(row -> row.length != COORDINATES)) {
      throw new IllegalArgumentException("the weights must be 3 x 2");
    }
  }

  /**
   * Returns the prediction scores p of a point.
   *
   * @param x [coordinate]
   * @return [class], with sum 1
   */
  public double[] probabilities(double... x) {
    double[] p = new double[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      p[c] = score(c, x);
    }
    double largest = Arrays.stream(p).max().orElseThrow();
    double sum = 0;
    for (int c = 0; c < CLASSES; c++) {
      p[c] = StrictMath.exp(p[c] - largest);
      sum += p[c];
    }
    for (int c = 0; c < CLASSES; c++) {
      p[c] /= sum;
    }
    return p;
  }

  /**
   * Returns the signed distance of a point from the boundary of its class, the least over the other
   * classes k of (w_c - w_k) x / |w_c - w_k|; negative if the point is misclassified.
   *
   * @param x [coordinate]
   * @param label c, its class
   */
  public double margin(double[] x, int label) {
    double least = Double.POSITIVE_INFINITY;
    for (int other = 0; other < CLASSES; other++) {
      if (other != label) {
        least = Math.min(least, dot(difference(label, other), x) / norm(difference(label, other)));
      }
    }
    return least;
  }

  /**
   * Returns the angles of the rays from the origin on which two classes tie and exceed the third.
   *
   * @return [ray], between the first and the second class, the first and the third, the second and
   *     the third; in (-pi, pi], from the axis of the first coordinate; NaN if two classes have no
   *     common boundary
   */
  public double[] boundaryAngles() {
    return new double[] {boundaryAngle(0, 1), boundaryAngle(0, 2), boundaryAngle(1, 2)};
  }

  private double boundaryAngle(int first, int second) {
    int third = CLASSES - first - second;
    double[] normal = difference(first, second);
    double[] along = {-normal[1], normal[0]};
    double ahead = dot(difference(first, third), along);
    if (ahead == 0 || norm(normal) == 0) {
      return Double.NaN;
    }
    double sign = Math.signum(ahead);
    return StrictMath.atan2(sign * along[1], sign * along[0]);
  }

  private double score(int c, double[] x) {
    return dot(weights[c], x);
  }

  private double[] difference(int first, int second) {
    return new double[] {
      weights[first][0] - weights[second][0], weights[first][1] - weights[second][1]
    };
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1];
  }

  private static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }
}
