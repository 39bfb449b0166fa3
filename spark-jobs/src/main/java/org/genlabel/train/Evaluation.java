package org.genlabel.train;

import java.util.List;

/**
 * What training a scheme on a training part came to: the scores of all candidates, and the fit of
 * the best on the whole part.
 *
 * @param scores in grid order
 * @param chosen position of the best among them
 * @param fit of the best candidate alone
 */
public record Evaluation(List<CrossValidation.Score> scores, int chosen, Fit fit) {
  public Evaluation {
    scores = List.copyOf(scores);
  }

  /** The best candidate and its score. */
  public CrossValidation.Score best() {
    return scores.get(chosen);
  }
}
