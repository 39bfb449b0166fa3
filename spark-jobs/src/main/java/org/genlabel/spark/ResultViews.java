package org.genlabel.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.genlabel.results.ResultSchema;

/**
 * The views derived from a run's cells, defined in {@code submit/views.sql} so that any Spark can
 * create the same ones.
 */
public final class ResultViews {
  private static final String SCRIPT = "views.sql";

  /**
   * The views, in the order in which the script creates them. {@code docs/sql.md} and the records
   * that the methods here return describe their columns.
   */
  public enum View {
    /** Totals and means over the trials of every dataset, scheme and alpha. */
    MEANS,
    /** Every ordered pair of schemes on the same dataset at the same alpha. */
    GAINS,
    /** The datasets that a density fits (paper Sec. 6). */
    FIT_DATASETS,
    /** Sets of datasets: all and fit. */
    POPULATIONS,
    /** The mean of a scheme over the datasets of a population. */
    SCHEME_MEANS,
    /** The comparison of a scheme with a baseline over the datasets of a population. */
    WIN_TIE_LOSS,
    /** Gains over the datasets of a population, in bins of one point (paper Fig. 6). */
    HISTOGRAM;

    /** Returns the view's name in SQL. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final List<View> ORDER = List.of(View.values());

  private final SparkSession spark;
  private final List<Population> populations;
  private final Map<View, List<Row>> fetched = new EnumMap<>(View.class);
  private int made;

  private ResultViews(SparkSession spark, List<Population> populations) {
    this.spark = spark;
    this.populations = populations;
  }

  /**
   * Creates the view {@code cells} of a run, and each {@link View} when it is first used.
   *
   * @param cells the table of a run
   */
  public static ResultViews over(Dataset<Row> cells) {
    return over(cells, List.of());
  }

  /**
   * Creates the same views, with further populations; the views derived from populations have rows
   * for these, too.
   */
  public static ResultViews over(Dataset<Row> cells, List<Population> populations) {
    cells.createOrReplaceTempView(ResultSchema.CELLS.table());
    return new ResultViews(cells.sparkSession(), populations);
  }

  /** Creates all views over an existing view {@code cells}. */
  static void makeAll(SparkSession spark) {
    new ResultViews(spark, List.of()).make(ORDER.size());
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

  /** Returns whether a query may use a view; if not, they are not created, which takes time. */
  static boolean areIn(String query) {
    String words = query.toLowerCase(Locale.ROOT);
    // Not only at its beginning, where comments may be.
    return words.contains("show")
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
    if (ORDER.indexOf(view) > ORDER.indexOf(View.POPULATIONS) && !populations.isEmpty()) {
      fetch(View.POPULATIONS);
    }
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
    List<Row> rows = table.collectAsList();
    if (view == View.POPULATIONS) {
      rows = withFurtherPopulations(rows);
    }
    rows = List.copyOf(rows);
    // In one partition, so that the views derived from it need no shuffle.
    spark.createDataFrame(rows, table.schema()).coalesce(1).createOrReplaceTempView(view.key());
    fetched.put(view, rows);
    return rows;
  }

  private List<Row> withFurtherPopulations(List<Row> known) {
    List<Row> rows = new ArrayList<>(known);
    for (Population population : populations) {
      known.stream()
          .filter(row -> row.getAs("population").equals(population.within()))
          .map(DatasetKey::of)
          .filter(dataset -> dataset.id() != null && population.ids().contains(dataset.id()))
          .map(dataset -> RowFactory.create(population.name(), dataset.id(), dataset.name()))
          .forEach(rows::add);
    }
    return rows;
  }

  /** Returns the rows of the view means. */
  public List<DatasetMean> means() {
    return fetch(View.MEANS).stream().map(DatasetMean::of).toList();
  }

  /** Returns the rows of the view gains. */
  public List<DatasetGain> gains() {
    return fetch(View.GAINS).stream().map(DatasetGain::of).toList();
  }

  /** Returns the datasets of the view fit_datasets: those that a density fits. */
  public Set<DatasetKey> fitDatasets() {
    return fetch(View.FIT_DATASETS).stream().map(DatasetKey::of).collect(Collectors.toSet());
  }

  /** Returns the rows of the view scheme_means that satisfy a condition. */
  public List<SchemeMean> schemeMeans(Column condition) {
    return records(View.SCHEME_MEANS, condition, SchemeMean::of);
  }

  /**
   * Returns the rows of the view win_tie_loss that satisfy a condition. All pairs of schemes are
   * ten times as many rows as a report shows, and take Spark seconds.
   */
  public List<WinTieLoss> winTieLoss(Column condition) {
    return records(View.WIN_TIE_LOSS, condition, WinTieLoss::of);
  }

  /**
   * Returns the rows of the view histogram that satisfy a condition, for the reason given at {@link
   * #winTieLoss}.
   */
  public List<GainBin> histogram(Column condition) {
    return records(View.HISTOGRAM, condition, GainBin::of);
  }

  private <T> List<T> records(View view, Column condition, Function<Row, T> record) {
    return rows(view).where(condition).collectAsList().stream().map(record).toList();
  }
}
