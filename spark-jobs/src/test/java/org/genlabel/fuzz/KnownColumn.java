package org.genlabel.fuzz;

import java.util.Collections;
import java.util.List;

/**
 * A column whose contents are known before they are written.
 *
 * @param name the name that a reader must find
 * @param kind what the cells are
 * @param cells the cells as a programming language would write them: numbers with a point and
 *     without thousands marks, 1 and 0 for words such as yes and no; null where missing
 */
public record KnownColumn(String name, Kind kind, List<String> cells) {

  /** What a column is used for. */
  public enum Use {
    CLASS,
    NUMERIC,
    NOMINAL,
    LEFT_OUT
  }

  /** What the cells of a column are. */
  public enum Kind {
    INTEGER(Use.NUMERIC, true),
    DECIMAL(Use.NUMERIC, true),
    /** Numbers that programs write with thousands marks. */
    LARGE(Use.NUMERIC, true),
    EXPONENT(Use.NUMERIC, true),
    CONSTANT(Use.NUMERIC, true),
    INDEX(Use.NUMERIC, true),
    /** An index whose name is not written, as pandas and R do. */
    UNNAMED_INDEX(Use.NUMERIC, true),
    YES_NO(Use.NUMERIC, false),
    TEXT(Use.NOMINAL, false),
    DATE(Use.LEFT_OUT, false),
    EMPTY(Use.LEFT_OUT, false),
    CLASS_WORDS(Use.CLASS, false),
    CLASS_NUMBERS(Use.CLASS, true);

    private final Use use;
    private final boolean number;

    Kind(Use use, boolean number) {
      this.use = use;
      this.number = number;
    }

    /** Returns whether the cells are written as numbers. */
    public boolean isNumber() {
      return number;
    }
  }

  public KnownColumn {
    // Not List.copyOf, which takes no null.
    cells = Collections.unmodifiableList(cells);
  }

  public Use use() {
    return kind.use;
  }

  /** Returns a cell of a numeric column; NaN where missing. */
  public double number(int row) {
    return cells.get(row) == null ? Double.NaN : Double.parseDouble(cells.get(row));
  }

  /** Returns the number of missing cells. */
  public int missing() {
    return Collections.frequency(cells, null);
  }

  KnownColumn named(String other) {
    return new KnownColumn(other, kind, cells);
  }

  /** Returns the name as it is written. */
  String header() {
    return kind == Kind.UNNAMED_INDEX ? "" : name;
  }
}
