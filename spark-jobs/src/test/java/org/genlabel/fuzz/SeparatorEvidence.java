package org.genlabel.fuzz;

import java.util.stream.IntStream;

/**
 * What speaks for another separator than the true one. Independent of any reader: it counts
 * characters outside quotes.
 */
final class SeparatorEvidence {
  /** By how many records a reader may choose. */
  private static final int RECORDS = 1000;

  private final KnownTable table;
  private final char separator;
  private final WrittenTable written;

  SeparatorEvidence(KnownTable table, char separator, WrittenTable written) {
    this.table = table;
    this.separator = separator;
    this.written = written;
  }

  /** Returns whether another separator divides all records into equally many cells. */
  boolean hasRival() {
    return Dialect.SEPARATORS.stream()
        .filter(other -> other != separator && other != ' ')
        .anyMatch(this::dividesEvenly);
  }

  /** Returns whether a cell holds another separator, other than as its decimal comma. */
  boolean hasOtherSeparatorInCell() {
    return IntStream.range(0, table.columns().size()).anyMatch(this::hasOtherSeparator);
  }

  private boolean hasOtherSeparator(int column) {
    boolean number = table.columns().get(column).kind().isNumber();
    for (String[] row : written.cells()) {
      for (char other : Dialect.SEPARATORS) {
        boolean counts = other != separator && other != ' ' && !(number && other == ',');
        if (counts && row[column].indexOf(other) >= 0) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean dividesEvenly(char other) {
    int first = -1;
    int records = 0;
    int count = 0;
    boolean quoted = false;
    boolean blank = true;
    String text = written.text() + "\n";
    for (int i = 0; i < text.length() && records < RECORDS; i++) {
      char c = text.charAt(i);
      quoted ^= c == '"';
      if (quoted || (c != '\n' && c != '\r')) {
        count += !quoted && c == other ? 1 : 0;
        blank &= c == ' ';
      } else if (!blank) {
        if (count == 0 || (first >= 0 && count != first)) {
          return false;
        }
        first = count;
        records++;
        count = 0;
        blank = true;
      }
    }
    return true;
  }
}
