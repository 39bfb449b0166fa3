package org.genlabel.data;

/**
 * x -> (x - mean) / deviation per feature, with the population standard deviation; a constant
 * feature is only centred.
 */
public final class Standardizer {
  private final double[] mean;
  private final double[] deviation;

  private Standardizer(double[] mean, double[] deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  /**
   * Takes mean and standard deviation (ddof 0; 0 counts as 1) from the given rows.
   *
   * @param x [rows][features], finite, at least one row
   */
  public static Standardizer fit(double[][] x) {
    int features = x[0].length;
    double[] mean = new double[features];
    double[] deviation = new double[features];
    for (int k = 0; k < features; k++) {
      double sum = 0;
      double least = Double.POSITIVE_INFINITY;
      double largest = Double.NEGATIVE_INFINITY;
      for (double[] row : x) {
        sum += row[k];
        least = Math.min(least, row[k]);
        largest = Math.max(largest, row[k]);
      }
      if (least == largest) {
        // Exactly: the rounded mean of equal values need not be that value, and dividing by the
        // rest would blow it up.
        mean[k] = least;
        deviation[k] = 1;
        continue;
      }
      mean[k] = sum / x.length;
      double squares = 0;
      for (double[] row : x) {
        squares += (row[k] - mean[k]) * (row[k] - mean[k]);
      }
      double spread = StrictMath.sqrt(squares / x.length);
      // Values as far apart as 1e200 overflow the squares, as near as 1e-200 underflow them.
      deviation[k] =
          spread > 0 && spread < Double.POSITIVE_INFINITY ? spread : largest / 2 - least / 2;
    }
    return new Standardizer(mean, deviation);
  }

  /**
   * The standardised rows.
   *
   * @param x [rows][features]
   * @return [rows][features], new
   */
  public double[][] transform(double[][] x) {
    double[][] z = new double[x.length][mean.length];
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < mean.length; k++) {
        z[i][k] = (x[i][k] - mean[k]) / deviation[k];
      }
    }
    return z;
  }

  /** [features]. */
  public double[] mean() {
    return mean.clone();
  }

  /** [features]. */
  public double[] deviation() {
    return deviation.clone();
  }
}
