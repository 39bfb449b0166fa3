package org.genlabel.data.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.fuzz.DialectFile;
import org.genlabel.fuzz.KnownColumn;

/** A dialect's file as it is read, compared with the table that was written, down to the bits. */
final class ReadBack {
  /** What messages call the file. */
  static final String SOURCE = "f.csv";

  private final DialectFile file;
  private final FileReading reading;
  private final TableReading read;
  private final Dataset dataset;

  /**
   * Reads a file.
   *
   * @throws org.genlabel.data.InvalidDataException if it is refused
   */
  ReadBack(DialectFile file, ReadingSettings settings) throws IOException {
    this.file = file;
    this.read = CsvReader.read(new ByteArrayInputStream(file.bytes()), SOURCE, settings);
    this.reading = read.reading();
    this.dataset =
        Dataset.of(
            read.table(),
            Optional.empty(),
            "f",
            read.classColumn(),
            List.of(),
            FeatureHandling.ONE_HOT,
            "");
  }

  /** Returns the first difference, in words. */
  Optional<String> difference() {
    List<KnownColumn> columns = file.table().columns();
    List<String> names = columns.stream().map(KnownColumn::name).toList();
    List<String> readNames = reading.columns().stream().map(ColumnReading::name).toList();
    if (readNames.size() > names.size() && endsWithoutColumn()) {
      readNames = readNames.subList(0, readNames.size() - 1);
    }
    if (!readNames.equals(names)) {
      return Optional.of("columns " + readNames + " instead of " + names);
    }
    if (dataset.rows() != file.table().rows() || reading.rows() != dataset.rows()) {
      return Optional.of(dataset.rows() + " rows instead of " + file.table().rows());
    }
    for (int row = 0; row < dataset.rows(); row++) {
      if (read.table().line(row) != file.lines()[row]) {
        return Optional.of(
            "line " + read.table().line(row) + " of row " + row + " is " + file.lines()[row]);
      }
    }
    int feature = 0;
    for (int k = 0; k < columns.size(); k++) {
      KnownColumn known = columns.get(k);
      String difference = difference(known, reading.columns().get(k), feature);
      if (difference != null) {
        return Optional.of(known.kind() + " " + difference + ", column " + known.name());
      }
      feature += reading.columns().get(k).role().isFeature() ? 1 : 0;
    }
    return Optional.empty();
  }

  /** Returns whether separators at line ends are reported as a column that is left out. */
  private boolean endsWithoutColumn() {
    ColumnReading last = reading.columns().get(reading.columns().size() - 1);
    return file.dialect().layout().trailingSeparator()
        && last.name().startsWith("Unnamed: ")
        && last.role() == ColumnReading.Role.LEFT_OUT;
  }

  private String difference(KnownColumn known, ColumnReading column, int feature) {
    if (!column.role().name().equals(known.use().name())) {
      return "is " + column.role() + " (" + column.reason() + ")";
    }
    if (known.use() == KnownColumn.Use.LEFT_OUT) {
      return column.reason().isEmpty() ? "is left out without a reason" : null;
    }
    if (column.missing() != known.missing()) {
      return "has " + column.missing() + " missing cells instead of " + known.missing();
    }
    for (int row = 0; row < dataset.rows(); row++) {
      if (known.use() == KnownColumn.Use.NUMERIC) {
        double value = dataset.values()[row][feature];
        if (Double.doubleToLongBits(value) != Double.doubleToLongBits(known.number(row))) {
          return "has " + value + " instead of " + known.number(row) + " in row " + row;
        }
      } else {
        String word = word(known, row, feature);
        if (!Objects.equals(word, known.cells().get(row))) {
          return "has " + word + " instead of " + known.cells().get(row) + " in row " + row;
        }
      }
    }
    return null;
  }

  private String word(KnownColumn known, int row, int feature) {
    if (known.use() == KnownColumn.Use.CLASS) {
      return dataset.classes().get(dataset.labels()[row]);
    }
    double category = dataset.values()[row][feature];
    return Double.isNaN(category)
        ? null
        : dataset.features().get(feature).categories().get((int) category);
  }
}
