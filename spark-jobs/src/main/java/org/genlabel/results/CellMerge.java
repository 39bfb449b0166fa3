package org.genlabel.results;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.genlabel.experiment.CellResult;

/**
 * Merges cells from several files, and their scores, into one file of each table. Of a duplicate
 * cell the first is kept, with its scores.
 */
final class CellMerge implements AutoCloseable {
  private static final List<String> KEY =
      List.of("dataset_id", "dataset", "model", "scheme", "alpha", "trial");

  private final RunFiles files;
  private final Predicate<Group> wanted;
  private final Set<String> taken;
  private final RowSink cells;
  private final RowSink scores;
  private final RowSink failed;

  /**
   * @param wanted which rows of cells are taken
   * @param present keys of cells to leave out
   * @param cells name of the file for the cells; created once there is one
   * @param scores name of the file for their scores
   * @param failed name of the file for failed cells
   */
  CellMerge(
      RunFiles files,
      Predicate<Group> wanted,
      Set<String> present,
      String cells,
      String scores,
      String failed) {
    this.files = files;
    this.wanted = wanted;
    this.taken = new HashSet<>(present);
    this.cells = new RowSink(files, ResultSchema.CELLS, cells);
    this.scores = new RowSink(files, ResultSchema.CV_SCORES, scores);
    this.failed = new RowSink(files, ResultSchema.CELLS, failed);
  }

  /** Returns the keys of the cells in a file that did not fail. */
  static Set<String> keys(RunFiles files, String name) throws IOException {
    Set<String> keys = new HashSet<>();
    try (ParquetReader<Group> reader = RowFiles.reader(files, name)) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        if (isOk(row)) {
          keys.add(key(row));
        }
      }
    }
    return keys;
  }

  /**
   * Adds the cells of a file, and their scores from another, which need not exist. Cells that
   * failed are dropped if they are there already.
   */
  void add(String nameOfCells, String nameOfScores) throws IOException {
    Set<String> added = new HashSet<>();
    try (ParquetReader<Group> reader = RowFiles.reader(files, nameOfCells)) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        String key = key(row);
        if (wanted.test(row) && taken.add(key)) {
          (isOk(row) ? cells : failed).write(row);
          added.add(key);
        }
      }
    }
    if (files.exists(nameOfScores)) {
      try (ParquetReader<Group> reader = RowFiles.reader(files, nameOfScores)) {
        for (Group row = reader.read(); row != null; row = reader.read()) {
          if (added.contains(key(row))) {
            scores.write(row);
          }
        }
      }
    }
  }

  private static boolean isOk(Group row) {
    return row.getString("status", 0).equals(CellResult.OK);
  }

  private static String key(Group row) {
    return KEY.stream()
        .map(
            column ->
                row.getFieldRepetitionCount(column) == 0
                    ? ""
                    : row.getValueToString(row.getType().getFieldIndex(column), 0))
        .collect(Collectors.joining("\n"));
  }

  /** Returns the names of the files that have rows. */
  List<String> written() {
    return Stream.of(cells, scores, failed).filter(RowSink::hasRows).map(RowSink::name).toList();
  }

  /** Completes the files. */
  @Override
  public void close() throws IOException {
    cells.close();
    scores.close();
    failed.close();
  }

  /** A file that is created with its first row. */
  private static final class RowSink {
    private final RunFiles files;
    private final ResultSchema<?> schema;
    private final String name;
    private ParquetWriter<Group> writer;

    RowSink(RunFiles files, ResultSchema<?> schema, String name) {
      this.files = files;
      this.schema = schema;
      this.name = name;
    }

    String name() {
      return name;
    }

    boolean hasRows() {
      return writer != null;
    }

    void write(Group row) throws IOException {
      if (writer == null) {
        writer = RowFiles.writer(files, schema, name);
      }
      writer.write(schema.conform(row));
    }

    void close() throws IOException {
      if (writer != null) {
        writer.close();
      }
    }
  }
}
