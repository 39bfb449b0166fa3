package org.genlabel.data.format;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The texts that stand for a missing value. */
final class MissingValues {
  // As R, pandas, spreadsheets, databases and Weka write them.
  private static final Set<String> USUAL =
      Set.of(
          "", "?", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "NAN", "null", "NULL", "Null");

  // Values that may be names of classes.
  private static final Set<String> OF_FEATURES = Set.of("None", "none", "-");

  private static final int LONGEST_USUAL = 4;

  private final Set<String> named;
  private final Set<Double> namedNumbers = new HashSet<>();

  /**
   * Creates the set.
   *
   * @param named further ones, {@code data.missing}; where one is a number, every cell of its value
   *     is missing
   */
  MissingValues(List<String> named) {
    this.named = Set.copyOf(named.stream().map(Blanks::trim).toList());
    for (String text : this.named) {
      double number = DecimalNumber.parse(Numeral.withPlainMinus(text));
      if (!Double.isNaN(number)) {
        namedNumbers.add(number);
      }
    }
  }

  /** Returns whether the cell of a feature, without blanks around it, is missing. */
  boolean isMissing(String cell) {
    // Most cells are numbers of more characters.
    boolean usual =
        cell.length() <= LONGEST_USUAL && (USUAL.contains(cell) || OF_FEATURES.contains(cell));
    return usual
        || named.contains(cell)
        || (cell.length() == 1 && Numeral.withPlainMinus(cell).equals("-"))
        || (!namedNumbers.isEmpty()
            && namedNumbers.contains(DecimalNumber.parse(Numeral.withPlainMinus(cell))));
  }

  /** Returns whether the class of a row, without blanks around it, is missing. */
  boolean isMissingClass(String cell) {
    return USUAL.contains(cell) || named.contains(cell);
  }
}
