package org.genlabel.data;

/**
 * x -> (x - mean) / deviation per feature, with the population standard deviation; a constant
 * feature is only centred.
 *
 * <p>Every finite input gives a finite output: columns are handled in units of a power of two near
 * their largest magnitude, which is exact and keeps sums and squares of values near 1e308 or 1e-308
 * in range, and results are limited to +-1e9. No row that mean and deviation were taken from comes
 * near that limit (among n rows, none is further than sqrt(n) deviations from the mean), only a
 * value that is extremely large beside them.
 */
public final class Standardizer {
  private static final double LIMIT = 1e9;

  // [features]: the unit of the other two, a power of two.
  private final int[] exponent;
  private final double[] mean;
  private final double[] deviation;

  private Standardizer(int[] exponent, double[] mean, double[] deviation) {
    this.exponent = exponent;
    this.mean = mean;
    this.deviation = deviation;
  }

  /**
   * Computes mean and standard deviation (ddof 0; 0 counts as 1) of the given rows.
   *
   * @param x [rows][features], finite, at least one row
   */
  public static Standardizer fit(double[][] x) {
    int features = x[0].length;
    int[] exponent = new int[features];
    double[] mean = new double[features];
    double[] deviation = new double[features];
    for (int k = 0; k < features; k++) {
      double least = Double.POSITIVE_INFINITY;
      double largest = Double.NEGATIVE_INFINITY;
      for (double[] row : x) {
        least = Math.min(least, row[k]);
        largest = Math.max(largest, row[k]);
      }
      if (least == largest) {
        // Exact, because the rounded mean of equal values need not be that value, and dividing by
        // the rest would amplify the difference.
        mean[k] = least;
        deviation[k] = 1;
        continue;
      }
      exponent[k] = Math.getExponent(Math.max(Math.abs(least), Math.abs(largest)));
      double sum = 0;
      for (double[] row : x) {
        sum += Math.scalb(row[k], -exponent[k]);
      }
      mean[k] = sum / x.length;
      double squares = 0;
      for (double[] row : x) {
        double difference = Math.scalb(row[k], -exponent[k]) - mean[k];
        squares += difference * difference;
      }
      deviation[k] = StrictMath.sqrt(squares / x.length);
    }
    return new Standardizer(exponent, mean, deviation);
  }

  /**
   * Returns the standardised rows.
   *
   * @param x [rows][features], finite
   * @return [rows][features], new, finite
   */
  public double[][] transform(double[][] x) {
    double[][] z = new double[x.length][mean.length];
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < mean.length; k++) {
        double standardised = (Math.scalb(x[i][k], -exponent[k]) - mean[k]) / deviation[k];
        z[i][k] = Math.max(-LIMIT, Math.min(LIMIT, standardised));
      }
    }
    return z;
  }

  /** Returns the means, [features]. */
  public double[] mean() {
    return inOriginalUnits(mean);
  }

  /** Returns the deviations, [features]. */
  public double[] deviation() {
    return inOriginalUnits(deviation);
  }

  private double[] inOriginalUnits(double[] scaled) {
    double[] values = new double[scaled.length];
    for (int k = 0; k < values.length; k++) {
      values[k] = Math.scalb(scaled[k], exponent[k]);
    }
    return values;
  }
}
