package org.genlabel.report.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/**
 * A table of a report, for the terminal, the page and a CSV file.
 *
 * @param id also its file's name
 * @param title what it shows
 * @param columns their names
 * @param rows each with as many cells as columns
 * @param notes what must be known to read it, each a line
 */
public record ReportTable(
    String id, String title, List<String> columns, List<List<Cell>> rows, List<String> notes) {

  /** Columns of marks; a terminal has no room for their names. */
  public static final String EQUAL = "equal";

  public static final String NOTE = "note";

  /**
   * A cell.
   *
   * @param shown as people read it
   * @param exact as programs do: all digits, no sign of plus; empty where there is no value
   * @param isNumber whether it is ordered by its value
   */
  public record Cell(String shown, String exact, boolean isNumber) {
    /** No value. */
    public static final Cell NONE = new Cell("-", "", true);

    public static Cell text(String text) {
      return new Cell(text, text, false);
    }

    public static Cell count(long count) {
      return new Cell(Long.toString(count), Long.toString(count), true);
    }

    /** A number with so many digits behind the point. */
    public static Cell number(double value, int decimals) {
      return new Cell(rounded(value, decimals), Double.toString(value), true);
    }

    /** A fraction, shown in percent. */
    public static Cell percent(double fraction, int decimals) {
      return number(100 * fraction, decimals);
    }

    /** A difference of fractions, shown in points of percent with its sign. */
    public static Cell points(double difference, int decimals) {
      return new Cell(
          String.format(Locale.ROOT, "%+." + decimals + "f", 100 * difference),
          Double.toString(100 * difference),
          true);
    }

    /** A probability, shown with three digits, or that it is smaller. */
    public static Cell probability(double value) {
      String shown = value < 0.001 ? "<0.001" : rounded(value, 3);
      return new Cell(shown, Double.toString(value), true);
    }

    /** As Python's format does: the exact value, rounded half to even; or that it is infinite. */
    public static String rounded(double value, int decimals) {
      if (!Double.isFinite(value)) {
        return Double.toString(value);
      }
      return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** In as few digits as it needs, six at most: numpy's fourth gamma is 0.6000000000000001. */
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

  /** The same table with notes. */
  ReportTable withNotes(List<String> lines) {
    return new ReportTable(id, title, columns, rows, lines);
  }

  /** For a terminal, with its notes. */
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

  /** For programs: exact values (RFC 4180). */
  public String csv() {
    StringBuilder text = new StringBuilder();
    text.append(CsvRecord.of(columns));
    for (List<Cell> row : rows) {
      text.append(CsvRecord.of(row.stream().map(Cell::exact).toList()));
    }
    return text.toString();
  }
}
