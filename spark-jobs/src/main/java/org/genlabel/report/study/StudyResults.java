package org.genlabel.report.study;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.spark.DatasetGain;
import org.genlabel.spark.DatasetKey;
import org.genlabel.spark.DatasetMean;
import org.genlabel.spark.GainBin;
import org.genlabel.spark.Population;
import org.genlabel.spark.ResultTables;
import org.genlabel.spark.ResultViews;
import org.genlabel.spark.WinTieLoss;
import org.genlabel.train.Scheme;

/** The results of a run that a report shows, fetched from its views. */
final class StudyResults {
  /** The scheme that the others are compared with, as in Fig. 6. */
  static final String BASELINE = Scheme.MIXUP.key();

  /** The populations of the views that are reported on. */
  static final List<String> POPULATIONS = List.of(Population.ALL, Population.FIT);

  // GenLabel on mixup's points. The first of these schemes that the run has is drawn, because the
  // paper's Fig. 6 shows the one that chooses among the most densities.
  static final List<Scheme> GENLABEL =
      Stream.of(Scheme.values())
          .filter(scheme -> scheme.mixing() == Scheme.MIXUP.mixing())
          .filter(scheme -> !scheme.labelDensities().isEmpty())
          .sorted(
              Comparator.comparing((Scheme scheme) -> scheme.labelDensities().size()).reversed())
          .toList();

  /**
   * A dataset of the run.
   *
   * @param densityFit the share of training rows that the better density classifies right; empty
   *     where it was not measured
   * @param balanced whether its classes are equally large according to the catalog
   * @param seconds of one core, the total of all its cells
   */
  record DatasetFacts(
      DatasetKey key,
      int trainRows,
      int testRows,
      int features,
      int classes,
      OptionalDouble densityFit,
      boolean fits,
      boolean balanced,
      long cells,
      double seconds) {}

  private static final Comparator<GainBin> BY_ALPHA_AND_BIN =
      Comparator.comparing(GainBin::alpha, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(GainBin::scheme)
          .thenComparing(GainBin::population)
          .thenComparing(GainBin::bin);

  /** A scheme and the scheme it is compared with, as a key. */
  private record SchemePair(String scheme, String baseline) {}

  /** How often a candidate was chosen. */
  record Choice(
      String scheme, Double alpha, Double learningRate, Double gamma, String density, long cells) {}

  private final List<DatasetFacts> datasets;
  private final List<DatasetMean> means;
  private final Map<SchemePair, List<DatasetGain>> gains;
  private final Map<DatasetKey, DatasetFacts> factsByKey;
  private final List<WinTieLoss> comparisons;
  private final List<GainBin> bins;
  private final List<Choice> choices;
  private final List<Row> failures;

  /**
   * Creates results from lists as the methods of the same names return them.
   *
   * @param gains every pair of schemes on every dataset, in the order of the datasets
   */
  StudyResults(
      List<DatasetFacts> datasets,
      List<DatasetMean> means,
      List<DatasetGain> gains,
      List<WinTieLoss> comparisons,
      List<GainBin> bins,
      List<Choice> choices,
      List<Row> failures) {
    this.datasets = datasets;
    this.means = means;
    // By pair, because every table and picture reads a few of some ten thousand gains.
    this.gains =
        gains.stream()
            .collect(Collectors.groupingBy(gain -> new SchemePair(gain.scheme(), gain.baseline())));
    this.factsByKey =
        datasets.stream().collect(Collectors.toMap(DatasetFacts::key, Function.identity()));
    this.comparisons = comparisons;
    this.bins = bins;
    this.choices = choices;
    this.failures = failures;
  }

  /**
   * Fetches a run's results.
   *
   * @param cells the run's table
   * @param views the views over it
   */
  static StudyResults of(Dataset<Row> cells, ResultViews views, DatasetCatalog catalog) {
    Dataset<Row> finished = cells.where(col("status").equalTo("ok"));
    List<DatasetMean> means = views.means();
    // Fetched before the views that are derived from them.
    List<DatasetGain> gains =
        views.gains().stream()
            .sorted(Comparator.comparing(DatasetGain::key, DatasetKey.BY_ID))
            .toList();
    Column shown =
        col("baseline").equalTo(BASELINE).and(col("population").isin(POPULATIONS.toArray()));
    return new StudyResults(
        datasets(finished, views.fitDatasets(), catalog),
        means,
        gains,
        views.winTieLoss(shown),
        views.histogram(shown).stream().sorted(BY_ALPHA_AND_BIN).toList(),
        choices(finished),
        ResultTables.failures(cells).collectAsList());
  }

  private static List<DatasetFacts> datasets(
      Dataset<Row> finished, Set<DatasetKey> fitting, DatasetCatalog catalog) {
    return finished
        .groupBy("dataset_id", "dataset")
        .agg(
            max("n_train"),
            max("n_test"),
            max("n_features"),
            max("n_classes"),
            max("gm_train_accuracy"),
            max("kde_train_accuracy"),
            count(lit(1)),
            sum("fit_seconds"))
        .orderBy("dataset_id", "dataset")
        .collectAsList()
        .stream()
        .map(row -> facts(row, fitting, catalog))
        .toList();
  }

  private static List<Choice> choices(Dataset<Row> finished) {
    return finished
        .groupBy("scheme", "alpha", "learning_rate", "gamma", "density")
        .agg(count(lit(1)).as("cells"))
        .orderBy("alpha", "learning_rate", "gamma", "density")
        .collectAsList()
        .stream()
        .map(
            row ->
                new Choice(
                    row.getAs("scheme"),
                    row.getAs("alpha"),
                    row.getAs("learning_rate"),
                    row.getAs("gamma"),
                    row.getAs("density"),
                    row.<Long>getAs("cells")))
        .toList();
  }

  private static DatasetFacts facts(Row row, Set<DatasetKey> fitting, DatasetCatalog catalog) {
    DatasetKey key = DatasetKey.of(row);
    boolean balanced =
        Optional.ofNullable(key.id())
            .flatMap(catalog::byId)
            .filter(DatasetCatalog.Entry::balanced)
            .isPresent();
    return new DatasetFacts(
        key,
        row.getInt(2),
        row.getInt(3),
        row.getInt(4),
        row.getInt(5),
        Stream.of(6, 7).filter(i -> !row.isNullAt(i)).mapToDouble(row::getDouble).max(),
        fitting.contains(key),
        balanced,
        row.getLong(8),
        row.getDouble(9));
  }

  /** Returns the datasets with results, by id, those without one first. */
  List<DatasetFacts> datasets() {
    return datasets;
  }

  /** Returns the number of cells with a row, failed ones included. */
  long cells() {
    return failures.size() + datasets.stream().mapToLong(DatasetFacts::cells).sum();
  }

  /** Returns the failed cells: dataset_id, dataset, scheme, alpha, trial, error. */
  List<Row> failures() {
    return failures;
  }

  List<DatasetMean> means() {
    return means;
  }

  /** Returns a scheme's comparison with mixup at an alpha; empty if no dataset has both. */
  Optional<WinTieLoss> againstBaseline(String scheme, double alpha, String population) {
    return comparisons.stream()
        .filter(
            comparison ->
                comparison.scheme().equals(scheme)
                    && comparison.baseline().equals(BASELINE)
                    && comparison.population().equals(population)
                    && comparison.alpha() == alpha)
        .findFirst();
  }

  /** Returns the non-empty bins of the gains over mixup. */
  List<GainBin> bins() {
    return bins;
  }

  List<Choice> choices() {
    return choices;
  }

  /** Returns the schemes of the run, in the order of the table of schemes, unknown ones last. */
  List<String> schemes() {
    Set<String> present = new HashSet<>();
    means.forEach(mean -> present.add(mean.scheme()));
    List<String> schemes =
        new ArrayList<>(
            Stream.of(Scheme.values()).map(Scheme::key).filter(present::remove).toList());
    present.stream().sorted().forEach(schemes::add);
    return schemes;
  }

  /** Returns the values of alpha of the run, in ascending order. */
  List<Double> alphas() {
    return means.stream()
        .map(DatasetMean::alpha)
        .filter(alpha -> alpha != null)
        .distinct()
        .sorted()
        .toList();
  }

  /** Returns the GenLabel scheme compared with mixup; empty if the run lacks one of the two. */
  Optional<String> genLabel() {
    List<String> schemes = schemes();
    return GENLABEL.stream()
        .map(Scheme::key)
        .filter(word -> schemes.contains(word) && schemes.contains(BASELINE))
        .findFirst();
  }

  /**
   * Returns a pair's gains at an alpha, one for each dataset; those of two schemes without alpha
   * count at every alpha.
   */
  List<DatasetGain> gains(String scheme, String baseline, Double alpha) {
    return gains.getOrDefault(new SchemePair(scheme, baseline), List.of()).stream()
        .filter(gain -> gain.alpha() == null || gain.alpha().equals(alpha))
        .toList();
  }

  /** Returns a scheme's means by dataset at an alpha, or its only means if it has no alpha. */
  Map<DatasetKey, DatasetMean> means(String scheme, Double alpha) {
    Map<DatasetKey, DatasetMean> ofScheme = new HashMap<>();
    for (DatasetMean mean : means) {
      if (mean.scheme().equals(scheme) && (mean.alpha() == null || mean.alpha().equals(alpha))) {
        ofScheme.put(mean.key(), mean);
      }
    }
    return ofScheme;
  }

  /** Returns the facts of the datasets, by key. */
  Map<DatasetKey, DatasetFacts> factsByKey() {
    return factsByKey;
  }
}
