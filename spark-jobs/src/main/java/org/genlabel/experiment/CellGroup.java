package org.genlabel.experiment;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.genlabel.learner.Model;
import org.genlabel.train.Scheme;
import org.genlabel.train.protocol.Randomness;

/**
 * Cells that are run together because they share work: in the paired protocol those of one dataset,
 * model, alpha and trial whose schemes mix alike, and so see the same stream. A cell's result is
 * the same in any group. In the authors' protocol every cell is a group, because it does not share
 * its streams.
 *
 * @param cells at least one
 */
public record CellGroup(List<Cell> cells) implements Serializable {
  public CellGroup {
    cells = List.copyOf(cells);
  }

  /**
   * The properties that the cells of a group share; the points are null for a scheme without
   * training.
   */
  private record Stream(
      String dataset, Model model, Scheme.PointSource points, Double alpha, int trial) {
    static Stream of(Cell cell) {
      Scheme.PointSource points = cell.scheme().isTrained() ? cell.scheme().points() : null;
      return new Stream(cell.dataset(), cell.model(), points, cell.alphaOrNull(), cell.trial());
    }
  }

  /** Groups cells, in the order of the groups' first cells. */
  public static List<CellGroup> of(Collection<Cell> cells, Randomness randomness) {
    if (randomness == Randomness.AUTHORS) {
      return cells.stream().map(cell -> new CellGroup(List.of(cell))).toList();
    }
    Map<Stream, List<Cell>> groups = new LinkedHashMap<>();
    for (Cell cell : cells) {
      groups.computeIfAbsent(Stream.of(cell), ignored -> new ArrayList<>()).add(cell);
    }
    return groups.values().stream().map(CellGroup::new).toList();
  }

  /** Returns the key of the dataset of all cells. */
  public String dataset() {
    return cells.get(0).dataset();
  }

  /** Returns the model of all cells. */
  public Model model() {
    return cells.get(0).model();
  }

  /** Returns whether its cells are trained, and so have folds. */
  public boolean isTrained() {
    return cells.get(0).scheme().isTrained();
  }

  /** Returns the schemes of the cells, in their order. */
  public List<Scheme> schemes() {
    return cells.stream().map(Cell::scheme).toList();
  }
}
