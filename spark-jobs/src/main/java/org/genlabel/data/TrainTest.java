package org.genlabel.data;

import java.util.stream.IntStream;

/**
 * A dataset ready for learning: split, imputed, expanded and standardised.
 *
 * @param trainX [training rows][features], finite
 * @param trainY [training rows], each in 0..classes-1
 * @param testX [test rows][features], finite
 * @param testY [test rows]
 * @param classes K
 */
public record TrainTest(
    double[][] trainX, int[] trainY, double[][] testX, int[] testY, int classes) {
  /**
   * Prepares a dataset (method Sec. 6). Missing values are always filled from the training rows.
   */
  public static TrainTest of(Dataset dataset, Split split, Scaling scaling) {
    Imputer imputer = Imputer.fit(dataset, split.train());
    double[][] train = imputer.transform(dataset, split.train());
    double[][] test = imputer.transform(dataset, split.test());
    Standardizer standardizer =
        switch (scaling) {
          case TRAINING_ROWS -> Standardizer.fit(train);
          case ALL_ROWS ->
              Standardizer.fit(
                  imputer.transform(dataset, IntStream.range(0, dataset.rows()).toArray()));
        };
    return new TrainTest(
        standardizer.transform(train),
        labels(dataset, split.train()),
        standardizer.transform(test),
        labels(dataset, split.test()),
        dataset.classCount());
  }

  private static int[] labels(Dataset dataset, int[] rows) {
    return IntStream.of(rows).map(row -> dataset.labels()[row]).toArray();
  }

  /** The number of columns after expansion. */
  public int features() {
    return trainX[0].length;
  }
}
