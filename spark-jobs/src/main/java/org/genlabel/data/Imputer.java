package org.genlabel.data;

import java.util.List;

/**
 * Fills missing values from the training rows (mean of a numeric feature, most frequent category of
 * a nominal one, the first of equally frequent ones; 0 or the first category where no training row
 * has a value) and expands nominal features into one indicator column per category.
 */
public final class Imputer {
  private final List<Dataset.Feature> features;
  private final double[] fill;
  private final int columns;

  private Imputer(List<Dataset.Feature> features, double[] fill, int columns) {
    this.features = features;
    this.fill = fill;
    this.columns = columns;
  }

  /**
   * Computes the values to fill in from the training rows.
   *
   * @param trainingRows row numbers of the dataset
   */
  public static Imputer fit(Dataset dataset, int[] trainingRows) {
    List<Dataset.Feature> features = dataset.features();
    double[] fill = new double[features.size()];
    int columns = 0;
    for (int k = 0; k < fill.length; k++) {
      int categories = features.get(k).categories().size();
      if (features.get(k).isNominal()) {
        fill[k] = mostFrequent(dataset.values(), trainingRows, k, categories);
        columns += categories;
      } else {
        fill[k] = mean(dataset.values(), trainingRows, k);
        columns++;
      }
    }
    return new Imputer(features, fill, columns);
  }

  private static double mean(double[][] values, int[] rows, int feature) {
    double mean = 0;
    int present = 0;
    for (int row : rows) {
      if (!Double.isNaN(values[row][feature])) {
        present++;
        // Incremental: the sum of huge finite values could overflow.
        mean += values[row][feature] / present - mean / present;
      }
    }
    return mean;
  }

  private static double mostFrequent(double[][] values, int[] rows, int feature, int categories) {
    int[] counts = new int[categories];
    for (int row : rows) {
      if (!Double.isNaN(values[row][feature])) {
        counts[(int) values[row][feature]]++;
      }
    }
    int best = 0;
    for (int category = 1; category < categories; category++) {
      if (counts[category] > counts[best]) {
        best = category;
      }
    }
    return best;
  }

  /**
   * Returns the chosen rows with missing values filled and nominal features expanded.
   *
   * @param rows row numbers of the dataset
   * @return [rows][columns], new
   */
  public double[][] transform(Dataset dataset, int[] rows) {
    double[][] x = new double[rows.length][columns];
    for (int i = 0; i < rows.length; i++) {
      double[] raw = dataset.values()[rows[i]];
      int column = 0;
      for (int k = 0; k < fill.length; k++) {
        double value = Double.isNaN(raw[k]) ? fill[k] : raw[k];
        if (features.get(k).isNominal()) {
          x[i][column + (int) value] = 1;
          column += features.get(k).categories().size();
        } else {
          x[i][column++] = value;
        }
      }
    }
    return x;
  }
}
