package org.genlabel.train;

import org.genlabel.classifier.Classifier;
import org.genlabel.data.LabeledRows;
import org.genlabel.learner.Learner;

/**
 * Scores a classifier by the number of rows that it predicts correctly; candidates are chosen by
 * their scores.
 */
@FunctionalInterface
public interface Scorer {
  /** Scores by the accuracy on unmodified rows. */
  Scorer CLEAN =
      new Scorer() {
        @Override
        public int correct(Classifier classifier, LabeledRows rows) {
          return countEqual(classifier.predict(rows.x()), rows.labels());
        }

        /** Predicts by all candidates in one pass over the rows. */
        @Override
        public int[] correct(Learner learner, LabeledRows rows) {
          int[][] predictions = learner.predict(rows.x());
          int[] correct = new int[predictions.length];
          for (int candidate = 0; candidate < correct.length; candidate++) {
            correct[candidate] = countEqual(predictions[candidate], rows.labels());
          }
          return correct;
        }

        private static int countEqual(int[] predictions, int[] labels) {
          int correct = 0;
          for (int row = 0; row < labels.length; row++) {
            correct += predictions[row] == labels[row] ? 1 : 0;
          }
          return correct;
        }
      };

  /** Returns the number of rows that a classifier predicts correctly. */
  int correct(Classifier classifier, LabeledRows rows);

  /**
   * Returns the number of rows that each candidate of a learner predicts correctly, [candidates].
   */
  default int[] correct(Learner learner, LabeledRows rows) {
    int[] correct = new int[learner.candidates()];
    for (int candidate = 0; candidate < correct.length; candidate++) {
      correct[candidate] = correct(learner.classifier(candidate), rows);
    }
    return correct;
  }
}
