package org.genlabel.spark;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.genlabel.data.InvalidDataException;
import org.genlabel.experiment.Cell;
import org.genlabel.experiment.CellEngines;
import org.genlabel.results.ResultSchema;
import org.genlabel.results.ResultStore;
import org.genlabel.train.Scheme;

/** The tables of a run as DataFrames; {@link ResultViews} has the views derived from them. */
public final class ResultTables {
  // Compressed. The 6435 cells of the paper's study on 117 datasets take 2.7 MB, and the scores of
  // their candidates 1.5 MB.
  private static final long MOST_BYTES_OF_SMALL = 4L << 20;

  // An option of Spark's own. As a pattern, escaped, a path with a colon could not be read.
  private static final String PATHS_ARE_PATTERNS = "__globPaths__";

  private final SparkSession spark;
  private final ResultStore store;

  public ResultTables(SparkSession spark, ResultStore store) {
    this.spark = spark;
    this.store = store;
  }

  /** Returns the cells of the run; no rows if there are none yet. */
  public Dataset<Row> cells(Configuration configuration) throws IOException {
    return table(ResultSchema.CELLS, configuration);
  }

  /** Returns the scores of all candidates; no rows if there are none yet. */
  public Dataset<Row> cvScores(Configuration configuration) throws IOException {
    return table(ResultSchema.CV_SCORES, configuration);
  }

  /**
   * Creates the views that a query may use: {@code cells}, {@code cv_scores}, and {@link
   * ResultViews.View} if one of them is named.
   */
  public void createViewsFor(String query, Configuration configuration) throws IOException {
    cells(configuration).createOrReplaceTempView(ResultSchema.CELLS.table());
    cvScores(configuration).createOrReplaceTempView(ResultSchema.CV_SCORES.table());
    if (ResultViews.areIn(query)) {
      ResultViews.makeAll(spark);
    }
  }

  /**
   * Returns the cells that have a row; those that failed in earlier attempts no longer have one.
   */
  Set<Cell> cellsWithRows(Configuration configuration) throws IOException {
    Set<Cell> cells = new HashSet<>();
    if (store.isEmpty(ResultSchema.CELLS, configuration)) {
      return cells;
    }
    cells(configuration)
        .select("dataset_id", "dataset", "model", "scheme", "alpha", "trial")
        .collectAsList()
        .forEach(row -> cell(row).ifPresent(cells::add));
    return cells;
  }

  /**
   * Returns the cell of a row of {@link #cells}; empty for a model or scheme that this build does
   * not know.
   *
   * @throws InvalidDataException if the row does not identify a cell
   */
  public static Optional<Cell> cell(Row row) {
    if (Stream.of("dataset", "model", "scheme", "trial").anyMatch(key -> row.getAs(key) == null)) {
      throw InvalidDataException.in(
          ResultSchema.CELLS.table(),
          "a row without dataset, model, scheme or trial: the folder holds parquet files that are"
              + " not of this program; move them out of it");
    }
    Integer id = row.getAs("dataset_id");
    String dataset = id == null ? row.getAs("dataset") : id.toString();
    return CellEngines.installed()
        .model(row.getAs("model"))
        .flatMap(
            model ->
                Scheme.byKey(row.getAs("scheme"))
                    .map(
                        scheme ->
                            new Cell(
                                dataset, model, scheme, row.getAs("alpha"), row.getAs("trial"))));
  }

  /**
   * Returns whether all tables are so small that planning a query takes longer than answering it.
   */
  public boolean areSmall(Configuration configuration) throws IOException {
    for (ResultSchema<?> schema : ResultSchema.TABLES) {
      if (store.bytes(schema, configuration).orElse(0) > MOST_BYTES_OF_SMALL) {
        return false;
      }
    }
    return true;
  }

  private Dataset<Row> table(ResultSchema<?> schema, Configuration configuration)
      throws IOException {
    OptionalLong bytes = store.bytes(schema, configuration);
    if (bytes.isEmpty()) {
      return spark.createDataFrame(List.of(), TableTypes.of(schema));
    }
    requireNoEmptyFile(schema, configuration);
    Dataset<Row> rows =
        spark
            .read()
            .schema(TableTypes.of(schema))
            .option(PATHS_ARE_PATTERNS, false)
            .parquet(store.tableFolder(schema));
    // Nothing is shuffled with one partition, so a query is one stage of one task.
    return bytes.getAsLong() <= MOST_BYTES_OF_SMALL ? rows.coalesce(1) : rows;
  }

  /** Rejects empty files, which Spark silently skips, so that their rows would be missing. */
  private void requireNoEmptyFile(ResultSchema<?> schema, Configuration configuration)
      throws IOException {
    Path folder = new Path(store.folder(), schema.table());
    for (FileStatus file : folder.getFileSystem(configuration).listStatus(folder)) {
      boolean hidden = file.getPath().getName().matches("[_.].*");
      if (file.isFile() && file.getLen() == 0 && !hidden) {
        throw InvalidDataException.in(
            file.getPath().toUri().getPath(),
            "an empty file instead of a table of results; delete it, and run the study again for"
                + " the cells it had");
      }
    }
  }

  /** Returns the failed cells: dataset_id, dataset, scheme, alpha, trial, error. */
  public static Dataset<Row> failures(Dataset<Row> cells) {
    return cells
        .where(col("status").equalTo("failed"))
        .select("dataset_id", "dataset", "scheme", "alpha", "trial", "error")
        .orderBy("dataset_id", "dataset", "scheme", "alpha", "trial");
  }
}
