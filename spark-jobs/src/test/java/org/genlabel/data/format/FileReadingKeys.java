package org.genlabel.data.format;

import java.util.List;

/** The keys by which a {@link FileReading} is written as JSON, which users' programs read. */
public final class FileReadingKeys {
  /** In the order in which they are written. */
  public static final List<String> ALL =
      List.of(
          "file",
          "encoding",
          "separator",
          "decimal_mark",
          "rows",
          "columns",
          "classes",
          "notes",
          "matrix_sha256");

  private FileReadingKeys() {}
}
