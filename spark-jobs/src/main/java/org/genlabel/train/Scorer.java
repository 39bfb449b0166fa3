package org.genlabel.train;

import org.genlabel.classifier.Classifier;
import org.genlabel.data.LabeledRows;
import org.genlabel.learner.Learner;

/** Says how many rows a classifier has right: what candidates are chosen by. */
@FunctionalInterface
public interface Scorer {
  /** Accuracy on the rows as they are. */
  Scorer CLEAN =
      new Scorer() {
        @Override
        public int correct(Classifier classifier, LabeledRows rows) {
          return countEqual(classifier.predict(rows.x()), rows.labels());
        }

        /** One pass over the rows predicts all candidates. */
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

  /** How many of the rows a classifier has right. */
  int correct(Classifier classifier, LabeledRows rows);

  /** The same of every candidate of a learner, [candidates]. */
  default int[] correct(Learner learner, LabeledRows rows) {
    int[] correct = new int[learner.candidates()];
    for (int candidate = 0; candidate < correct.length; candidate++) {
      correct[candidate] = correct(learner.classifier(candidate), rows);
    }
    return correct;
  }
}
