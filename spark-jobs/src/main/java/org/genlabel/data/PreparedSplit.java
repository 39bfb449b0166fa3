package org.genlabel.data;

import java.util.stream.IntStream;

/**
 * A dataset ready for learning: split, imputed, expanded and standardised, all features finite.
 *
 * @param train the training part
 * @param test the test part, with as many features and classes
 */
public record PreparedSplit(LabeledRows train, LabeledRows test) {
  /**
   * Prepares a dataset (docs/method.md, Sec. 6). Missing values are always filled from the training
   * rows.
   */
  public static PreparedSplit of(Dataset dataset, Split split, Scaling scaling) {
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
    return new PreparedSplit(
        labeled(dataset, split.train(), standardizer.transform(train)),
        labeled(dataset, split.test(), standardizer.transform(test)));
  }

  private static LabeledRows labeled(Dataset dataset, int[] rows, double[][] x) {
    int[] labels = IntStream.of(rows).map(row -> dataset.labels()[row]).toArray();
    return new LabeledRows(x, labels, dataset.classCount());
  }

  /** Returns the number of columns after expansion. */
  public int features() {
    return train.features();
  }

  /** Returns K, classes without rows included. */
  public int classes() {
    return train.classes();
  }
}
