package org.genlabel.fuzz;

import java.util.List;

/**
 * A table whose contents are known before they are written.
 *
 * @param columns in the order in which they are written
 * @param classChoice how the class can be told from the other columns
 */
public record KnownTable(List<KnownColumn> columns, ClassChoice classChoice) {

  /** How a reader finds the class. */
  public enum ClassChoice {
    NAMED,
    LAST,
    /** Two columns have equal rights. */
    LABEL_AND_TARGET,
    /** There are columns x and y: coordinates, or y is the class although it is not the last. */
    Y_BESIDE_X;

    boolean isAmbiguous() {
      return this == LABEL_AND_TARGET || this == Y_BESIDE_X;
    }
  }

  public KnownTable {
    columns = List.copyOf(columns);
  }

  public int rows() {
    return columns.get(0).cells().size();
  }

  /** Returns the column of the class. */
  public KnownColumn classColumn() {
    return columns.stream()
        .filter(column -> column.use() == KnownColumn.Use.CLASS)
        .findFirst()
        .orElseThrow();
  }
}
