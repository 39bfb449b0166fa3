package org.genlabel.train;

import java.util.List;
import java.util.OptionalDouble;
import org.genlabel.network.NetworkClassifier;

/**
 * Result of the cross-validation of a scheme on a training part, with its best candidate fitted to
 * the whole part.
 *
 * @param scores scores of the candidates, in grid order
 * @param chosen position of the best score
 * @param classifier the best candidate, trained
 * @param intrusionRate share of its mixed points that intruded and were dropped; empty if the
 *     scheme does not drop points
 */
public record Evaluation(
    List<Score> scores, int chosen, NetworkClassifier classifier, OptionalDouble intrusionRate) {
  /**
   * A candidate and its score.
   *
   * @param accuracy mean over the folds of the share of validation rows predicted right, in [0, 1];
   *     NaN if a fold could not be fitted
   */
  public record Score(Candidate candidate, double accuracy) {}

  public Evaluation {
    scores = List.copyOf(scores);
  }

  /** Returns the best candidate and its score. */
  public Score best() {
    return scores.get(chosen);
  }
}
