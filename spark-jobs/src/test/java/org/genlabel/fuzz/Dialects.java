package org.genlabel.fuzz;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.genlabel.fuzz.Dialect.Cells;
import org.genlabel.fuzz.Dialect.Layout;
import org.genlabel.fuzz.Dialect.LineEnds;
import org.genlabel.fuzz.Dialect.Numbers;
import org.genlabel.fuzz.Dialect.OtherMark;
import org.genlabel.fuzz.Dialect.Quoting;

/** Draws dialects: those of known programs, and any mixture of their habits. */
final class Dialects {
  static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private static final List<String> MISSING =
      List.of(
          "", "?", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "NAN", "null", "NULL", "Null",
          "None", "none", "-", "\u2013", "\u2014");
  private static final List<Character> MINUS_SIGNS =
      List.of(
          '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212', '\ufe63', '\uff0d');
  private static final List<String> PADDINGS =
      List.of(" ", " ", "\t", "\u00a0", "\u2009", "\u2007", "\u202f", "\u200b");
  private static final List<String> THOUSANDS_BLANKS = List.of(" ", "\u00a0", "\u2009", "\u202f");

  private final Choice choice;

  Dialects(Choice choice) {
    this.choice = choice;
  }

  Dialect next() {
    return switch (choice.between(1, 20)) {
      case 1 -> pandas();
      case 2 -> writeCsv2();
      case 3 -> excel(';', new Numbers(',', choice.of("", "."), '-', OtherMark.NOWHERE));
      case 4 -> excel(',', new Numbers('.', choice.of("", ","), '-', OtherMark.NOWHERE));
      case 5 -> logger();
      default -> any();
    };
  }

  private static Dialect pandas() {
    return new Dialect(
        new Layout(
            ',', false, false, new LineEnds("\n", true, false), StandardCharsets.UTF_8, false),
        new Cells(Quoting.NONE, "", List.of("")),
        new Numbers('.', "", '-', OtherMark.NOWHERE));
  }

  /** R's for countries with a decimal comma. */
  private Dialect writeCsv2() {
    Charset charset = choice.of(StandardCharsets.UTF_8, WINDOWS_1252);
    return new Dialect(
        new Layout(';', false, false, new LineEnds("\n", true, false), charset, false),
        new Cells(Quoting.TEXT, "", List.of("NA")),
        new Numbers(',', "", '-', OtherMark.NOWHERE));
  }

  private Dialect excel(char separator, Numbers numbers) {
    boolean mark = choice.percent(50);
    return new Dialect(
        new Layout(
            separator,
            choice.percent(30),
            choice.percent(10),
            new LineEnds("\r\n", true, false),
            mark ? StandardCharsets.UTF_8 : WINDOWS_1252,
            mark),
        new Cells(Quoting.NONE, "", List.of("", "#N/A")),
        numbers);
  }

  /** A measuring instrument's. */
  private Dialect logger() {
    return new Dialect(
        new Layout(
            choice.of(';', '\t', ' '),
            false,
            false,
            new LineEnds(choice.of("\n", "\r\n"), choice.percent(50), choice.percent(30)),
            StandardCharsets.US_ASCII,
            false),
        new Cells(Quoting.NONE, "", List.of("NaN", "-")),
        new Numbers(',', "", '-', OtherMark.NOWHERE));
  }

  private Dialect any() {
    char separator = choice.percent(30) ? ',' : choice.of(Dialect.SEPARATORS);
    Charset charset =
        choice.of(
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE,
            WINDOWS_1252);
    boolean isMarked = charset.name().startsWith("UTF-16");
    boolean canBeMarked = charset.name().startsWith("UTF");
    boolean mark = isMarked || (canBeMarked && choice.percent(40));
    return new Dialect(
        new Layout(
            separator,
            separator != ' ' && choice.percent(10),
            separator != ' ' && choice.percent(5),
            new LineEnds(
                choice.of("\n", "\n", "\r\n", "\r"), choice.percent(70), choice.percent(15)),
            charset,
            mark),
        new Cells(choice.of(Quoting.values()), padding(separator), missing(separator)),
        numbers(separator));
  }

  private String padding(char separator) {
    String padding = choice.percent(60) || separator == ' ' ? "" : choice.of(PADDINGS);
    return padding.indexOf(separator) >= 0 ? " " : padding;
  }

  private List<String> missing(char separator) {
    List<String> tokens = new ArrayList<>();
    int count = choice.between(1, 3);
    while (tokens.size() < count) {
      String token = choice.of(MISSING);
      // Runs of blanks leave no room for an empty cell.
      tokens.add(separator == ' ' && token.isEmpty() ? "NA" : token);
    }
    return tokens;
  }

  private Numbers numbers(char separator) {
    // Comma-separated files have a decimal point, but for a few that nobody can read for certain.
    boolean comma = separator == ',' ? choice.percent(4) : choice.percent(50);
    char decimalMark = comma ? ',' : '.';
    OtherMark otherMark =
        choice.percent(95) ? OtherMark.NOWHERE : choice.of(OtherMark.COLUMNS, OtherMark.ROW);
    String thousands = "";
    if (choice.percent(20)) {
      String blank = separator == ' ' ? "'" : choice.of(THOUSANDS_BLANKS);
      thousands = choice.of(comma ? "." : ",", "'", "\u2019", blank);
    }
    char minus = choice.percent(60) ? '-' : choice.of(MINUS_SIGNS);
    return new Numbers(decimalMark, thousands, minus, otherMark);
  }
}
