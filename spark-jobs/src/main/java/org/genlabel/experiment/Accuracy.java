package org.genlabel.experiment;

import org.genlabel.classifier.Classifier;
import org.genlabel.data.LabeledRows;

/** The share of rows that a classifier gives their own label. */
public final class Accuracy {
  private Accuracy() {}

  /** Returns the share, in [0, 1]; NaN if there are no rows. */
  static double of(Classifier classifier, LabeledRows rows) {
    int[] predictions = classifier.predict(rows.x());
    int correct = 0;
    for (int row = 0; row < rows.count(); row++) {
      correct += predictions[row] == rows.labels()[row] ? 1 : 0;
    }
    return (double) correct / rows.count();
  }
}
