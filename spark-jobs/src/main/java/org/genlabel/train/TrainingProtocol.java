package org.genlabel.train;

import java.util.List;
import org.genlabel.data.LabeledRows;

/**
 * What differs between ways of evaluating schemes on a training part (docs/method.md, Sec. 6):
 * folds, random numbers and starts of fits, which fits are trained side by side and how, and how
 * folds become a score. The rest is {@link CrossValidation}'s.
 */
public interface TrainingProtocol {
  /** The schemes that are evaluated; at least one. */
  List<Scheme> schemes();

  /** What is trained for their candidates. */
  Grid grid();

  /**
   * All fits of the cross-validation.
   *
   * @param rows the training part
   * @throws IllegalArgumentException if it is too small for the folds
   */
  List<Fit> fits(LabeledRows rows);

  /**
   * The fits of chosen candidates on all rows.
   *
   * @param rows the training part
   * @param candidates positions in the grid, in order
   */
  List<Fit> finalFits(LabeledRows rows, List<Integer> candidates);

  /** Cuts fits into those that are trained side by side; in an order that their starts allow. */
  List<List<Fit>> sideBySide(LabeledRows rows, List<Fit> fits);

  /**
   * The rows of a fit, with as many classes as it knows of.
   *
   * @param positions in the training part
   */
  LabeledRows select(LabeledRows rows, int[] positions);

  /** Trains fits side by side, none of which fails. */
  TrainedFits train(LabeledRows rows, List<Fit> fits);

  /**
   * The score of a candidate: the mean over the folds of the share of rows predicted right.
   *
   * @param folds all of them, in order
   * @param candidate position in the grid
   * @return in [0, 1]; NaN if a fold could not be fitted
   */
  double accuracy(List<FoldCounts> folds, int candidate);
}
