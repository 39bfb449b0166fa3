package org.genlabel.experiment.plan;

import java.io.Serializable;
import java.util.List;
import org.genlabel.experiment.Cell;

/** What one task of a study does. */
public sealed interface PlannedTask extends Serializable permits FoldTask, Partition {
  /** The cells it works on; at least one. */
  List<Cell> cells();

  /** How many of them have their results when it ends. */
  int finishedCells();

  /** Its estimated work, in seconds of one core. */
  double estimatedSeconds();
}
