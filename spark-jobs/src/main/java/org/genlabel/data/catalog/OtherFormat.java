package org.genlabel.data.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Formats of tables that this program does not read, but that users have. */
enum OtherFormat {
  COMPRESSED("compressed; unpack it", ".gz", ".bz2", ".xz", ".zst", ".zip", ".7z"),
  SPREADSHEET("a spreadsheet; save it as CSV", ".xlsx", ".xls", ".xlsm", ".ods", ".numbers"),
  STATISTICS("not a format of this program; save it as CSV", ".parquet", ".sav", ".dta", ".rds"),
  TEXT("if it is a table with a header, call it .csv", ".txt", ".dat", ".data", ".tab");

  private final String reason;
  private final List<String> suffixes;

  OtherFormat(String reason, String... suffixes) {
    this.reason = reason;
    this.suffixes = List.of(suffixes);
  }

  /** Returns why a file is no dataset, as a clause; empty if it does not look like one. */
  static Optional<String> reason(String file) {
    return Arrays.stream(values())
        .filter(
            format -> format.suffixes.stream().anyMatch(end -> DatasetFormat.endsWith(file, end)))
        .map(format -> format.reason)
        .findFirst();
  }
}
