package org.genlabel.classifier;

/** A classifier that decides for the class with the largest score; see {@link FirstMaximum}. */
public interface ScoringClassifier extends Classifier {
  /**
   * The scores of some points: of networks, the scores before the softmax; of densities, log
   * densities and log priors.
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
