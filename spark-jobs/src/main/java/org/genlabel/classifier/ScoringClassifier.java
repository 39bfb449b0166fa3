package org.genlabel.classifier;

/** A classifier that predicts the class with the largest score; see {@link FirstMaximum}. */
public interface ScoringClassifier extends Classifier {
  /**
   * Returns the scores of some points. The scores of a network are its outputs before the softmax;
   * those of a density are log density plus log prior.
   *
   * @param x [points][features], finite
   * @return [points][classes]
   */
  double[][] scores(double[][] x);

  @Override
  default int[] predict(double[][] x) {
    double[][] scores = scores(x);
    int[] predictions = new int[scores.length];
    for (int i = 0; i < predictions.length; i++) {
      predictions[i] = FirstMaximum.of(scores[i], 0, 1, scores[i].length);
    }
    return predictions;
  }
}
