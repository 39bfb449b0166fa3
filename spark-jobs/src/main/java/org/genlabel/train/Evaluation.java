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
    List<CrossValidation.Score> scores,
    int chosen,
    NetworkClassifier classifier,
    OptionalDouble intrusionRate) {
  public Evaluation {
    scores = List.copyOf(scores);
  }

  /** The best candidate and its score. */
  public CrossValidation.Score best() {
    return scores.get(chosen);
  }
}
