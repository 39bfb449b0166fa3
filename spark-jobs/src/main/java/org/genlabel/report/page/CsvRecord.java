package org.genlabel.report.page;

import java.util.List;
import java.util.stream.Collectors;

/** Lines of CSV (RFC 4180). */
public final class CsvRecord {
  private CsvRecord() {}

  /** A line of fields with its end; those that need it in quotes. */
  public static String of(List<String> fields) {
    return fields.stream().map(CsvRecord::quoted).collect(Collectors.joining(",", "", "\n"));
  }

  private static String quoted(String field) {
    boolean needsQuotes = field.chars().anyMatch(c -> "\",\r\n".indexOf(c) >= 0);
    return needsQuotes ? '"' + field.replace("\"", "\"\"") + '"' : field;
  }
}
