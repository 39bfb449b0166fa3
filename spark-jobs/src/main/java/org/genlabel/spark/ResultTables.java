package org.genlabel.spark;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.genlabel.data.InvalidDataException;
import org.genlabel.experiment.Cell;
import org.genlabel.experiment.PreparedDataset;
import org.genlabel.train.Scheme;

/** The tables of a run as DataFrames, and what is derived from them. */
public final class ResultTables {
  private static final String SUM_IN_TRIAL_ORDER =
      "aggregate(array_sort(collect_list(struct(trial, test_accuracy))), 0D,"
          + " (sum, cell) -> sum + cell.test_accuracy)";

  // Compressed. The 6435 cells of the paper's study on 117 datasets take 2.7 MB, and the scores of
  // their candidates 1.5 MB.
  private static final long MOST_BYTES_OF_SMALL = 4L << 20;

  private final SparkSession spark;
  private final ResultStore store;

  public ResultTables(SparkSession spark, ResultStore store) {
    this.spark = spark;
    this.store = store;
  }

  /** The cells of the run; no rows if there are none yet. */
  public Dataset<Row> cells(Configuration configuration) throws IOException {
    return table(ResultSchema.CELLS, configuration);
  }

  /** The scores of all candidates; no rows if there are none yet. */
  public Dataset<Row> cvScores(Configuration configuration) throws IOException {
    return table(ResultSchema.CV_SCORES, configuration);
  }

  /** Makes the views {@code cells} and {@code cv_scores}. */
  public void createViews(Configuration configuration) throws IOException {
    cells(configuration).createOrReplaceTempView(ResultSchema.CELLS.table());
    cvScores(configuration).createOrReplaceTempView(ResultSchema.CV_SCORES.table());
  }

  /**
   * The cell of a row of {@link #cells}; empty for a scheme that this version does not know.
   *
   * @throws InvalidDataException if the row does not tell which cell it is of
   */
  static Optional<Cell> cell(Row row) {
    if (Stream.of("dataset", "model", "scheme", "trial").anyMatch(key -> row.getAs(key) == null)) {
      throw InvalidDataException.in(
          ResultSchema.CELLS.table(),
          "a row without dataset, model, scheme or trial: the folder holds parquet files that are not of this program;"
              + " move them out of it");
    }
    Integer id = row.getAs("dataset_id");
    String dataset = id == null ? row.getAs("dataset") : id.toString();
    return Scheme.byWord(row.getAs("scheme"))
        .map(
            scheme ->
                new Cell(
                    dataset, row.getAs("model"), scheme, row.getAs("alpha"), row.getAs("trial")));
  }

  /**
   * What to tell of a file that is no part of a table.
   *
   * @param file as the user knows it
   */
  public static InvalidDataException noTable(String file) {
    return InvalidDataException.in(
        file,
        "no table of results: it must be parquet with the columns of this program; move it out of the folder");
  }

  /** Whether all tables are so small that to plan a query takes longer than to answer it. */
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
      return spark.createDataFrame(List.of(), schema.sparkSchema());
    }
    requireNoEmptyFile(schema, configuration);
    Dataset<Row> rows =
        spark.read().schema(schema.sparkSchema()).parquet(store.tableFolderAsPattern(schema));
    // In one partition nothing is ever shuffled: a query is one stage of one task.
    return bytes.getAsLong() <= MOST_BYTES_OF_SMALL ? rows.coalesce(1) : rows;
  }

  /** Spark passes over empty files in silence, and their rows would be missing. */
  private void requireNoEmptyFile(ResultSchema<?> schema, Configuration configuration)
      throws IOException {
    Path folder = new Path(store.folder(), schema.table());
    for (FileStatus file : folder.getFileSystem(configuration).listStatus(folder)) {
      boolean hidden = file.getPath().getName().matches("[_.].*");
      if (file.isFile() && file.getLen() == 0 && !hidden) {
        throw InvalidDataException.in(
            file.getPath().toUri().getPath(),
            "an empty file and no table of results; delete it, and run the study again for the cells it had");
      }
    }
  }

  /**
   * The mean test accuracy of every dataset, scheme and alpha over its trials: dataset_id, dataset,
   * model, scheme, alpha, trials, correct (test rows right, summed over the trials), tested (test
   * rows, likewise), test_accuracy (correct / tested), published_accuracy (the same mean as the
   * authors' program takes it: accuracies summed in the order of the trials, then divided; it may
   * differ from test_accuracy in the last bit), train_accuracy.
   */
  public static Dataset<Row> meansOverTrials(Dataset<Row> cells) {
    return cells
        .where(col("status").equalTo("ok"))
        .groupBy("dataset_id", "dataset", "model", "scheme", "alpha")
        .agg(
            count(lit(1)).as("trials"),
            sum(round(col("test_accuracy").multiply(col("n_test"))).cast("long")).as("correct"),
            sum(col("n_test")).as("tested"),
            expr(SUM_IN_TRIAL_ORDER).divide(count(lit(1))).as("published_accuracy"),
            avg("train_accuracy").as("train_accuracy"))
        .withColumn("test_accuracy", col("correct").divide(col("tested")));
  }

  /**
   * Every scheme beside a baseline on the same dataset at the same alpha: dataset_id, dataset,
   * alpha (the baseline's; a scheme without alpha is compared at each), scheme, test_accuracy,
   * baseline_accuracy, gain (a fraction), comparison (1 higher, 0 on par, -1 lower; by whole
   * numbers of correct rows, so equal totals are a tie). Only where both have run the same number
   * of trials.
   */
  public static Dataset<Row> gains(Dataset<Row> cells, String baseline) {
    Dataset<Row> means = meansOverTrials(cells);
    Dataset<Row> base =
        means
            .where(col("scheme").equalTo(baseline))
            .select(
                col("dataset_id").as("base_id"),
                col("dataset").as("base_dataset"),
                col("model").as("base_model"),
                col("alpha").as("base_alpha"),
                col("tested").as("base_tested"),
                col("correct").as("base_correct"),
                col("test_accuracy").as("baseline_accuracy"));
    Column sameDataset =
        col("dataset_id")
            .eqNullSafe(col("base_id"))
            .and(col("dataset").equalTo(col("base_dataset")))
            .and(col("model").equalTo(col("base_model")));
    Column sameAlpha =
        col("alpha")
            .isNull()
            .or(col("base_alpha").isNull())
            .or(col("alpha").equalTo(col("base_alpha")));
    return means
        .join(base, sameDataset.and(sameAlpha).and(col("tested").equalTo(col("base_tested"))))
        .select(
            col("dataset_id"),
            col("dataset"),
            col("model"),
            coalesce(col("base_alpha"), col("alpha")).as("alpha"),
            col("scheme"),
            col("test_accuracy"),
            col("baseline_accuracy"),
            col("correct").minus(col("base_correct")).divide(col("tested")).as("gain"),
            expr("cast(sign(correct - base_correct) as int)").as("comparison"));
  }

  /**
   * How a scheme does against the baseline over all datasets: alpha, scheme, datasets,
   * test_accuracy (mean over datasets), higher, on_par, lower (numbers of datasets), gain (mean).
   */
  public static Dataset<Row> winTieLoss(Dataset<Row> gains) {
    return gains
        .groupBy("alpha", "scheme")
        .agg(
            count(lit(1)).as("datasets"),
            avg("test_accuracy").as("test_accuracy"),
            countOf(1).as("higher"),
            countOf(0).as("on_par"),
            countOf(-1).as("lower"),
            avg("gain").as("gain"))
        .orderBy("alpha", "scheme");
  }

  private static Column countOf(int comparison) {
    return sum(when(col("comparison").equalTo(comparison), 1).otherwise(0));
  }

  /**
   * Which datasets a density fits: dataset_id, dataset, fits (whether the Gaussian or the kernel
   * class densities classify more than 95% of the training rows right).
   */
  public static Dataset<Row> fits(Dataset<Row> cells) {
    return cells
        .where(col("status").equalTo("ok"))
        .groupBy("dataset_id", "dataset")
        .agg(max(greatest(col("gm_train_accuracy"), col("kde_train_accuracy"))).as("accuracy"))
        .select(
            col("dataset_id"), col("dataset"), col("accuracy").gt(PreparedDataset.FIT).as("fits"));
  }

  /** The failed cells: dataset_id, dataset, scheme, alpha, trial, error. */
  public static Dataset<Row> failures(Dataset<Row> cells) {
    return cells
        .where(col("status").equalTo("failed"))
        .select("dataset_id", "dataset", "scheme", "alpha", "trial", "error")
        .orderBy("dataset_id", "dataset", "scheme", "alpha", "trial");
  }
}
