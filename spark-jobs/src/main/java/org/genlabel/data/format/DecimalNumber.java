package org.genlabel.data.format;

import java.util.regex.Pattern;
import org.genlabel.data.InvalidDataException;

/**
 * Plain decimal numbers: digits with at most one point, a sign and an exponent. Other texts that
 * {@link Double#parseDouble} accepts (hexadecimal digits, a trailing d or f, words) are rejected.
 */
public final class DecimalNumber {
  // Converting a million digits takes a minute.
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,1000}");

  private DecimalNumber() {}

  /**
   * Returns the number that a text represents, or NaN if it is not a plain decimal number or is too
   * large.
   */
  public static double parse(String text) {
    if (!isDecimal(text)) {
      return Double.NaN;
    }
    double number = Double.parseDouble(text);
    return Double.isInfinite(number) ? Double.NaN : number;
  }

  /** Returns the reason why {@link #parse} rejects a text, as the end of a message. */
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

  /** Returns a number as one would write it: 5, not 5.0. */
  static String text(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }

  /** Returns whether a text is an integer with an optional sign, of at most 1000 digits. */
  static boolean isInteger(String text) {
    return INTEGER.matcher(text).matches();
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
