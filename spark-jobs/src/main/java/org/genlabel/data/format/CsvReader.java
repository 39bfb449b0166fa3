package org.genlabel.data.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.genlabel.data.Attribute;
import org.genlabel.data.ClassAttribute;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.Table;

/**
 * Reads CSV files (RFC 4180) whose first record is a header.
 *
 * <p>Cells are separated by commas, or by semicolons or else tabs if the header has no comma. An
 * empty cell, {@code ?} and {@code NA} are missing values, in quotes or not. A column of finite
 * decimal numbers is numeric; any other column, and the class always, is nominal, with its values
 * sorted: as text, or as numbers if the class has nothing but integers. A column with more numbers
 * than other cells is an error.
 */
public final class CsvReader {
  private CsvReader() {}

  /**
   * Reads a file to its end.
   *
   * @param in the file's bytes; read to the end, not closed
   * @param source the file, as the user knows it; errors name it
   * @param target the name of the class column, if known; else the one called {@code class} in any
   *     case, else the last
   * @throws InvalidDataException if the file is not well-formed or the target is not in the header
   */
  public static TableReading read(InputStream in, String source, ReadingSettings settings)
      throws IOException {
    TextBytes text = new TextBytes(in.readAllBytes(), source);
    CsvRecords records;
    try (Reader header = text.reader();
        Reader all = text.reader()) {
      records = new CsvRecords(all, source, separator(header));
      List<String> names = names(records, source);
      int classColumn = ClassAttribute.index(source, names, settings.classColumn());
      List<CsvRecords.Row> rows = rows(records, source, names.size());
      return new TableReading(table(source, names, classColumn, rows), null);
    }
  }

  /** Looks for a separator outside quotes in the first line that has text. */
  private static char separator(Reader reader) throws IOException {
    boolean quoted = false;
    boolean blank = true;
    boolean semicolon = false;
    boolean tab = false;
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      boolean lineEnd = c == '\n' || c == '\r';
      if (lineEnd && !quoted && !blank) {
        break;
      }
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted) {
        if (c == ',') {
          return ',';
        }
        semicolon |= c == ';';
        tab |= c == '\t';
      }
      blank &= lineEnd || c == ' ' || c == '\t';
    }
    if (semicolon) {
      return ';';
    }
    return tab ? '\t' : ',';
  }

  private static List<String> names(CsvRecords records, String source) throws IOException {
    CsvRecords.Row header =
        records.read().orElseThrow(() -> InvalidDataException.in(source, "the file is empty"));
    Set<String> seen = new HashSet<>();
    for (int column = 0; column < header.cells().size(); column++) {
      String name = header.cells().get(column);
      if (name.isEmpty()) {
        throw InvalidDataException.at(
            source,
            header.line(),
            "column " + (column + 1) + " of the header has no name; every column needs one");
      }
      if (!seen.add(name)) {
        throw InvalidDataException.at(
            source,
            header.line(),
            "two columns are called "
                + InvalidDataException.quoted(name)
                + "; every column needs a name of its own");
      }
    }
    return header.cells();
  }

  private static List<CsvRecords.Row> rows(CsvRecords records, String source, int columns)
      throws IOException {
    List<CsvRecords.Row> rows = new ArrayList<>();
    for (Optional<CsvRecords.Row> row = records.read(); row.isPresent(); row = records.read()) {
      int cells = row.get().cells().size();
      if (cells != columns) {
        throw InvalidDataException.at(
            source,
            row.get().line(),
            "expected " + columns + " cells as in the header, but found " + cells);
      }
      Table.requireRoom(source, row.get().line(), rows.size() + 1, columns);
      rows.add(row.get());
    }
    if (rows.isEmpty()) {
      throw InvalidDataException.in(source, "no rows after the header");
    }
    return rows;
  }

  private static Table table(
      String source, List<String> names, int classColumn, List<CsvRecords.Row> rows) {
    double[][] values = new double[rows.size()][names.size()];
    List<Attribute> attributes = new ArrayList<>();
    for (int column = 0; column < names.size(); column++) {
      boolean numeric =
          column != classColumn && fillNumbers(source, names.get(column), rows, column, values);
      attributes.add(
          numeric
              ? new Attribute(names.get(column), Attribute.Kind.NUMERIC, List.of())
              : new Attribute(
                  names.get(column),
                  Attribute.Kind.NOMINAL,
                  fillCategories(rows, column, column == classColumn, values)));
    }
    int[] lines = rows.stream().mapToInt(CsvRecords.Row::line).toArray();
    return new Table(source, "", attributes, values, lines);
  }

  /**
   * Fills a column of [rows][columns] with numbers; false if it is not a column of numbers.
   *
   * @throws InvalidDataException if most cells are numbers, but not all: one slip must not turn a
   *     numeric column into a nominal one, which studies on numeric features would drop in silence
   */
  private static boolean fillNumbers(
      String source, String name, List<CsvRecords.Row> rows, int column, double[][] values) {
    int numbers = 0;
    int others = 0;
    int firstOther = -1;
    for (int row = 0; row < values.length; row++) {
      String cell = rows.get(row).cells().get(column);
      values[row][column] = DecimalNumber.parse(cell);
      if (!Double.isNaN(values[row][column])) {
        numbers++;
      } else if (!isMissing(cell)) {
        others++;
        firstOther = firstOther < 0 ? row : firstOther;
      }
    }
    if (others > 0 && numbers > others) {
      throw InvalidDataException.at(
          source,
          rows.get(firstOther).line(),
          "column "
              + InvalidDataException.quoted(name)
              + ", whose cells are numbers but for "
              + others
              + ": "
              + DecimalNumber.refusal(rows.get(firstOther).cells().get(column)));
    }
    return others == 0;
  }

  /** Fills a column of [rows][columns] with indices into the sorted values that it returns. */
  private static List<String> fillCategories(
      List<CsvRecords.Row> rows, int column, boolean isClass, double[][] values) {
    Set<String> distinct = new TreeSet<>();
    for (CsvRecords.Row row : rows) {
      String cell = row.cells().get(column);
      if (!isMissing(cell)) {
        distinct.add(cell);
      }
    }
    List<String> categories = new ArrayList<>(distinct);
    if (isClass && categories.stream().allMatch(DecimalNumber::isInteger)) {
      // The sort is stable: 1 and 01 stay in the order of text.
      categories.sort(Comparator.comparing(BigInteger::new));
    }
    Map<String, Integer> index = new HashMap<>();
    for (String category : categories) {
      index.put(category, index.size());
    }
    for (int row = 0; row < values.length; row++) {
      String cell = rows.get(row).cells().get(column);
      values[row][column] = isMissing(cell) ? Double.NaN : index.get(cell);
    }
    return categories;
  }

  private static boolean isMissing(String cell) {
    return cell.isEmpty() || cell.equals("?") || cell.equals("NA");
  }
}
