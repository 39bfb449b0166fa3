package org.genlabel.data.format;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Notations of numbers that are not read, but recognised, because a column of them must not be
 * taken for categories: with currency, percent sign, brackets or unit, as a formula or text of a
 * spreadsheet, with digits of other scripts or in groups of other sizes. And times, which are no
 * numbers although they are written with digits.
 *
 * @param unit the unit of numbers: they all have the same, unlike house numbers such as 12a
 */
record OtherNotation(String unit) {
  // Dates and times of day, with digits only: those with names of months are no numbers anyway.
  private static final String CLOCK = "\\d{1,3}:\\d{2}(:\\d{2}([.,]\\d+)?)?( ?[AaPp][Mm])?";
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4}([-/.])\\d{1,2}\\2\\d{1,2}|\\d{1,2}([-/.])\\d{1,2}\\3(\\d{4}|\\d{2}))"
              + "([ T]+"
              + CLOCK
              + ")?(Z|[+-]\\d{2}:?\\d{2})?|"
              + CLOCK);

  private static final Pattern DECORATION =
      Pattern.compile("[\\p{Sc}%\u2030\u00B0()'\"=]|\\b(EUR|USD|CHF|GBP|Rs\\.?)\\b");
  private static final Pattern UNIT =
      Pattern.compile("(.*[0-9])[ \u00A0]?([\u00B5\u03BC\\p{L}]{1,3})");
  private static final Set<String> ORDINALS = Set.of("st", "nd", "rd", "th");

  private static final Pattern FORTRAN_EXPONENT =
      Pattern.compile("(?<=[0-9.])[dD](?=[+-]?[0-9]+$)");
  private static final Pattern POWER_OF_TEN =
      Pattern.compile(" ?[\u00D7xX*] ?10\\^?(?=[+-]?[0-9]+$)");
  private static final Pattern OTHER_GROUPS = Pattern.compile("[+-]?[0-9]+(,[0-9]+)+([.][0-9]*)?");

  /** Returns the notation of a cell. */
  static OtherNotation of(String cell) {
    Matcher matcher = UNIT.matcher(cell);
    boolean hasUnit = matcher.matches() && !ORDINALS.contains(matcher.group(2));
    return new OtherNotation(hasUnit ? matcher.group(2) : "");
  }

  /** Returns whether a cell is a date or a time of day. */
  static boolean isTime(String cell) {
    return TIME.matcher(cell).matches();
  }

  /** Returns whether a cell is a number in this notation or in one without a unit. */
  boolean isNumber(String cell) {
    if (isTime(cell)) {
      return false;
    }
    String bare = Blanks.trim(DECORATION.matcher(cell).replaceAll(""));
    if (!unit.isEmpty() && bare.endsWith(unit)) {
      bare = Blanks.trim(bare.substring(0, bare.length() - unit.length()));
    }
    String text = withPlainDigits(Numeral.withPlainMinus(bare));
    if (text.endsWith("-") || text.endsWith("+")) {
      text = text.substring(0, text.length() - 1);
    }
    String word = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    return Numeral.of(text).isPresent()
        || OTHER_GROUPS.matcher(text).matches()
        || word.equalsIgnoreCase("inf")
        || word.equalsIgnoreCase("infinity");
  }

  /** Returns a text with ASCII digits, and exponents with an E. */
  private static String withPlainDigits(String text) {
    String exponent = FORTRAN_EXPONENT.matcher(text).replaceFirst("e");
    exponent = POWER_OF_TEN.matcher(exponent).replaceFirst("e");
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < exponent.length(); i++) {
      char c = exponent.charAt(i);
      plain.append(Character.isDigit(c) ? (char) ('0' + Character.digit(c, 10)) : c);
    }
    return plain.toString();
  }
}
