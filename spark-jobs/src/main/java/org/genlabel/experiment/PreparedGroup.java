package org.genlabel.experiment;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.genlabel.cost.Shape;
import org.genlabel.train.FoldCounts;

/**
 * Cells of a group whose dataset is prepared. They are run at once, or fold by fold and then
 * finished, with the same outcomes. Anything thrown fails the cells, except a {@link
 * CancellationException}, which ends the run and must be thrown once the thread is interrupted.
 */
public interface PreparedGroup {
  /** Returns the shape of the training part. */
  Shape shape();

  /** Runs the cells; one outcome per cell, in order. */
  List<CellOutcome> run();

  /**
   * Runs one fold of the cross-validation.
   *
   * @param fold in 0..folds-1
   */
  FoldCounts validate(int fold);

  /**
   * Runs what is left after all folds have been run; one outcome per cell, in order.
   *
   * @param folds all of them, in order
   */
  List<CellOutcome> finish(List<FoldCounts> folds);
}
