package org.genlabel.experiment.plan;

import java.util.List;
import org.genlabel.experiment.Cell;
import org.genlabel.experiment.CellGroup;

/**
 * The part of a split group that is one fold of its cross-validation.
 *
 * @param fold in 0..folds-1
 * @param estimatedSeconds its work, in seconds of one core
 */
public record FoldTask(CellGroup group, int fold, double estimatedSeconds) implements PlannedTask {
  @Override
  public List<Cell> cells() {
    return group.cells();
  }

  /** {@inheritDoc} Always 0, because a fold has counts but no results. */
  @Override
  public int finishedCells() {
    return 0;
  }
}
