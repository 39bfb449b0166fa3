package org.genlabel.experiment.plan;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.genlabel.cost.Shape;
import org.genlabel.experiment.Cell;
import org.genlabel.experiment.CellGroup;
import org.genlabel.train.protocol.Randomness;

/**
 * The measured time of a cell.
 *
 * @param shape of its dataset's training part
 * @param seconds its share of the wall time of the cells that it was run with
 * @param attempt the attempt that ran it; cells of different attempts were not run together
 */
public record MeasuredCell(Cell cell, Shape shape, double seconds, int attempt) {
  // The order of a plan, which is the order in which groups list their cells.
  private static final Comparator<MeasuredCell> PLAN_ORDER =
      Comparator.comparing((MeasuredCell measured) -> measured.cell().dataset())
          .thenComparing(measured -> measured.cell().model().key())
          .thenComparing(measured -> measured.cell().scheme())
          .thenComparing(
              measured -> measured.cell().alphaOrNull(),
              Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(measured -> measured.cell().trial());

  /**
   * Returns the wall time of the groups that cells were run in, the sum of their seconds. Groups
   * are formed again as a plan forms them, in plan order.
   */
  public static Map<CellGroup, Double> secondsOfGroups(
      List<MeasuredCell> measured, Randomness randomness) {
    SortedMap<Integer, List<MeasuredCell>> byAttempt =
        measured.stream()
            .sorted(PLAN_ORDER)
            .collect(
                Collectors.groupingBy(MeasuredCell::attempt, TreeMap::new, Collectors.toList()));
    Map<CellGroup, Double> seconds = new LinkedHashMap<>();
    for (List<MeasuredCell> together : byAttempt.values()) {
      Map<Cell, Double> secondsOfCell = new LinkedHashMap<>();
      together.forEach(cell -> secondsOfCell.put(cell.cell(), cell.seconds()));
      for (CellGroup group : CellGroup.of(secondsOfCell.keySet(), randomness)) {
        seconds.put(group, group.cells().stream().mapToDouble(secondsOfCell::get).sum());
      }
    }
    return seconds;
  }

  /** Returns the shapes of the datasets of some cells, by key. */
  public static Map<String, Shape> shapes(List<MeasuredCell> measured) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    measured.stream()
        .sorted(PLAN_ORDER)
        .forEach(cell -> shapes.putIfAbsent(cell.cell().dataset(), cell.shape()));
    return shapes;
  }
}
