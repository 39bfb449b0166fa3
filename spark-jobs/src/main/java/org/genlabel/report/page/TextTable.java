package org.genlabel.report.page;

import java.util.ArrayList;
import java.util.List;

/**
 * A table for a terminal, with columns as wide as their widest cell and numbers aligned to the
 * right.
 */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  public TextTable(String... header) {
    this.header = List.of(header);
  }

  public TextTable(List<String> header) {
    this.header = List.copyOf(header);
  }

  /** Adds a row with as many cells as the header. */
  public void add(List<String> row) {
    if (row.size() != header.size()) {
      throw new IllegalArgumentException(
          "a row needs " + header.size() + " cells, not " + row.size());
    }
    rows.add(List.copyOf(row));
  }

  /** Adds a row with as many cells as the header. */
  public void add(String... row) {
    add(List.of(row));
  }

  /** Returns the table; every line ends with a line separator. */
  public String render() {
    int columns = header.size();
    int[] widths = new int[columns];
    boolean[] numeric = new boolean[columns];
    for (int column = 0; column < columns; column++) {
      widths[column] = header.get(column).length();
      numeric[column] = !rows.isEmpty();
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], row.get(column).length());
        numeric[column] &= row.get(column).matches("[-+]?[0-9][0-9.eE+-]*|-|NULL|");
      }
    }
    StringBuilder text = new StringBuilder();
    appendRow(text, header, widths, numeric);
    for (List<String> row : rows) {
      appendRow(text, row, widths, numeric);
    }
    return text.toString();
  }

  private static void appendRow(
      StringBuilder text, List<String> row, int[] widths, boolean[] numeric) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String padding = " ".repeat(widths[column] - row.get(column).length());
      line.append(column == 0 ? "" : GAP);
      line.append(numeric[column] ? padding + row.get(column) : row.get(column) + padding);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
