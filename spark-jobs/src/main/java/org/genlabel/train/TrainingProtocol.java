package org.genlabel.train;

import java.util.List;
import org.genlabel.data.LabeledRows;

/**
 * The part of {@link CrossValidation} that differs between evaluation protocols (docs/method.md,
 * Sec. 6): folds, random numbers and initial parameters of fits, which fits are trained side by
 * side and how, and the score over the folds.
 */
public interface TrainingProtocol {
  /** Returns the schemes that are evaluated; at least one. */
  List<Scheme> schemes();

  /** Returns the hyperparameters that are trained for their candidates. */
  Grid grid();

  /**
   * Returns all fits of the cross-validation.
   *
   * @param rows the training part
   * @throws IllegalArgumentException if it is too small for the folds
   */
  List<Fit> fits(LabeledRows rows);

  /**
   * Returns the fits of chosen candidates on all rows.
   *
   * @param rows the training part
   * @param candidates positions in the grid, in order
   */
  List<Fit> finalFits(LabeledRows rows, List<Integer> candidates);

  /**
   * Divides fits into groups that are trained side by side, in an order that their starts allow.
   */
  List<List<Fit>> sideBySide(LabeledRows rows, List<Fit> fits);

  /**
   * Selects the rows of a fit, with the number of classes that it takes into account.
   *
   * @param positions of the rows in the training part
   */
  LabeledRows select(LabeledRows rows, int[] positions);

  /** Trains fits side by side; none of them may be marked as failing. */
  TrainedFits train(LabeledRows rows, List<Fit> fits);

  /**
   * Returns the score of a candidate, the mean over the folds of the share of rows that it predicts
   * correctly.
   *
   * @param folds results of all folds, in order
   * @param candidate position in the grid
   * @return in [0, 1]; NaN if a fold could not be fitted
   */
  double accuracy(List<FoldCounts> folds, int candidate);
}
