package org.genlabel.experiment.plan;

import java.util.List;
import org.genlabel.experiment.Cell;
import org.genlabel.experiment.CellGroup;

/**
 * Groups of cells that one task runs.
 *
 * @param groups in the order they are run
 * @param estimatedSeconds their work, in seconds of one core
 */
public record Partition(List<CellGroup> groups, double estimatedSeconds) implements PlannedTask {
  public Partition {
    groups = List.copyOf(groups);
  }

  /** Returns the cells of all groups. */
  @Override
  public List<Cell> cells() {
    return groups.stream().flatMap(group -> group.cells().stream()).toList();
  }

  @Override
  public int finishedCells() {
    return cells().size();
  }
}
