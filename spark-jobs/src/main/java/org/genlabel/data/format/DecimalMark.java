package org.genlabel.data.format;

import java.util.List;
import java.util.Optional;
import org.genlabel.data.InvalidDataException;

/**
 * The decimal mark of a file: a point, or where the comma does not separate cells perhaps a comma.
 * A numeral such as 1,234 has two readings; it is never guessed which is meant.
 *
 * @param mark the decimal mark
 * @param certain whether it is known without looking at the numbers, because the user says so or
 *     because the comma separates cells: then 1,234 beside a decimal point is 1234
 */
record DecimalMark(char mark, boolean certain) {
  private static final String HOW_TO_SAY = "set data.decimal = point or data.decimal = comma";

  /** The first numerals of a kind. */
  private static final class Evidence {
    private String onlyDecimal;
    private String either;
  }

  /**
   * Finds the mark.
   *
   * @param features the columns that may be features, without ignored ones
   * @param classColumn which counts where the features say nothing
   * @param separator of cells
   * @throws InvalidDataException if the numbers do not agree, or all have two readings
   */
  static DecimalMark of(
      String source,
      List<CsvColumn> features,
      CsvColumn classColumn,
      char separator,
      Optional<Character> setting) {
    if (setting.isPresent()) {
      return new DecimalMark(setting.get(), true);
    }
    if (separator == ',') {
      return new DecimalMark('.', true);
    }
    Evidence point = new Evidence();
    Evidence comma = new Evidence();
    for (CsvColumn column : features) {
      if (column.isMostlyNumerals()) {
        addEvidence(column, point, comma);
      }
    }
    boolean none = point.onlyDecimal == null && comma.onlyDecimal == null;
    if (none && classColumn.isMostlyNumerals()) {
      addEvidence(classColumn, point, comma);
    }
    if (point.onlyDecimal != null && comma.onlyDecimal != null) {
      throw unclear(source, comma.onlyDecimal, point.onlyDecimal);
    }
    if (point.onlyDecimal != null || comma.onlyDecimal != null) {
      return new DecimalMark(comma.onlyDecimal != null ? ',' : '.', false);
    }
    if (point.either != null) {
      throw comma.either != null
          ? unclear(source, comma.either, point.either)
          : InvalidDataException.in(
              source,
              point.either
                  + ", can be read with a decimal point, or as a number of thousands where the"
                  + " comma is the decimal mark; "
                  + HOW_TO_SAY);
    }
    return new DecimalMark(comma.either != null ? ',' : '.', false);
  }

  private static void addEvidence(CsvColumn column, Evidence point, Evidence comma) {
    for (int row = 0; row < column.rows(); row++) {
      Numeral numeral = column.numeral(row).orElse(null);
      if (numeral == null || numeral.kind() == Numeral.Kind.WHOLE) {
        continue;
      }
      boolean grouped = numeral.kind() == Numeral.Kind.GROUPED;
      Evidence evidence = (numeral.mark() == '.') == grouped ? comma : point;
      if (numeral.kind() == Numeral.Kind.EITHER) {
        evidence.either = evidence.either == null ? column.place(row) : evidence.either;
      } else {
        evidence.onlyDecimal =
            evidence.onlyDecimal == null ? column.place(row) : evidence.onlyDecimal;
      }
    }
  }

  private static InvalidDataException unclear(String source, String comma, String point) {
    return InvalidDataException.in(
        source,
        "the decimal mark is a comma by "
            + comma
            + ", and a point by "
            + point
            + "; "
            + HOW_TO_SAY);
  }

  /**
   * Checks that the numerals of a column have one reading.
   *
   * @throws InvalidDataException if one has two, or none with this decimal mark
   */
  void check(CsvColumn column) {
    boolean groups = groups(column);
    for (int row = 0; row < column.rows(); row++) {
      Numeral numeral = column.numeral(row).orElse(null);
      if (numeral == null) {
        continue;
      }
      if (numeral.contradicts(mark)) {
        throw column.error(
            row,
            ": "
                + InvalidDataException.quoted(column.cell(row))
                + " is no number where the decimal mark is a "
                + word(mark)
                + "; correct it, or set data.decimal = "
                + word(other()));
      }
      if (numeral.kind() == Numeral.Kind.EITHER && numeral.mark() != mark && !groups) {
        throw column.error(
            row,
            ": "
                + InvalidDataException.quoted(column.cell(row))
                + " can be a number of thousands, or one whose decimal mark is a "
                + word(other())
                + "; "
                + HOW_TO_SAY);
      }
    }
  }

  /**
   * Returns whether 1,234 in a column is 1234, the point being the decimal mark; or vice versa. It
   * is among whole numbers if one of them is 1,234,567.
   */
  private boolean groups(CsvColumn column) {
    boolean grouped = false;
    boolean decimals = false;
    for (int row = 0; row < column.rows(); row++) {
      Numeral.Kind kind = column.numeral(row).map(Numeral::kind).orElse(Numeral.Kind.WHOLE);
      grouped |= kind == Numeral.Kind.GROUPED;
      decimals |= kind == Numeral.Kind.DECIMAL;
    }
    return certain || (grouped && !decimals);
  }

  char other() {
    return mark == '.' ? ',' : '.';
  }

  private static String word(char mark) {
    return mark == '.' ? "point" : "comma";
  }
}
