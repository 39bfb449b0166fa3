package org.genlabel.fuzz;

/** Writes numbers with other marks than those of programming languages. */
final class NumberNotation {
  private NumberNotation() {}

  /**
   * Returns a number in a notation.
   *
   * @param plain the number with a point and ASCII's minus, perhaps with an exponent
   * @param decimalMark what stands for the point
   * @param thousandsMark what separates groups of three digits; empty if nothing does
   * @param minus what stands for the minus of the mantissa
   */
  static String of(String plain, char decimalMark, String thousandsMark, char minus) {
    boolean negative = plain.startsWith("-");
    String digits = negative ? plain.substring(1) : plain;
    int point = digits.indexOf('.');
    boolean exponent = digits.indexOf('e') >= 0 || digits.indexOf('E') >= 0;
    String whole = point < 0 ? digits : digits.substring(0, point);
    String rest = point < 0 ? "" : decimalMark + digits.substring(point + 1);
    return (negative ? minus : "") + (exponent ? whole : grouped(whole, thousandsMark)) + rest;
  }

  private static String grouped(String digits, String mark) {
    StringBuilder grouped = new StringBuilder(digits);
    for (int position = digits.length() - 3; position > 0; position -= 3) {
      grouped.insert(position, mark);
    }
    return grouped.toString();
  }
}
