package org.genlabel.train;

import java.util.List;
import java.util.OptionalDouble;
import org.genlabel.network.NetworkClassifier;

/**
 * The cross-validation of a scheme on a training part, and its best candidate fitted to the whole
 * of it.
 *
 * @param scores in grid order
 * @param chosen position of the best among them
 * @param classifier the best candidate, trained
 * @param intrusionRate share of its mixed points that intruded and were dropped; empty where the
 *     scheme does not ask
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

  /** The best candidate and its score. */
  public Score best() {
    return scores.get(chosen);
  }
}
