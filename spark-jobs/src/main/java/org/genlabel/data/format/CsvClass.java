package org.genlabel.data.format;

import java.math.BigDecimal;
import java.util.ArrayList;
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
 * The class column of a CSV file. Its values are sorted as numbers if all of them are, else as
 * text.
 */
final class CsvClass {
  private static final List<String> USUAL_NAMES = List.of("label", "target");
  private static final int MOST_GUESSED = 10;
  // Classes with fewer rows, on average, are measurements or names of the rows.
  private static final int FEWEST_ROWS_OF_A_CLASS = 5;
  private static final int LONGEST_NUMBER = 1000;
  private static final int LARGEST_EXPONENT = 300;

  /**
   * The column that holds the class.
   *
   * @param index its position
   * @param reason why it is the class
   */
  record Choice(int index, Reason reason) {
    boolean isCertain() {
      return reason == Reason.SETTING;
    }

    boolean isLast() {
      return reason == Reason.LAST;
    }

    /** Returns the reason as the beginning of an objection. */
    private String text() {
      return switch (reason) {
        case SETTING -> " is the class by data.class, but ";
        case CALLED_CLASS, USUAL_NAME -> " is the class by its name, but ";
        case LAST -> " is the class, because it is the last, but ";
      };
    }
  }

  /** Why a column is the class. */
  enum Reason {
    /** The user names it. */
    SETTING,
    /** It is called {@code class}. */
    CALLED_CLASS,
    /** It has another of the usual names. */
    USUAL_NAME,
    /** No column has such a name. */
    LAST
  }

  private CsvClass() {}

  /**
   * Finds the class column.
   *
   * @param ignored names of columns that cannot be it
   * @throws InvalidDataException if the user names one that is not there, or two could be meant
   */
  static Choice choice(
      String source, List<String> names, Optional<String> setting, List<String> ignored) {
    List<String> candidates = names.stream().filter(name -> !ignored.contains(name)).toList();
    if (candidates.isEmpty()) {
      throw InvalidDataException.in(source, "no column is left beside those of data.ignore");
    }
    Choice choice = choice(source, candidates, setting);
    return new Choice(names.indexOf(candidates.get(choice.index)), choice.reason);
  }

  private static Choice choice(String source, List<String> names, Optional<String> setting) {
    List<String> lower = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    if (setting.isPresent() || lower.contains("class")) {
      return new Choice(
          ClassAttribute.index(source, names, setting),
          setting.isPresent() ? Reason.SETTING : Reason.CALLED_CLASS);
    }
    int[] usual =
        IntStream.range(0, names.size()).filter(k -> USUAL_NAMES.contains(lower.get(k))).toArray();
    if (usual.length > 1) {
      throw unclear(source, names.get(usual[0]), names.get(usual[1]));
    }
    if (usual.length == 1) {
      return new Choice(usual[0], Reason.USUAL_NAME);
    }
    int last = names.size() - 1;
    int y = lower.indexOf("y");
    if (y >= 0 && y < last && lower.contains("x")) {
      // Perhaps coordinates.
      throw unclear(source, names.get(y), names.get(last));
    }
    return y >= 0 ? new Choice(y, Reason.USUAL_NAME) : new Choice(last, Reason.LAST);
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
  static ColumnContents of(CsvColumn column, DecimalMark decimal, Choice choice, boolean exact) {
    boolean areNumbers = column.present() > 0;
    for (int row = 0; row < column.rows() && areNumbers; row++) {
      areNumbers = column.isMissing(row) || isExactNumber(column, row);
    }
    ColumnContents read = areNumbers ? numbers(column, decimal, choice, exact) : names(column);
    requireClasses(column, choice, read.attribute().values().size(), areNumbers);
    return read;
  }

  private static void requireClasses(
      CsvColumn column, Choice choice, int classes, boolean areNumbers) {
    if (choice.isLast() && classes > 0 && CsvFeature.isTime(column)) {
      throw column.error(
          0, choice.text() + "holds dates or times; name the class column with data.class");
    }
    boolean few = (long) FEWEST_ROWS_OF_A_CLASS * classes > column.rows();
    boolean refused =
        switch (choice.reason) {
          case SETTING, CALLED_CLASS -> false;
          case USUAL_NAME -> few && areNumbers;
          case LAST -> few || areNumbers;
        };
    if (refused && classes > MOST_GUESSED) {
      throw column.error(
          0,
          choice.text()
              + "has "
              + classes
              + (areNumbers ? " different numbers" : " different values")
              + " in "
              + column.rows()
              + " rows; name the class column with data.class");
    }
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

  private static ColumnContents numbers(
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
      if (numbers[row].scale() > 0 && !(exact && choice.isCertain())) {
        throw column.error(
            row,
            choice.text()
                + InvalidDataException.quoted(column.cell(row))
                + " is no whole number; "
                + (choice.isCertain() ? "set" : "name the class column with data.class, and set")
                + " data.class-values = exact if such numbers are classes");
      }
      index.put(numbers[row], 0);
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

  private static ColumnContents names(CsvColumn column) {
    List<String> classes = new ArrayList<>(new TreeSet<>(column.distinct()));
    Map<String, String> inLowerCase = new HashMap<>();
    List<String> notes = new ArrayList<>();
    for (String name : classes) {
      String twin = inLowerCase.put(name.toLowerCase(Locale.ROOT), name);
      if (twin != null) {
        notes.add(
            InvalidDataException.quoted(twin)
                + " and "
                + InvalidDataException.quoted(name)
                + " are two classes");
      }
    }
    return of(column, classes, column.indicesIn(classes), "names", notes);
  }

  private static ColumnContents of(
      CsvColumn column, List<String> classes, double[] values, String kind, List<String> notes) {
    return new ColumnContents(
        new Attribute(column.name(), Attribute.Kind.NOMINAL, classes),
        column.reading(ColumnReading.Role.CLASS, kind),
        values,
        notes);
  }
}
