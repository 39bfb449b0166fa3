package org.genlabel.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.genlabel.results.ResultSchema;

/**
 * The views derived from a run's cells, defined in {@code submit/views.sql} so that any Spark can
 * create the same ones.
 */
public final class ResultViews {
  private static final String SCRIPT = "views.sql";

  /** The views, in the order in which the script makes them. */
  public enum View {
    /**
     * Every dataset, scheme and alpha over its trials: dataset_id, dataset, model, scheme, alpha,
     * trials, correct (test rows right, summed over the trials), tested (test rows, likewise),
     * test_accuracy (correct / tested), published_accuracy (the same mean as the authors' program
     * takes it: accuracies summed in the order of the trials, then divided; it may differ from
     * test_accuracy in the last bit), train_accuracy.
     */
    MEANS,
    /**
     * Every scheme beside every other on the same dataset at the same alpha (a scheme without alpha
     * at each of the other's), where both have run the same number of trials: dataset_id, dataset,
     * model, alpha, scheme, baseline, trials, tested, correct, baseline_correct, test_accuracy,
     * baseline_accuracy, gain (a fraction), comparison (1 higher, 0 on par, -1 lower; by whole
     * numbers of correct rows).
     */
    GAINS,
    /**
     * The datasets that a density fits (paper Sec. 6): dataset_id, dataset, gm_train_accuracy,
     * kde_train_accuracy.
     */
    FIT_DATASETS,
    /** Sets of datasets, all and fit: population, dataset_id, dataset. */
    POPULATIONS,
    /**
     * A scheme beside a baseline over the datasets of a population: model, alpha, scheme, baseline,
     * population, datasets, higher, on_par, lower (numbers of datasets), test_accuracy,
     * baseline_accuracy, gain (means over datasets).
     */
    WIN_TIE_LOSS,
    /**
     * Gains in bins of one point (paper Fig. 6): model, alpha, scheme, baseline, population, bin
     * (0: on par; k: above k - 1 and up to k points; -k likewise below), datasets.
     */
    HISTOGRAM;

    /** Returns the view's name in SQL. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final List<View> ORDER = List.of(View.values());

  private final SparkSession spark;
  private final Map<View, List<Row>> fetched = new EnumMap<>(View.class);
  private int made;

  private ResultViews(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * Creates the view {@code cells} of a run, and each {@link View} when it is first used.
   *
   * @param cells the table of a run
   */
  public static ResultViews over(Dataset<Row> cells) {
    cells.createOrReplaceTempView(ResultSchema.CELLS.table());
    return new ResultViews(cells.sparkSession());
  }

  /** Creates all views over an existing view {@code cells}. */
  static void makeAll(SparkSession spark) {
    new ResultViews(spark).make(ORDER.size());
  }

  /**
   * Creates the first views of the script, up to a count; each uses {@code cells} and those before
   * it.
   */
  private void make(int count) {
    if (made < count) {
      statements().subList(made, count).forEach(spark::sql);
      made = count;
    }
  }

  /** Returns whether a query may use one of them, because creating them takes a while. */
  static boolean areIn(String query) {
    String words = query.toLowerCase(Locale.ROOT);
    return words.strip().startsWith("show")
        || Arrays.stream(View.values()).anyMatch(view -> words.contains(view.key()));
  }

  private static List<String> statements() {
    try (InputStream in = ResultViews.class.getResourceAsStream(SCRIPT)) {
      String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(script.split(";\n")).filter(text -> !text.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own " + SCRIPT + " is not readable", e);
    }
  }

  /** Returns a view's rows. */
  public Dataset<Row> rows(View view) {
    make(ORDER.indexOf(view) + 1);
    return spark.table(view.key());
  }

  /**
   * Returns a view's rows, fetched once. Views derived from it use these rows from then on, so
   * Spark does not plan and compute them again.
   */
  public List<Row> fetch(View view) {
    List<Row> known = fetched.get(view);
    if (known != null) {
      return known;
    }
    Dataset<Row> table = rows(view);
    List<Row> rows = List.copyOf(table.collectAsList());
    spark.createDataFrame(rows, table.schema()).createOrReplaceTempView(view.key());
    fetched.put(view, rows);
    return rows;
  }
}
