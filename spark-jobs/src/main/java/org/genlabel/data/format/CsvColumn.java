package org.genlabel.data.format;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.genlabel.data.InvalidDataException;

/** The cells of a column as texts, and the numerals among them. */
final class CsvColumn {
  private static final int EXAMPLES = 3;

  private final String source;
  private final String name;
  private final String[] cells;
  private final int[] lines;
  private final boolean[] missing;
  private final Numeral[] numerals;

  /**
   * @param cells [rows], without blanks around them
   * @param lines [rows], on which the rows start
   * @param missing [rows]
   */
  CsvColumn(String source, String name, String[] cells, int[] lines, boolean[] missing) {
    this.source = source;
    this.name = name;
    this.cells = cells;
    this.lines = lines;
    this.missing = missing;
    this.numerals = new Numeral[cells.length];
    for (int row = 0; row < cells.length; row++) {
      if (!missing[row]) {
        numerals[row] = Numeral.of(cells[row]).orElse(null);
      }
    }
  }

  String name() {
    return name;
  }

  int rows() {
    return cells.length;
  }

  String cell(int row) {
    return cells[row];
  }

  boolean isMissing(int row) {
    return missing[row];
  }

  /** Returns the numeral of a row; empty if its cell is missing or none. */
  Optional<Numeral> numeral(int row) {
    return Optional.ofNullable(numerals[row]);
  }

  /** Returns how many cells are there. */
  int present() {
    int present = 0;
    for (boolean absent : missing) {
      present += absent ? 0 : 1;
    }
    return present;
  }

  /** Returns how many cells are numerals. */
  int numeralCount() {
    int count = 0;
    for (Numeral numeral : numerals) {
      count += numeral == null ? 0 : 1;
    }
    return count;
  }

  /** Returns whether the column counts as evidence of how numbers are written in the file. */
  boolean isMostlyNumerals() {
    return numeralCount() > 0 && 2L * numeralCount() >= present();
  }

  /** Returns the different cells that are there, in the order of the file. */
  Set<String> distinct() {
    Set<String> distinct = new LinkedHashSet<>();
    for (int row = 0; row < cells.length; row++) {
      if (!missing[row]) {
        distinct.add(cells[row]);
      }
    }
    return distinct;
  }

  /**
   * Returns the cells as indices of values [rows], NaN where a cell is missing.
   *
   * @param values all different cells
   */
  double[] indicesIn(List<String> values) {
    Map<String, Integer> index = new HashMap<>();
    for (String value : values) {
      index.put(value, index.size());
    }
    double[] indices = new double[cells.length];
    Arrays.setAll(indices, row -> missing[row] ? Double.NaN : index.get(cells[row]));
    return indices;
  }

  /** Describes the column for the user. */
  ColumnReading reading(ColumnReading.Role role, String values) {
    return reading(role, values, distinct().size());
  }

  /**
   * Describes a column of numbers for the user: different texts of one number are one value, and a
   * sorted copy of the numbers is counted faster than a set of texts.
   *
   * @param numbers [rows], NaN where a cell is missing
   */
  ColumnReading reading(String values, double[] numbers) {
    double[] sorted = numbers.clone();
    // NaN is last.
    Arrays.sort(sorted);
    int distinct = 0;
    for (int k = 0; k < sorted.length && !Double.isNaN(sorted[k]); k++) {
      distinct += k == 0 || sorted[k] != sorted[k - 1] ? 1 : 0;
    }
    return reading(ColumnReading.Role.NUMERIC, values, distinct);
  }

  private ColumnReading reading(ColumnReading.Role role, String values, int distinct) {
    Set<String> examples = new LinkedHashSet<>();
    for (int row = 0; row < cells.length && examples.size() < EXAMPLES; row++) {
      if (!missing[row]) {
        examples.add(cells[row]);
      }
    }
    return new ColumnReading(
        name, role, values, cells.length - present(), distinct, List.copyOf(examples), "");
  }

  /** Returns the line of a row and its cell, for messages about two of them. */
  String place(int row) {
    return InvalidDataException.quoted(cells[row])
        + " in column "
        + InvalidDataException.quoted(name)
        + ", line "
        + lines[row];
  }

  /** Creates an error at a cell. */
  InvalidDataException error(int row, String message) {
    return InvalidDataException.at(
        source, lines[row], "column " + InvalidDataException.quoted(name) + message);
  }
}
