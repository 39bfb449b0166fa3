package org.genlabel.report.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.genlabel.data.format.FileReading;
import org.genlabel.report.page.ReportTable;
import org.genlabel.report.page.ReportTable.Cell;
import org.genlabel.results.Manifest;

/** The table of how the user's own files were understood. */
final class ReadingTable {
  private ReadingTable() {}

  /** Returns the table; empty if the manifest records no reading. */
  static Optional<ReportTable> of(Manifest manifest) {
    List<List<Cell>> rows =
        manifest.datasets().stream()
            .filter(facts -> facts.reading() != null)
            .map(facts -> row(facts.name(), facts.reading()))
            .toList();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ReportTable(
                "readings",
                "How your own files were understood",
                List.of(
                    "dataset",
                    "file",
                    "encoding",
                    "separator",
                    "decimal mark",
                    "rows",
                    "class",
                    "classes (rows)",
                    "number of features",
                    "features",
                    "left out (reason)",
                    "missing cells",
                    "notes"),
                rows,
                List.of(
                    "The file readings.csv lists all classes and columns where this table has the"
                        + " first dozen.")));
  }

  private static List<Cell> row(String dataset, FileReading reading) {
    List<Cell> row = new ArrayList<>();
    row.add(Cell.text(dataset));
    row.add(Cell.text(reading.file()));
    row.add(words(reading.encoding()));
    row.add(words(reading.separator()));
    row.add(words(reading.decimalMark()));
    row.add(Cell.count(reading.rows()));
    row.add(Cell.text(reading.classColumn().name()));
    row.add(list(reading.describedClasses()));
    row.add(Cell.count(reading.features().size()));
    row.add(list(reading.describedFeatures()));
    row.add(list(reading.describedLeftOut()));
    row.add(Cell.count(reading.missingCells()));
    row.add(Cell.text(String.join("; ", reading.notes())));
    return row;
  }

  private static Cell words(String words) {
    return Cell.text(Objects.requireNonNullElse(words, ""));
  }

  private static Cell list(List<String> descriptions) {
    return new Cell(FileReading.listed(descriptions), String.join(", ", descriptions), false);
  }
}
