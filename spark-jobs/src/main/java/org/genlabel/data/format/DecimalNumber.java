package org.genlabel.data.format;

import org.genlabel.data.InvalidDataException;

/**
 * Plain decimal numbers: digits with at most one point, a sign and an exponent. What {@link
 * Double#parseDouble} takes beyond that (hexadecimal digits, a trailing d or f, words) is not one.
 */
public final class DecimalNumber {
  private DecimalNumber() {}

  /** The number a text stands for, or NaN if it is no plain decimal number or too large. */
  public static double parse(String text) {
    if (!isDecimal(text)) {
      return Double.NaN;
    }
    double number = Double.parseDouble(text);
    return Double.isInfinite(number) ? Double.NaN : number;
  }

  /** Why {@link #parse} refused a text, as the end of a message. */
  static String refusal(String text) {
    String word = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    boolean notFinite =
        isDecimal(text)
            || word.equalsIgnoreCase("nan")
            || word.equalsIgnoreCase("inf")
            || word.equalsIgnoreCase("infinity");
    return InvalidDataException.quoted(text)
        + (notFinite ? " is not a finite number" : " is not a number")
        + "; write ? for a missing value";
  }

  /** Whether a text is a whole number with an optional sign. */
  static boolean isInteger(String text) {
    int start = afterSign(text, 0);
    int end = afterDigits(text, start);
    return end > start && end == text.length();
  }

  /**
   * Orders whole numbers by their value, however many digits they have: to convert a million digits
   * takes a minute.
   */
  static int compareIntegers(String a, String b) {
    String digitsOfA = significantDigits(a);
    String digitsOfB = significantDigits(b);
    boolean negativeA = a.startsWith("-") && !digitsOfA.isEmpty();
    boolean negativeB = b.startsWith("-") && !digitsOfB.isEmpty();
    if (negativeA != negativeB) {
      return negativeA ? -1 : 1;
    }
    int magnitude =
        digitsOfA.length() == digitsOfB.length()
            ? digitsOfA.compareTo(digitsOfB)
            : Integer.compare(digitsOfA.length(), digitsOfB.length());
    return negativeA ? -magnitude : magnitude;
  }

  /** The digits of a whole number without sign and leading zeros; none for zero. */
  private static String significantDigits(String integer) {
    int start = afterSign(integer, 0);
    while (start < integer.length() && integer.charAt(start) == '0') {
      start++;
    }
    return integer.substring(start);
  }

  private static boolean isDecimal(String text) {
    int start = afterSign(text, 0);
    int point = afterDigits(text, start);
    int digits = point - start;
    int position = point;
    if (position < text.length() && text.charAt(position) == '.') {
      position = afterDigits(text, point + 1);
      digits += position - point - 1;
    }
    if (digits == 0) {
      return false;
    }
    if (position < text.length() && (text.charAt(position) | 0x20) == 'e') {
      int exponent = afterSign(text, position + 1);
      position = afterDigits(text, exponent);
      if (position == exponent) {
        return false;
      }
    }
    return position == text.length();
  }

  private static int afterSign(String text, int position) {
    boolean sign =
        position < text.length() && (text.charAt(position) == '+' || text.charAt(position) == '-');
    return sign ? position + 1 : position;
  }

  private static int afterDigits(String text, int position) {
    int end = position;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
