package org.genlabel.data.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.genlabel.data.Attribute;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.PrintableText;

/** A column that is not the class: what its cells are, and their values. */
final class CsvFeature {
  private static final String WHAT_HELPS =
      ", or name it in data.missing; data.ignore leaves the column out";

  // Constants that old programs write for a missing value.
  private static final Set<Double> SENTINELS =
      Set.of(
          -99.0,
          -999.0,
          -9999.0,
          -99999.0,
          -999999.0,
          999.0,
          9999.0,
          99999.0,
          999999.0,
          -99.9,
          -999.9,
          -9999.9,
          -999.99,
          1e20,
          1e30,
          -1e30,
          -32768.0,
          2147483647.0,
          -2147483648.0);

  private CsvFeature() {}

  /**
   * Reads a column.
   *
   * @throws InvalidDataException if it would be left out, or have values that are not meant,
   *     although it is a column of numbers
   */
  static ColumnContents of(CsvColumn column, DecimalMark decimal) {
    if (column.present() == 0) {
      return leftOut(column, Attribute.Kind.STRING, "no values", "all its cells are missing");
    }
    if (column.numeralCount() == column.present()) {
      return numbers(column, decimal);
    }
    Optional<String> words = truthWords(column);
    if (words.isPresent()) {
      return truthValues(column, words.get());
    }
    int firstOther = firstOther(column);
    if (isTime(column)) {
      return leftOut(
          column,
          Attribute.Kind.DATE,
          "dates or times",
          "dates or times, e.g. " + InvalidDataException.quoted(column.cell(firstOther)));
    }
    requireNoNumbers(column, firstOther);
    return categories(column);
  }

  /** Describes a column that the user leaves out. */
  static ColumnContents ignored(CsvColumn column) {
    return leftOut(column, Attribute.Kind.STRING, "not looked at", "data.ignore");
  }

  private static ColumnContents leftOut(
      CsvColumn column, Attribute.Kind kind, String values, String reason) {
    double[] nothing = new double[column.rows()];
    Arrays.fill(nothing, Double.NaN);
    return new ColumnContents(
        new Attribute(column.name(), kind, List.of()),
        column.reading(ColumnReading.Role.LEFT_OUT, values).leftOut(reason),
        nothing,
        List.of());
  }

  private static ColumnContents numbers(CsvColumn column, DecimalMark decimal) {
    decimal.check(column);
    double[] values = new double[column.rows()];
    boolean groups = false;
    for (int row = 0; row < values.length; row++) {
      Optional<Numeral> numeral = column.numeral(row);
      values[row] = numeral.isEmpty() ? Double.NaN : numeral.get().value(decimal.mark());
      if (numeral.isPresent() && Double.isNaN(values[row])) {
        throw odd(column, row, column.present() - column.numeralCount() + 1);
      }
      groups |= column.cell(row).indexOf(decimal.other()) >= 0 && numeral.isPresent();
    }
    List<String> notes = new ArrayList<>();
    requireNoSentinel(column, values, notes);
    noteIndex(column, values, notes);
    return new ColumnContents(
        new Attribute(column.name(), Attribute.Kind.NUMERIC, List.of()),
        column.reading(groups ? "numbers with a thousands mark" : ColumnReading.NUMBERS, values),
        values,
        notes);
  }

  /** Looks for a constant in place of missing values; it is among the extreme ones. */
  private static void requireNoSentinel(CsvColumn column, double[] values, List<String> notes) {
    double least = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      least = value < least ? value : least;
      largest = value > largest ? value : largest;
    }
    if (least == largest) {
      requireMeant(column, values, least, notes);
    } else if (SENTINELS.contains(least)) {
      noteSentinel(column, values, least, notes);
    } else if (SENTINELS.contains(largest)) {
      noteSentinel(column, values, largest, notes);
    }
  }

  private static void requireMeant(
      CsvColumn column, double[] values, double constant, List<String> notes) {
    int row = firstOf(constant, values);
    String everywhere = "is " + column.cell(row) + " in every row";
    if (SENTINELS.contains(constant)) {
      throw column.error(
          row,
          " "
              + everywhere
              + ", which usually stands for a missing value; set "
              + missingSetting(column, row)
              + ", or leave the column out with data.ignore");
    }
    notes.add("column " + InvalidDataException.quoted(column.name()) + " " + everywhere);
  }

  private static void noteSentinel(
      CsvColumn column, double[] values, double sentinel, List<String> notes) {
    int sentinels = 0;
    double largestOther = 0;
    for (double value : values) {
      if (value == sentinel) {
        sentinels++;
      } else if (!Double.isNaN(value)) {
        largestOther = Math.max(largestOther, Math.abs(value));
      }
    }
    // A value far beyond the others; else it is one among many.
    if (largestOther < Math.abs(sentinel) / 2) {
      int row = firstOf(sentinel, values);
      notes.add(
          column.cell(row)
              + " in column "
              + InvalidDataException.quoted(column.name())
              + " ("
              + PrintableText.counted(sentinels, "cell")
              + ") is read as a number; if it stands for a missing value, set "
              + missingSetting(column, row));
    }
  }

  private static int firstOf(double value, double[] values) {
    int row = 0;
    while (values[row] != value) {
      row++;
    }
    return row;
  }

  private static String missingSetting(CsvColumn column, int row) {
    return "data.missing = [\"" + column.cell(row) + "\"]";
  }

  private static void noteIndex(CsvColumn column, double[] values, List<String> notes) {
    boolean counts = values[0] == 0 || values[0] == 1;
    for (int row = 1; row < values.length && counts; row++) {
      counts = values[row] == values[0] + row;
    }
    boolean unnamed = column.name().startsWith(CsvHeader.UNNAMED);
    if (counts || (unnamed && column.distinct().size() == values.length)) {
      notes.add(
          "column "
              + InvalidDataException.quoted(column.name())
              + (counts ? " counts the rows" : " seems to be an index")
              + ", and is a feature; data.ignore = [\""
              + column.name()
              + "\"] leaves it out");
    }
  }

  /** Returns the pair of words that all cells are among: true/false or yes/no. */
  private static Optional<String> truthWords(CsvColumn column) {
    Set<String> words = new TreeSet<>();
    for (String cell : column.distinct()) {
      words.add(cell.toLowerCase(Locale.ROOT));
      if (words.size() > 2) {
        return Optional.empty();
      }
    }
    if (Set.of("true", "false").containsAll(words)) {
      return Optional.of("true");
    }
    return Set.of("yes", "no").containsAll(words) ? Optional.of("yes") : Optional.empty();
  }

  private static ColumnContents truthValues(CsvColumn column, String word) {
    double[] values = new double[column.rows()];
    for (int row = 0; row < values.length; row++) {
      if (column.isMissing(row)) {
        values[row] = Double.NaN;
      } else {
        values[row] = column.cell(row).equalsIgnoreCase(word) ? 1 : 0;
      }
    }
    return new ColumnContents(
        new Attribute(column.name(), Attribute.Kind.NUMERIC, List.of()),
        column.reading(
            ColumnReading.Role.NUMERIC,
            word.equals("true") ? "true/false as 1/0" : "yes/no as 1/0"),
        values,
        List.of());
  }

  /** Returns whether all cells are dates or times of day. */
  static boolean isTime(CsvColumn column) {
    return column.distinct().stream().allMatch(OtherNotation::isTime);
  }

  private static int firstOther(CsvColumn column) {
    int row = 0;
    while (column.isMissing(row) || column.numeral(row).isPresent()) {
      row++;
    }
    return row;
  }

  /**
   * One slip, or a notation that this program does not read, must not turn a column of numbers into
   * a nominal one, which studies on numeric features would leave out.
   */
  private static void requireNoNumbers(CsvColumn column, int firstOther) {
    if (column.isMostlyNumerals()) {
      throw odd(column, firstOther, column.present() - column.numeralCount());
    }
    OtherNotation notation = OtherNotation.of(column.cell(firstOther));
    int numbers = 0;
    for (int row = 0; row < column.rows(); row++) {
      numbers += !column.isMissing(row) && notation.isNumber(column.cell(row)) ? 1 : 0;
    }
    if (2L * numbers >= column.present()) {
      throw column.error(
          firstOther,
          ": "
              + InvalidDataException.quoted(column.cell(firstOther))
              + " looks like a number, but is written in a way that is not read here; write plain"
              + " numbers; data.ignore leaves the column out");
    }
  }

  private static InvalidDataException odd(CsvColumn column, int row, int others) {
    return column.error(
        row,
        ", whose cells are numbers but for "
            + others
            + ": "
            + DecimalNumber.refusal(column.cell(row))
            + WHAT_HELPS);
  }

  private static ColumnContents categories(CsvColumn column) {
    List<String> categories = new ArrayList<>(new TreeSet<>(column.distinct()));
    return new ColumnContents(
        new Attribute(column.name(), Attribute.Kind.NOMINAL, categories),
        column.reading(ColumnReading.Role.NOMINAL, "categories"),
        column.indicesIn(categories),
        List.of());
  }
}
