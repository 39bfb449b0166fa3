package org.genlabel.report.page;

import java.util.List;
import java.util.stream.Collectors;

/** Formats lines of CSV (RFC 4180). */
public final class CsvRecord {
  private CsvRecord() {}

  /** Returns a line of fields with its line end; fields are quoted if necessary. */
  public static String of(List<String> fields) {
    return fields.stream().map(CsvRecord::quoted).collect(Collectors.joining(",", "", "\n"));
  }

  private static String quoted(String field) {
    boolean needsQuotes = field.chars().anyMatch(c -> "\",\r\n".indexOf(c) >= 0);
    return needsQuotes ? '"' + field.replace("\"", "\"\"") + '"' : field;
  }
}
