package org.genlabel.fuzz;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.genlabel.fuzz.KnownColumn.Kind;

/** Draws the cells of columns. */
final class KnownColumns {
  private static final List<List<String>> CATEGORIES =
      List.of(
          List.of("red", "green", "blue"),
          List.of("New York", "S\u00e3o Paulo", "K\u00f6ln"),
          List.of("a, b", "c", "d; e"),
          List.of("5 \"inch\"", "7 \"inch\""),
          List.of("A1", "B2", "<5", "2nd", "10-20 cm"),
          List.of("ja", "nein", "Yes, but"),
          List.of("two\nlines", "a\tb", "'c'"),
          List.of("p", "q", "r"));
  private static final List<List<String>> CLASSES =
      List.of(
          List.of("low", "mid", "high"),
          List.of("-", "+"),
          List.of("None", "some", "all"),
          List.of("True", "False"),
          List.of("yes", "no"),
          List.of("Iris setosa", "Iris virginica"),
          List.of("gr\u00fcn", "wei\u00df", "l, r", "\u2264 \"5\""),
          List.of("1", "2", "other"),
          List.of("low", "Low", "LOW"),
          List.of("a", "b", "c", "d", "e"));
  private static final List<List<String>> CLASS_NUMBERS =
      List.of(
          List.of("0", "1"), List.of("1", "2", "3"), List.of("-1", "1"), List.of("0", "5", "10"));

  private static final Pattern SENTINEL = Pattern.compile("9{2,}");

  private final Choice choice;
  private final int rows;
  private final boolean coarse;
  private final int missing;

  /**
   * @param coarse whether numbers have few different values
   * @param missing how many cells of a hundred are missing in columns that have missing ones
   */
  KnownColumns(Choice choice, int rows, boolean coarse, int missing) {
    this.choice = choice;
    this.rows = rows;
    this.coarse = coarse;
    this.missing = missing;
  }

  KnownColumn of(String name, Kind kind) {
    return switch (kind) {
      case INTEGER -> integers(name);
      case DECIMAL -> decimals(name);
      case LARGE -> large(name);
      case EXPONENT -> column(name, kind, this::exponent);
      case CONSTANT -> constant(name);
      case INDEX, UNNAMED_INDEX -> index(name, kind);
      case YES_NO -> yesNo(name);
      case TEXT -> categories(name, choice.of(CATEGORIES));
      case DATE -> dates(name);
      case EMPTY -> new KnownColumn(name, kind, Collections.nCopies(rows, null));
      case CLASS_WORDS -> labels(name, kind, choice.of(CLASSES));
      case CLASS_NUMBERS -> labels(name, kind, choice.of(CLASS_NUMBERS));
    };
  }

  /** Returns a column of text. */
  KnownColumn categories(String name, List<String> categories) {
    return column(name, Kind.TEXT, () -> choice.of(categories));
  }

  private KnownColumn integers(String name) {
    int most = coarse ? 4 : choice.of(10, 100, 5000, 100_000);
    int least = choice.percent(60) ? 0 : -most;
    return column(name, Kind.INTEGER, () -> Integer.toString(noSentinel(least, most)));
  }

  /** A number that nobody takes for a missing value. */
  private int noSentinel(int least, int most) {
    int number = choice.between(least, most);
    return SENTINEL.matcher(Integer.toString(Math.abs(number))).matches() ? 0 : number;
  }

  private KnownColumn decimals(String name) {
    if (coarse) {
      return column(name, Kind.DECIMAL, this::half);
    }
    if (choice.percent(10)) {
      return column(name, Kind.DECIMAL, () -> BigDecimal.valueOf(choice.real()).toPlainString());
    }
    if (choice.percent(15)) {
      // As 1.234, whose point may as well separate thousands.
      return column(
          name,
          Kind.DECIMAL,
          () -> BigDecimal.valueOf(choice.between(1000, 999_999), 3).toPlainString());
    }
    int scale = choice.between(1, 5);
    int most = choice.of(100, 3000, 2_000_000);
    int least = choice.percent(40) ? 0 : -most;
    boolean stripped = choice.percent(30);
    return column(
        name,
        Kind.DECIMAL,
        () -> {
          BigDecimal number = BigDecimal.valueOf(choice.between(least, most), scale);
          return (stripped ? number.stripTrailingZeros() : number).toPlainString();
        });
  }

  /** Returns a multiple of 0.5, and now and then a zero with a sign. */
  private String half() {
    int halves = choice.between(-8, 8);
    String sign = halves == 0 && choice.percent(20) ? "-" : "";
    return sign + BigDecimal.valueOf(5L * halves, 1);
  }

  private KnownColumn large(String name) {
    int scale = choice.of(0, 0, 1, 2, 3);
    int most = choice.of(10_000, 1_000_000, 1_000_000_000);
    return column(
        name,
        Kind.LARGE,
        () -> BigDecimal.valueOf(noSentinel(choice.of(0, -most), most), scale).toPlainString());
  }

  private String exponent() {
    String mantissa = BigDecimal.valueOf(choice.between(-9999, 9999), choice.of(2, 3)).toString();
    return mantissa + choice.of("E", "e") + choice.of("", "+", "-") + choice.of("3", "05", "12");
  }

  private KnownColumn constant(String name) {
    String constant = choice.of("0", "1", "7", "2.5");
    return new KnownColumn(name, Kind.CONSTANT, Collections.nCopies(rows, constant));
  }

  private KnownColumn index(String name, Kind kind) {
    int first = choice.between(0, 1);
    return new KnownColumn(
        name,
        kind,
        IntStream.range(0, rows).mapToObj(row -> Integer.toString(first + row)).toList());
  }

  private KnownColumn yesNo(String name) {
    KnownColumn column = column(name, Kind.YES_NO, () -> choice.of("0", "1"));
    // With one of the words only it would be no pair.
    List<String> cells = new ArrayList<>(column.cells());
    cells.set(0, "1");
    cells.set(rows - 1, "0");
    return new KnownColumn(name, Kind.YES_NO, cells);
  }

  private KnownColumn dates(String name) {
    String form =
        choice.of(
            "%1$d-%2$02d-%3$02d",
            "%1$d-%2$02d-%3$02dT%2$02d:%3$02d:00Z",
            "%3$02d.%2$02d.%1$d",
            "%2$02d/%3$02d/%1$d",
            "%2$02d:%3$02d");
    return column(
        name,
        Kind.DATE,
        () ->
            String.format(
                form, choice.between(1990, 2026), choice.between(1, 12), choice.between(1, 28)));
  }

  /** Returns a column in which at least one cell is not missing. */
  private KnownColumn column(String name, Kind kind, Supplier<String> cell) {
    int percent = missing > 50 ? missing : choice.of(0, missing);
    String[] cells = new String[rows];
    for (int row = 0; row < rows; row++) {
      cells[row] = choice.percent(percent) ? null : cell.get();
    }
    int present = choice.between(0, rows - 1);
    cells[present] = cells[present] == null ? cell.get() : cells[present];
    return new KnownColumn(name, kind, Arrays.asList(cells));
  }

  /** Returns the column of the class, with two rows of every class at least. */
  private KnownColumn labels(String name, Kind kind, List<String> classes) {
    int[] labels = IntStream.range(0, rows).map(row -> row % classes.size()).toArray();
    choice.shuffle(labels);
    return new KnownColumn(name, kind, IntStream.of(labels).mapToObj(classes::get).toList());
  }
}
