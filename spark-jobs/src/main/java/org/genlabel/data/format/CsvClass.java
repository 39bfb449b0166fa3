package org.genlabel.data.format;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.genlabel.data.Attribute;
import org.genlabel.data.ClassAttribute;
import org.genlabel.data.InvalidDataException;

/**
 * The class column of a CSV file.
 *
 * @param attribute its classes: sorted as numbers if all are, else as text
 * @param reading the same for the user
 * @param values [rows]: the index of the class, or NaN if it is missing
 * @param notes what the user may not have meant
 */
record CsvClass(Attribute attribute, ColumnReading reading, double[] values, List<String> notes) {
  // In order of precedence; the first and the next two are never features.
  private static final List<String> USUAL_NAMES = List.of("label", "target");
  private static final int MOST_GUESSED = 10;
  private static final int LONGEST_NUMBER = 1000;
  private static final int LARGEST_EXPONENT = 300;

  /**
   * The column that holds the class.
   *
   * @param index its position
   * @param guessed whether it is the class only because it is the last one
   */
  record Choice(int index, boolean guessed) {}

  /**
   * Finds the class column.
   *
   * @throws InvalidDataException if the user names one that is not there, or two could be meant
   */
  static Choice choice(String source, List<String> names, Optional<String> setting) {
    List<String> lower = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    if (setting.isPresent() || lower.contains("class")) {
      return new Choice(ClassAttribute.index(source, names, setting), false);
    }
    int[] usual =
        IntStream.range(0, names.size()).filter(k -> USUAL_NAMES.contains(lower.get(k))).toArray();
    if (usual.length > 1) {
      throw unclear(source, names.get(usual[0]), names.get(usual[1]));
    }
    if (usual.length == 1) {
      return new Choice(usual[0], false);
    }
    int last = names.size() - 1;
    int y = lower.indexOf("y");
    if (y >= 0 && y < last && lower.contains("x")) {
      // Perhaps coordinates.
      throw unclear(source, names.get(y), names.get(last));
    }
    return y >= 0 ? new Choice(y, false) : new Choice(last, true);
  }

  private static InvalidDataException unclear(String source, String one, String other) {
    return InvalidDataException.in(
        source,
        "both "
            + InvalidDataException.quoted(one)
            + " and "
            + InvalidDataException.quoted(other)
            + " could be the class; name it with data.class");
  }

  /**
   * Reads the column.
   *
   * @param exact numbers that are no integers may be classes
   * @throws InvalidDataException if the column holds measurements rather than classes
   */
  static CsvClass of(CsvColumn column, DecimalMark decimal, Choice choice, boolean exact) {
    boolean areNumbers = column.present() > 0;
    for (int row = 0; row < column.rows() && areNumbers; row++) {
      areNumbers = column.isMissing(row) || isExactNumber(column, row);
    }
    return areNumbers ? numbers(column, decimal, choice, exact) : names(column);
  }

  /** Returns whether a cell is a number short enough to be compared exactly. */
  private static boolean isExactNumber(CsvColumn column, int row) {
    String cell = column.cell(row);
    if (column.numeral(row).isEmpty() || cell.length() > LONGEST_NUMBER) {
      return false;
    }
    int exponent = cell.toLowerCase(Locale.ROOT).indexOf('e');
    return exponent < 0
        || new BigDecimal(Numeral.withPlainMinus(cell.substring(exponent + 1)))
                .abs()
                .compareTo(BigDecimal.valueOf(LARGEST_EXPONENT))
            <= 0;
  }

  private static CsvClass numbers(
      CsvColumn column, DecimalMark decimal, Choice choice, boolean exact) {
    decimal.check(column);
    BigDecimal[] numbers = new BigDecimal[column.rows()];
    // By value, so that 1 and 1.0 are one class.
    TreeMap<BigDecimal, Integer> index = new TreeMap<>();
    for (int row = 0; row < numbers.length; row++) {
      if (column.isMissing(row)) {
        continue;
      }
      String plain = column.numeral(row).orElseThrow().plain(decimal.mark());
      numbers[row] = new BigDecimal(plain).stripTrailingZeros();
      if (numbers[row].scale() > 0 && !exact) {
        throw column.error(
            row,
            " is "
                + (choice.guessed() ? "the class, because it is the last, but " : "the class, but ")
                + InvalidDataException.quoted(column.cell(row))
                + " is no whole number; name the class column with data.class, and set"
                + " data.class-values = exact if such numbers are classes");
      }
      index.put(numbers[row], 0);
    }
    if (choice.guessed() && index.size() > MOST_GUESSED) {
      throw column.error(
          0,
          " is the class, because it is the last, but has "
              + index.size()
              + " different numbers; name the class column with data.class");
    }
    List<String> classes = new ArrayList<>();
    for (Map.Entry<BigDecimal, Integer> entry : index.entrySet()) {
      entry.setValue(classes.size());
      classes.add(entry.getKey().toPlainString());
    }
    double[] values = new double[numbers.length];
    for (int row = 0; row < values.length; row++) {
      values[row] = numbers[row] == null ? Double.NaN : index.get(numbers[row]);
    }
    return of(column, classes, values, "numbers", List.of());
  }

  private static CsvClass names(CsvColumn column) {
    List<String> classes = new ArrayList<>(new TreeSet<>(column.distinct()));
    Map<String, Integer> index = new HashMap<>();
    Map<String, String> inLowerCase = new HashMap<>();
    List<String> notes = new ArrayList<>();
    for (String name : classes) {
      index.put(name, index.size());
      String twin = inLowerCase.put(name.toLowerCase(Locale.ROOT), name);
      if (twin != null) {
        notes.add(
            InvalidDataException.quoted(twin)
                + " and "
                + InvalidDataException.quoted(name)
                + " are two classes");
      }
    }
    double[] values = new double[column.rows()];
    Arrays.setAll(values, row -> column.isMissing(row) ? Double.NaN : index.get(column.cell(row)));
    return of(column, classes, values, "names", notes);
  }

  private static CsvClass of(
      CsvColumn column, List<String> classes, double[] values, String kind, List<String> notes) {
    return new CsvClass(
        new Attribute(column.name(), Attribute.Kind.NOMINAL, classes),
        column.reading(ColumnReading.Role.CLASS, kind),
        values,
        notes);
  }
}
