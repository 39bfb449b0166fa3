package org.genlabel.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.genlabel.fuzz.KnownColumn.Kind;
import org.genlabel.fuzz.KnownTable.ClassChoice;

/** Draws tables: few rows or many, one feature or 60, coarse values, columns mostly missing. */
final class KnownTables {
  private static final List<Kind> FEATURES =
      List.of(
          Kind.INTEGER,
          Kind.INTEGER,
          Kind.DECIMAL,
          Kind.DECIMAL,
          Kind.DECIMAL,
          Kind.LARGE,
          Kind.EXPONENT,
          Kind.CONSTANT,
          Kind.INDEX,
          Kind.YES_NO,
          Kind.TEXT,
          Kind.TEXT,
          Kind.DATE,
          Kind.EMPTY);

  private final Choice choice;
  private final char separator;
  private final ColumnNames names;

  /**
   * @param separator of the file to come: runs of blanks are what programs with plain names write
   */
  KnownTables(Choice choice, char separator) {
    this.choice = choice;
    this.separator = separator;
    this.names = new ColumnNames(choice, separator == ' ');
  }

  KnownTable next() {
    KnownColumns draw =
        new KnownColumns(choice, rows(), choice.percent(20), choice.of(10, 10, 10, 95));
    List<KnownColumn> columns = new ArrayList<>();
    int features = features();
    columns.add(draw.of(names.next(), choice.of(Kind.INTEGER, Kind.DECIMAL, Kind.LARGE)));
    while (columns.size() < features) {
      columns.add(choice.between(0, columns.size()), draw.of(names.next(), choice.of(FEATURES)));
    }
    if (separator != ' ' && choice.percent(6)) {
      columns.add(choice.between(0, columns.size()), divided(draw));
    }
    ClassChoice classChoice = addClass(columns, draw);
    if (classChoice == ClassChoice.LAST && choice.percent(10)) {
      // As programs do that know no names.
      for (int k = 0; k < columns.size(); k++) {
        columns.set(k, columns.get(k).named(Integer.toString(k)));
      }
    }
    if (choice.percent(15)) {
      columns.add(0, draw.of("Unnamed: 0", Kind.UNNAMED_INDEX));
    }
    return new KnownTable(columns, classChoice);
  }

  private int rows() {
    // Now and then more than the first thousand, by which readers may choose the separator.
    return choice.percent(20)
        ? choice.between(10, 12)
        : choice.between(1, 500) == 1 ? choice.between(1001, 1200) : choice.between(13, 40);
  }

  private int features() {
    return choice.percent(15) ? 1 : choice.percent(2) ? 60 : choice.between(2, 8);
  }

  /** Returns text that another separator divides as evenly as the true one, header included. */
  private KnownColumn divided(KnownColumns draw) {
    char other = choice.of(',', ';', '|');
    return draw.categories(
        names.unique("links" + other + "rechts"),
        List.of("a" + other + "b", "c" + other + " d", "e" + other + "1"));
  }

  private ClassChoice addClass(List<KnownColumn> columns, KnownColumns draw) {
    Kind kind = choice.of(Kind.CLASS_WORDS, Kind.CLASS_WORDS, Kind.CLASS_NUMBERS);
    int anywhere = choice.between(0, columns.size());
    switch (choice.between(1, 40)) {
      case 1 -> {
        boolean isLabel = choice.percent(50);
        columns.set(0, columns.get(0).named(isLabel ? "target" : "Label"));
        columns.add(anywhere, draw.of(isLabel ? "Label" : "target", kind));
        return ClassChoice.LABEL_AND_TARGET;
      }
      case 2 -> {
        columns.add(draw.of("x", Kind.DECIMAL));
        if (choice.percent(50)) {
          columns.add(choice.between(0, columns.size() - 1), draw.of("y", kind));
        } else {
          columns.set(0, columns.get(0).named("y"));
          columns.add(draw.of("Ergebnis", kind));
        }
        return ClassChoice.Y_BESIDE_X;
      }
      case 3 -> {
        // The class goes before the label.
        columns.set(0, columns.get(0).named("label"));
        columns.add(anywhere, draw.of("Class", kind));
        return ClassChoice.NAMED;
      }
      case 4 -> {
        // At the end y is the class even beside an x.
        columns.set(0, columns.get(0).named("x"));
        columns.add(draw.of("y", kind));
        return ClassChoice.NAMED;
      }
      default -> {
        if (choice.percent(30)) {
          columns.add(draw.of(names.unique(choice.of("species", "Ergebnis", "outcome")), kind));
          return ClassChoice.LAST;
        }
        String name = choice.of("class", "Class", "CLASS", "label", "TARGET", "target", "y", "Y");
        columns.add(anywhere, draw.of(name, kind));
        return ClassChoice.NAMED;
      }
    }
  }
}
