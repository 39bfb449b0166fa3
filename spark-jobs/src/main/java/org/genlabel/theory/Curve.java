package org.genlabel.theory;

/**
 * A line of a figure.
 *
 * @param name what it shows, for a legend
 * @param x [points], ascending
 * @param y [points]
 */
public record Curve(String name, double[] x, double[] y) {
  /**
   * @throws IllegalArgumentException if x and y have different lengths
   */
  public Curve {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "a curve needs a y for every x, not " + y.length + " for " + x.length);
    }
  }

  /**
   * Returns {@code points} evenly spaced values from first to last, both included; at least two.
   */
  static double[] evenly(double first, double last, int points) {
    if (points < 2) {
      throw new IllegalArgumentException("a curve has at least 2 points, not " + points);
    }
    double[] values = new double[points];
    for (int i = 0; i < points; i++) {
      values[i] = first + (last - first) * i / (points - 1);
    }
    values[points - 1] = last;
    return values;
  }
}
