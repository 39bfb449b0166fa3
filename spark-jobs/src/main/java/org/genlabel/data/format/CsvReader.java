package org.genlabel.data.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.Table;

/**
 * Reads CSV files (RFC 4180) whose first record is a header, as spreadsheets, R, pandas and data
 * loggers write them.
 *
 * <p>Encoding, separator, decimal mark and class column are found out unless the user names them;
 * what can be read in two ways is an error that names the cell and the key that decides. A column
 * of numbers, or of true/false or yes/no, is numeric; any other is nominal, with its values sorted
 * as text. A column of numbers with a few other cells is an error.
 */
public final class CsvReader {
  private final String source;
  private final ReadingSettings settings;
  private final MissingValues missingValues;

  private CsvReader(String source, ReadingSettings settings) {
    this.source = source;
    this.settings = settings;
    this.missingValues = new MissingValues(settings.missing());
  }

  /**
   * Reads a file to its end.
   *
   * @param in the file's bytes; read to the end, not closed
   * @param source the file, as the user knows it; errors name it
   * @param settings what the user says about it
   * @throws InvalidDataException if the file is not well-formed, or can be read in two ways
   */
  public static TableReading read(InputStream in, String source, ReadingSettings settings)
      throws IOException {
    return new CsvReader(source, settings)
        .read(TextBytes.ofCsv(in.readAllBytes(), source, settings.encoding()));
  }

  private TableReading read(TextBytes text) throws IOException {
    CsvSeparator separator = CsvSeparator.of(text, source, settings.separator());
    try (BufferedReader reader = text.reader()) {
      int firstLine = 1;
      if (separator.isDeclared()) {
        reader.readLine();
        firstLine = 2;
      }
      CsvRecords records = new CsvRecords(reader, source, separator.character(), firstLine);
      CsvRecords.Row header =
          records.read().orElseThrow(() -> InvalidDataException.in(source, "the file is empty"));
      List<CsvRecords.Row> rows = rows(records, header.cells().size());
      return table(text.encoding(), separator, trimmed(header), rows);
    }
  }

  private List<CsvRecords.Row> rows(CsvRecords records, int columns) throws IOException {
    List<CsvRecords.Row> rows = new ArrayList<>();
    List<CsvRecords.Row> longer = new ArrayList<>();
    for (Optional<CsvRecords.Row> row = records.read(); row.isPresent(); row = records.read()) {
      int cells = row.get().cells().size();
      if (cells == columns + 1) {
        longer.add(row.get());
      } else if (cells != columns) {
        throw wrongLength(row.get(), columns, "");
      }
      Table.requireRoom(source, row.get().line(), rows.size() + 1, columns);
      rows.add(trimmed(row.get()));
    }
    if (rows.isEmpty()) {
      throw InvalidDataException.in(source, "no rows after the header");
    }
    for (CsvRecords.Row row : longer) {
      // A separator at the end of every line but the header's is none between cells.
      if (longer.size() < rows.size() || !row.cells().get(columns).isEmpty()) {
        throw wrongLength(
            row,
            columns,
            longer.size() == rows.size()
                ? ", and so in every row; if the first column has no name, put a separator before"
                    + " the header"
                : "");
      }
    }
    return rows;
  }

  private InvalidDataException wrongLength(CsvRecords.Row row, int columns, String more) {
    return InvalidDataException.at(
        source,
        row.line(),
        "expected "
            + columns
            + " cells as in the header, but found "
            + row.cells().size()
            + (columns == 1 ? "; the first line must name the columns" : "")
            + more
            + "; the separator can be set with data.separator");
  }

  private static CsvRecords.Row trimmed(CsvRecords.Row row) {
    // Only cells in quotes can still have blanks around them.
    List<String> cells = row.cells();
    for (int k = 0; k < cells.size(); k++) {
      cells.set(k, Blanks.trim(cells.get(k)));
    }
    return row;
  }

  private TableReading table(
      String encoding, CsvSeparator separator, CsvRecords.Row header, List<CsvRecords.Row> rows) {
    List<String> names = CsvHeader.names(source, header, width(header, rows));
    requireFeature(header, names);
    CsvClass.Choice choice =
        CsvClass.choice(source, names, settings.classColumn(), settings.ignored());
    List<CsvColumn> columns = new ArrayList<>();
    for (int k = 0; k < names.size(); k++) {
      columns.add(column(names.get(k), k, k == choice.index(), rows));
    }
    List<CsvColumn> used = columns.stream().filter(column -> !isIgnored(column)).toList();
    CsvHeader.requireNames(source, header.line(), used);
    CsvColumn classColumn = columns.get(choice.index());
    DecimalMark decimal =
        DecimalMark.of(
            source,
            used.stream().filter(column -> !column.equals(classColumn)).toList(),
            classColumn,
            separator.character(),
            settings.decimalMark());
    List<ColumnContents> contents = new ArrayList<>();
    for (CsvColumn column : columns) {
      if (column.equals(classColumn)) {
        contents.add(CsvClass.of(column, decimal, choice, settings.exactClasses()));
      } else {
        contents.add(
            isIgnored(column) ? CsvFeature.ignored(column) : CsvFeature.of(column, decimal));
      }
    }
    int[] lines = rows.stream().mapToInt(CsvRecords.Row::line).toArray();
    FileReading reading =
        new FileReading(
            source,
            encoding,
            separator.name(),
            String.valueOf(decimal.mark()),
            rows.size(),
            contents.stream().map(ColumnContents::reading).toList(),
            Map.of(),
            contents.stream().flatMap(column -> column.notes().stream()).toList(),
            "");
    Table table =
        new Table(
            source,
            "",
            contents.stream().map(ColumnContents::attribute).toList(),
            values(contents, rows.size()),
            lines);
    return new TableReading(table, reading, Optional.of(classColumn.name()));
  }

  private static double[][] values(List<ColumnContents> contents, int rows) {
    double[][] values = new double[rows][contents.size()];
    for (int k = 0; k < contents.size(); k++) {
      double[] column = contents.get(k).values();
      for (int row = 0; row < rows; row++) {
        values[row][k] = column[row];
      }
    }
    return values;
  }

  private void requireFeature(CsvRecords.Row header, List<String> names) {
    if (names.size() == 1) {
      throw InvalidDataException.at(
          source,
          header.line(),
          "no feature beside the only column "
              + InvalidDataException.quoted(names.get(0))
              + "; its lines may be quoted as a whole, or set data.separator");
    }
  }

  /** Returns the number of columns without those that only separators at line ends make. */
  private static int width(CsvRecords.Row header, List<CsvRecords.Row> rows) {
    int width = header.cells().size();
    while (width > 1 && isEmpty(header, rows, width - 1)) {
      width--;
    }
    return width;
  }

  private static boolean isEmpty(CsvRecords.Row header, List<CsvRecords.Row> rows, int column) {
    return header.cells().get(column).isEmpty()
        && rows.stream().allMatch(row -> row.cells().get(column).isEmpty());
  }

  private boolean isIgnored(CsvColumn column) {
    return settings.ignored().contains(column.name());
  }

  private CsvColumn column(String name, int k, boolean isClass, List<CsvRecords.Row> rows) {
    String[] cells = new String[rows.size()];
    int[] lines = new int[rows.size()];
    boolean[] missing = new boolean[rows.size()];
    for (int row = 0; row < cells.length; row++) {
      cells[row] = rows.get(row).cells().get(k);
      lines[row] = rows.get(row).line();
      missing[row] =
          isClass ? missingValues.isMissingClass(cells[row]) : missingValues.isMissing(cells[row]);
    }
    return new CsvColumn(source, name, cells, lines, missing);
  }
}
