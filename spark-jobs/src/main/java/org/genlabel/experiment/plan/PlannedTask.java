package org.genlabel.experiment.plan;

import java.io.Serializable;
import java.util.List;
import org.genlabel.experiment.Cell;

/** The work of one task of a study. */
public sealed interface PlannedTask extends Serializable permits FoldTask, Partition {
  /** Returns the cells it works on; at least one. */
  List<Cell> cells();

  /** Returns how many of them have their results when it ends. */
  int finishedCells();

  /** Returns its estimated work, in seconds of one core. */
  double estimatedSeconds();
}
