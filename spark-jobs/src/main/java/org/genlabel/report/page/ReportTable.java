package org.genlabel.report.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/**
 * A table of a report, for the terminal, the page and a CSV file.
 *
 * @param id identifier, also the name of its file
 * @param title title of the table
 * @param columns names of the columns
 * @param rows rows, each with as many cells as columns
 * @param notes notes about the table, one line each
 */
public record ReportTable(
    String id, String title, List<String> columns, List<List<Cell>> rows, List<String> notes) {

  /** Name of columns of marks, which a terminal has no room for. */
  public static final String EQUAL = "equal";

  public static final String NOTE = "note";

  /**
   * A cell.
   *
   * @param shown formatted text
   * @param exact value for programs, with all digits and without a plus sign; empty if there is no
   *     value
   * @param isNumber whether the cell is a number, which is sorted by its value
   */
  public record Cell(String shown, String exact, boolean isNumber) {
    /** A cell without a value. */
    public static final Cell NONE = new Cell("-", "", true);

    public static Cell text(String text) {
      return new Cell(text, text, false);
    }

    public static Cell count(long count) {
      return new Cell(Long.toString(count), Long.toString(count), true);
    }

    /** Returns a number with a number of decimals. */
    public static Cell number(double value, int decimals) {
      return new Cell(rounded(value, decimals), Double.toString(value), true);
    }

    /** Returns a fraction, shown in percent. */
    public static Cell percent(double fraction, int decimals) {
      return number(100 * fraction, decimals);
    }

    /** Returns a difference of fractions, shown in percentage points with its sign. */
    public static Cell points(double difference, int decimals) {
      return new Cell(
          String.format(Locale.ROOT, "%+." + decimals + "f", 100 * difference),
          Double.toString(100 * difference),
          true);
    }

    /** Returns a probability, shown with three decimals or as a bound if it is smaller. */
    public static Cell probability(double value) {
      String shown = value < 0.001 ? "<0.001" : rounded(value, 3);
      return new Cell(shown, Double.toString(value), true);
    }

    /**
     * Formats a number as Python does: the exact value is rounded half to even; infinity is written
     * as such.
     */
    public static String rounded(double value, int decimals) {
      if (!Double.isFinite(value)) {
        return Double.toString(value);
      }
      return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    /**
     * Formats a number with as few digits as possible, at most six: numpy's fourth gamma is
     * 0.6000000000000001.
     */
    public static String shortest(double value) {
      return new BigDecimal(value)
          .round(new MathContext(6, RoundingMode.HALF_EVEN))
          .stripTrailingZeros()
          .toPlainString();
    }
  }

  public ReportTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    notes = List.copyOf(notes);
    for (List<Cell> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            id + ": a row needs " + columns.size() + " cells, not " + row.size());
      }
    }
  }

  /** Returns this table with notes. */
  ReportTable withNotes(List<String> lines) {
    return new ReportTable(id, title, columns, rows, lines);
  }

  /** Returns the table for a terminal, with its notes. */
  public String text() {
    TextTable table =
        new TextTable(
            columns.stream()
                .map(column -> column.equals(EQUAL) || column.equals(NOTE) ? "" : column)
                .toList());
    for (List<Cell> row : rows) {
      table.add(row.stream().map(Cell::shown).toList());
    }
    StringBuilder text = new StringBuilder(table.render());
    notes.forEach(note -> text.append(note).append('\n'));
    return text.toString();
  }

  /** Returns the table as CSV with exact values (RFC 4180). */
  public String csv() {
    StringBuilder text = new StringBuilder();
    text.append(CsvRecord.of(columns));
    for (List<Cell> row : rows) {
      text.append(CsvRecord.of(row.stream().map(Cell::exact).toList()));
    }
    return text.toString();
  }
}
