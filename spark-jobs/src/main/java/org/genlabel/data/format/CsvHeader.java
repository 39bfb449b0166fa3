package org.genlabel.data.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.genlabel.data.ComposedName;
import org.genlabel.data.InvalidDataException;

/** The first record of a CSV file, which names the columns. */
final class CsvHeader {
  /** The beginning of the name of a column that has none, as pandas calls it. */
  static final String UNNAMED = "Unnamed: ";

  private CsvHeader() {}

  /**
   * Returns the names of the columns.
   *
   * @param width how many there are
   * @throws InvalidDataException if two are the same
   */
  static List<String> names(String source, CsvRecords.Row header, int width) {
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String cell : header.cells().subList(0, width)) {
      String name = cell.isEmpty() ? UNNAMED + names.size() : ComposedName.of(cell);
      if (!seen.add(name)) {
        throw InvalidDataException.at(
            source,
            header.line(),
            "two columns are called "
                + InvalidDataException.quoted(name)
                + "; every column needs a name of its own");
      }
      names.add(name);
    }
    return names;
  }

  /**
   * Checks that the first record is no row of data: a name is not among the values of its own
   * column, and names that are numbers count the columns.
   *
   * @param columns all but ignored ones
   */
  static void requireNames(String source, int line, List<CsvColumn> columns) {
    if (areOrdinals(columns)) {
      return;
    }
    double before = Double.NEGATIVE_INFINITY;
    for (CsvColumn column : columns) {
      boolean isNumbers = column.present() > 0 && column.numeralCount() == column.present();
      Optional<Numeral> number = Numeral.of(column.name()).filter(numeral -> isNumbers);
      boolean isRow = !isNumbers && column.distinct().contains(column.name());
      if (number.isPresent()) {
        boolean whole = number.get().kind() == Numeral.Kind.WHOLE;
        double value = whole ? number.get().value('.') : Double.NaN;
        // Also false for NaN. Years, or wavelengths, rise.
        isRow = !(value > before);
        before = value;
      }
      if (isRow) {
        throw InvalidDataException.at(
            source,
            line,
            InvalidDataException.quoted(column.name())
                + " looks like a value of its column, not like its name; the first line must name"
                + " the columns");
      }
    }
  }

  /** Returns whether the names are 0, 1, 2 and so on, as programs name columns without names. */
  private static boolean areOrdinals(List<CsvColumn> columns) {
    for (int k = 0; k < columns.size(); k++) {
      if (!columns.get(k).name().equals(Integer.toString(k))) {
        return false;
      }
    }
    return true;
  }
}
