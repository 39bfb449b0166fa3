package org.genlabel.experiment;

import java.util.List;
import org.genlabel.train.Evaluation;

/**
 * A cell's row and the scores of its candidates.
 *
 * @param result the row
 * @param scores in grid order; empty for a scheme without training and for a failed cell
 * @param chosen position of the chosen candidate among the scores, -1 if there are none
 */
public record CellOutcome(CellResult result, List<Evaluation.Score> scores, int chosen) {
  /** Returns the outcome of a cell that has no candidates, or failed. */
  public static CellOutcome withoutScores(CellResult result) {
    return new CellOutcome(result, List.of(), -1);
  }

  /** Returns the same outcome with another time. */
  CellOutcome withFitSeconds(double seconds) {
    return new CellOutcome(result.withFitSeconds(seconds), scores, chosen);
  }
}
