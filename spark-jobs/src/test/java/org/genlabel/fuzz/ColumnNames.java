package org.genlabel.fuzz;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Draws names of columns, each once. */
final class ColumnNames {
  private static final List<String> PLAIN =
      List.of("alpha", "width", "height", "age", "temp", "pressure", "f", "Wert", "x1", "v.2");
  private static final List<String> LATIN =
      List.of(
          "Preis, EUR",
          "Breite in cm",
          "Gr\u00f6\u00dfe",
          "L\u00e4nge;Breite",
          "a|b",
          "12\" disk",
          "Temp. (\u00b0C)",
          "gr\u00f6\u00dfer, \"kleiner\"",
          "Umsatz \u20ac",
          "Preis\nEUR",
          "m, n, o",
          "\u00c4nderung \u2013 %",
          "Unnamed: 7");
  private static final List<String> OTHERS =
      List.of(
          "\u0422\u0435\u043c\u043f\u0435\u0440\u0430\u0442\u0443\u0440\u0430",
          "\u4f53\u91cd",
          "\u0394 \u03bc",
          "\ud83c\udf4e");

  private final Choice choice;
  private final boolean plainOnly;
  private final Set<String> taken = new HashSet<>();

  /**
   * @param plainOnly whether the names are words without blanks and separators
   */
  ColumnNames(Choice choice, boolean plainOnly) {
    this.choice = choice;
    this.plainOnly = plainOnly;
  }

  String next() {
    if (plainOnly || choice.percent(70)) {
      return unique(choice.of(PLAIN));
    }
    return unique(choice.percent(80) ? choice.of(LATIN) : choice.of(OTHERS));
  }

  String unique(String name) {
    String unique = name;
    for (int number = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); number++) {
      unique = name + "_" + number;
    }
    return unique;
  }
}
