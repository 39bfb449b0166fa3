package org.genlabel.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.genlabel.fuzz.Dialect.Layout;
import org.genlabel.fuzz.Dialect.Numbers;
import org.genlabel.fuzz.KnownColumn.Kind;

/** Writes a table in a dialect. */
final class DialectWriter {
  private static final List<List<String>> YES_NO =
      List.of(
          List.of("False", "True"),
          List.of("FALSE", "TRUE"),
          List.of("false", "true"),
          List.of("no", "yes"),
          List.of("No", "Yes"),
          List.of("NO", "YES"));

  private final KnownTable table;
  private final Dialect dialect;
  private final Choice choice;

  /** How many of a hundred class numbers are written as 1.0. */
  private final int classDecimals;

  private final StringBuilder text = new StringBuilder();
  private int line = 1;

  DialectWriter(KnownTable table, Dialect dialect, Choice choice) {
    this.table = table;
    this.dialect = dialect;
    this.choice = choice;
    this.classDecimals = choice.of(0, 0, 0, 30);
  }

  /** Writes the table, damaged by a flaw. */
  WrittenTable write(Flaw flaw) {
    String[][] cells = cells();
    Flaw.Damage damage = flaw.damage(cells, table, choice);
    Layout layout = dialect.layout();
    if (layout.separatorLine()) {
      append("sep=" + layout.separator());
      endLine();
    } else {
      addBlankLines();
    }
    if (flaw != Flaw.NO_HEADER) {
      addRecord(table.columns().stream().map(KnownColumn::header).toArray(String[]::new), true);
      endLine();
    }
    int[] lines = new int[cells.length];
    for (int row = 0; row < cells.length; row++) {
      addBlankLines();
      lines[row] = line;
      addRecord(cells[row], false);
      if (row < cells.length - 1 || layout.lineEnds().last()) {
        endLine();
      }
    }
    return new WrittenTable(text.toString(), cells, lines, damage);
  }

  /** Returns the cells [rows][columns] without quotes and blanks. */
  private String[][] cells() {
    String[][] cells = new String[table.rows()][table.columns().size()];
    for (int k = 0; k < table.columns().size(); k++) {
      KnownColumn column = table.columns().get(k);
      List<String> words = choice.of(YES_NO);
      // SAS writes .5 and some instruments +5.
      boolean bare = column.kind() == Kind.DECIMAL && choice.percent(5);
      boolean plus = column.kind().isNumber() && choice.percent(5);
      for (int row = 0; row < cells.length; row++) {
        String cell = column.cells().get(row);
        if (cell == null) {
          cells[row][k] = choice.of(dialect.cells().missing());
        } else if (column.kind() == Kind.YES_NO) {
          cells[row][k] = words.get(Integer.parseInt(cell));
        } else if (column.kind().isNumber()) {
          String number = number(column.kind(), cell, row, k);
          number = bare ? number.replaceFirst("^0(?=[.,])", "") : number;
          cells[row][k] = plus && !cell.startsWith("-") ? "+" + number : number;
        } else {
          cells[row][k] = cell;
        }
      }
    }
    return cells;
  }

  private String number(Kind kind, String plain, int row, int column) {
    Numbers numbers = dialect.numbers();
    // Sometimes a column of classes, or part of it, went through a column of decimal numbers.
    String number =
        kind == Kind.CLASS_NUMBERS && choice.percent(classDecimals) ? plain + ".0" : plain;
    return NumberNotation.of(
        number,
        numbers.decimalMark(row, column),
        numbers.thousandsMark(row, column),
        numbers.minus());
  }

  private void addRecord(String[] cells, boolean header) {
    Layout layout = dialect.layout();
    List<String> written = new ArrayList<>();
    for (int k = 0; k < cells.length; k++) {
      // A flaw may have added a cell.
      Kind kind = k < table.columns().size() ? table.columns().get(k).kind() : Kind.TEXT;
      boolean isText = header || !kind.isNumber() || kind == Kind.UNNAMED_INDEX;
      written.add(padded(quoted(cells[k], isText)));
    }
    if (layout.isBlank()) {
      append(" ".repeat(choice.percent(80) ? 0 : 2));
      for (int k = 0; k < written.size(); k++) {
        append((k == 0 ? "" : " ".repeat(choice.between(1, 3))) + written.get(k));
      }
    } else {
      append(String.join(String.valueOf(layout.separator()), written));
      append(layout.trailingSeparator() ? String.valueOf(layout.separator()) : "");
    }
  }

  private String quoted(String cell, boolean isText) {
    boolean quoted =
        needsQuotes(cell)
            || switch (dialect.cells().quoting()) {
              case NONE -> false;
              case TEXT -> isText && !dialect.cells().missing().contains(cell);
              case ALL -> true;
              case RANDOM -> choice.percent(30);
            };
    if (!quoted) {
      return cell;
    }
    String inside = choice.percent(90) ? cell : padded(cell);
    return '"' + inside.replace("\"", "\"\"") + '"';
  }

  private boolean needsQuotes(String cell) {
    Layout layout = dialect.layout();
    return cell.indexOf(layout.separator()) >= 0
        || cell.indexOf('"') >= 0
        || cell.indexOf('\n') >= 0
        || (layout.isBlank() && (cell.isEmpty() || cell.indexOf('\t') >= 0));
  }

  private String padded(String cell) {
    String padding = dialect.cells().padding();
    return padding.repeat(choice.between(0, 2)) + cell + padding.repeat(choice.between(0, 2));
  }

  private void addBlankLines() {
    if (dialect.layout().lineEnds().blankLines() && choice.percent(20)) {
      append(choice.of("", "", "  "));
      endLine();
    }
  }

  private void endLine() {
    append(dialect.layout().lineEnds().end());
  }

  private void append(String part) {
    text.append(part);
    for (int i = 0; i < part.length(); i++) {
      boolean pair = part.charAt(i) == '\r' && i + 1 < part.length() && part.charAt(i + 1) == '\n';
      line += !pair && (part.charAt(i) == '\r' || part.charAt(i) == '\n') ? 1 : 0;
    }
  }
}
