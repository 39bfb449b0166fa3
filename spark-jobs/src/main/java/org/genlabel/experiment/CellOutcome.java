package org.genlabel.experiment;

import java.util.List;
import org.genlabel.train.CrossValidation;

/**
 * A cell's row and the scores of its candidates.
 *
 * @param result the row
 * @param scores in grid order; empty for a scheme without training and for a failed cell
 * @param chosen position of the chosen candidate among the scores, -1 if there are none
 */
public record CellOutcome(CellResult result, List<CrossValidation.Score> scores, int chosen) {}
