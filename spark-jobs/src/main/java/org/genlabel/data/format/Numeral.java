package org.genlabel.data.format;

import java.util.Optional;

/**
 * A number as it is written, before it is known whether its comma or its point is the decimal mark.
 * Digits may be grouped by threes with commas or points, or with blanks or apostrophes of any kind.
 */
final class Numeral {
  /** How many readings a numeral has. */
  enum Kind {
    /** Digits only, or groups of them between blanks or apostrophes. */
    WHOLE,
    /** The mark can only be the decimal one: 0.5, 1234.567, 1,234.5. */
    DECIMAL,
    /** The mark can only separate groups of three digits: 1,234,567. */
    GROUPED,
    /** The mark can be either: 1,234. */
    EITHER
  }

  private final Kind kind;
  private final char mark;
  private final String text;

  /**
   * @param text sign, digits, marks and exponent; without blanks and apostrophes
   */
  private Numeral(Kind kind, char mark, String text) {
    this.kind = kind;
    this.mark = mark;
    this.text = text;
  }

  /** Returns the numeral that a text is; empty if it is none. */
  static Optional<Numeral> of(String cell) {
    if (cell.isEmpty() || !canBegin(cell.charAt(0))) {
      return Optional.empty();
    }
    String text = withPlainMinus(cell);
    int start = isSign(text.charAt(0)) ? 1 : 0;
    int end = endOfMantissa(text, start);
    if (end < 0) {
      return Optional.empty();
    }
    String written = text.substring(start, end);
    String mantissa = withoutGroupsOfBlanks(written);
    boolean blanks = mantissa.length() < written.length();
    boolean exponent = end < text.length();
    // Shares the cell's text wherever it can: a file may have millions of cells.
    String plain = blanks ? text.substring(0, start) + mantissa + text.substring(end) : text;
    return classified(mantissa, blanks || exponent)
        .map(shape -> new Numeral(shape.kind, shape.mark, plain));
  }

  private static boolean canBegin(char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == '+' || isMinus(c);
  }

  private static boolean isSign(char c) {
    return c == '-' || c == '+';
  }

  private static boolean isMinus(char c) {
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE63 || c == 0xFF0D;
  }

  /** Returns a text with hyphens in place of Unicode's minus signs and dashes. */
  static String withPlainMinus(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7F && isMinus(text.charAt(i))) {
        StringBuilder plain = new StringBuilder(text);
        for (int k = i; k < plain.length(); k++) {
          if (isMinus(plain.charAt(k))) {
            plain.setCharAt(k, '-');
          }
        }
        return plain.toString();
      }
    }
    return text;
  }

  /** Returns where the exponent begins, or the text ends; -1 if what follows is no exponent. */
  private static int endOfMantissa(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      if ((text.charAt(i) | 0x20) == 'e') {
        int digits = i + 1;
        if (digits < text.length() && isSign(text.charAt(digits))) {
          digits++;
        }
        return digits < text.length() && areDigits(text, digits, text.length()) ? i : -1;
      }
    }
    return text.length();
  }

  private static boolean areDigits(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Returns a mantissa without the blanks or apostrophes, if they separate groups of three. */
  private static String withoutGroupsOfBlanks(String mantissa) {
    int first = 0;
    while (first < mantissa.length() && !separatesGroups(mantissa.charAt(first))) {
      first++;
    }
    if (first == mantissa.length()) {
      return mantissa;
    }
    char separator = mantissa.charAt(first);
    int end = first;
    while (end < mantissa.length() && mantissa.charAt(end) == separator) {
      int next = end + 4;
      if (next > mantissa.length() || !areDigits(mantissa, end + 1, next)) {
        return mantissa;
      }
      end = next;
    }
    boolean grouped = isFirstGroup(mantissa, 0, first);
    boolean integerEnds =
        end == mantissa.length() || mantissa.charAt(end) == '.' || mantissa.charAt(end) == ',';
    return grouped && integerEnds
        ? mantissa.substring(0, end).replace(String.valueOf(separator), "")
            + mantissa.substring(end)
        : mantissa;
  }

  private static boolean separatesGroups(char c) {
    return c == '\'' || c == '\u2019' || (c != '\n' && c != '\r' && Blanks.isBlank(c));
  }

  /** Returns whether the digits before a separator of groups are one to three, the first no 0. */
  private static boolean isFirstGroup(String text, int start, int end) {
    return end - start >= 1
        && end - start <= 3
        && text.charAt(start) != '0'
        && areDigits(text, start, end);
  }

  private record Shape(Kind kind, char mark) {}

  /**
   * @param decimal whether a mark can only be the decimal one, because groups are separated
   *     otherwise or the number has an exponent
   */
  private static Optional<Shape> classified(String mantissa, boolean decimal) {
    int points = count(mantissa, '.');
    int commas = count(mantissa, ',');
    if (mantissa.length() == points + commas) {
      return Optional.empty();
    }
    if (points == 0 && commas == 0) {
      return areDigits(mantissa, 0, mantissa.length())
          ? Optional.of(new Shape(Kind.WHOLE, '.'))
          : Optional.empty();
    }
    if (points > 0 && commas > 0) {
      char last = mantissa.lastIndexOf('.') > mantissa.lastIndexOf(',') ? '.' : ',';
      int at = mantissa.lastIndexOf(last);
      boolean valid =
          mantissa.indexOf(last) == at
              && !decimal
              && areGroups(mantissa.substring(0, at), other(last))
              && areDigits(mantissa, at + 1, mantissa.length());
      return valid ? Optional.of(new Shape(Kind.DECIMAL, last)) : Optional.empty();
    }
    char mark = points > 0 ? '.' : ',';
    if (points + commas > 1) {
      return !decimal && areGroups(mantissa, mark)
          ? Optional.of(new Shape(Kind.GROUPED, mark))
          : Optional.empty();
    }
    int at = mantissa.indexOf(mark);
    if (!areDigits(mantissa, 0, at) || !areDigits(mantissa, at + 1, mantissa.length())) {
      return Optional.empty();
    }
    boolean either = !decimal && areGroups(mantissa, mark);
    return Optional.of(new Shape(either ? Kind.EITHER : Kind.DECIMAL, mark));
  }

  private static boolean areGroups(String digits, char separator) {
    int end = digits.indexOf(separator);
    if (end < 0 || !isFirstGroup(digits, 0, end)) {
      return false;
    }
    while (end < digits.length()) {
      int next = end + 4;
      if (digits.charAt(end) != separator
          || next > digits.length()
          || !areDigits(digits, end + 1, next)) {
        return false;
      }
      end = next;
    }
    return true;
  }

  private static int count(String text, char c) {
    int count = 0;
    for (int i = text.indexOf(c); i >= 0; i = text.indexOf(c, i + 1)) {
      count++;
    }
    return count;
  }

  private static char other(char mark) {
    return mark == '.' ? ',' : '.';
  }

  Kind kind() {
    return kind;
  }

  /** Returns the decimal mark, or of grouped digits the mark between groups. */
  char mark() {
    return mark;
  }

  /** Returns whether, if a mark is the decimal one, this numeral has no reading. */
  boolean contradicts(char decimalMark) {
    return (kind == Kind.DECIMAL && mark != decimalMark)
        || (kind == Kind.GROUPED && mark == decimalMark);
  }

  /**
   * Returns the number in plain decimal notation.
   *
   * @param decimalMark which the numeral does not contradict; the other mark separates groups
   */
  String plain(char decimalMark) {
    if (kind == Kind.WHOLE) {
      return text;
    }
    String ungrouped = text.replace(String.valueOf(other(decimalMark)), "");
    return decimalMark == ',' ? ungrouped.replace(',', '.') : ungrouped;
  }

  /** Returns the number, or NaN if it is too large for a double; see {@link #plain}. */
  double value(char decimalMark) {
    return DecimalNumber.parse(plain(decimalMark));
  }
}
