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
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.spark.ResultTables;
import org.genlabel.spark.ResultViews;
import org.genlabel.spark.ResultViews.View;
import org.genlabel.train.Scheme;

/** What a report shows of a run, fetched from its views. */
final class StudyResults {
  /** What schemes are compared with, as in Fig. 6. */
  static final String BASELINE = Scheme.MIXUP.key();

  // GenLabel on mixup's points. The scheme that is drawn is the first of these in the run: the
  // paper's Fig. 6 has the one that chooses among the most densities.
  static final List<Scheme> GENLABEL =
      Stream.of(Scheme.values())
          .filter(scheme -> scheme.mixing() == Scheme.MIXUP.mixing())
          .filter(scheme -> !scheme.labelDensities().isEmpty())
          .sorted(
              Comparator.comparing((Scheme scheme) -> scheme.labelDensities().size()).reversed())
          .toList();

  /**
   * Which dataset.
   *
   * @param id null for one without a number at OpenML
   */
  record Key(Integer id, String name) {
    String words() {
      return id == null ? name : name + " (" + id + ")";
    }
  }

  /**
   * A dataset of the run.
   *
   * @param densityFit the share of training rows that the better density classifies right; empty
   *     where it was not measured
   * @param balanced whether the catalog knows that its classes are equally large
   * @param seconds of one core, that all its cells took
   */
  record DatasetFacts(
      Key key,
      int trainRows,
      int testRows,
      int features,
      int classes,
      OptionalDouble densityFit,
      boolean fits,
      boolean balanced,
      long cells,
      double seconds) {}

  /**
   * A scheme on a dataset, over its trials.
   *
   * @param alpha null for a scheme without
   * @param correct test rows right, summed over the trials
   * @param tested test rows, likewise
   */
  record Mean(Key key, String scheme, Double alpha, long trials, long correct, long tested) {
    double accuracy() {
      return (double) correct / tested;
    }
  }

  /**
   * A scheme beside another on a dataset.
   *
   * @param alpha null where neither has one
   */
  record Gain(
      Key key,
      Double alpha,
      String scheme,
      String baseline,
      long correct,
      long baselineCorrect,
      long tested) {
    double accuracy() {
      return (double) correct / tested;
    }

    double baselineAccuracy() {
      return (double) baselineCorrect / tested;
    }

    /** A fraction; exactly 0 where the totals are equal. */
    double gain() {
      return (double) (correct - baselineCorrect) / tested;
    }

    /** Above 0 where it is higher, below where lower, by whole test rows. */
    int comparison() {
      return Long.signum(correct - baselineCorrect);
    }

    /** In points of accuracy: 0 on par, k above k - 1 and up to k, -k likewise below. */
    int bin() {
      double points = 100.0 * Math.abs(correct - baselineCorrect) / tested;
      return comparison() * (int) Math.ceil(points);
    }
  }

  private static final Comparator<Key> BY_ID =
      Comparator.comparing(Key::id, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Key::name);

  /** Who is beside whom. */
  private record SchemePair(String scheme, String baseline) {}

  /** How often a candidate was chosen. */
  record Choice(
      String scheme, Double alpha, Double learningRate, Double gamma, String density, long cells) {}

  /** A scheme beside a baseline over the datasets of a population, as in the view win_tie_loss. */
  record WinTieLoss(
      Double alpha,
      String scheme,
      String baseline,
      String population,
      long datasets,
      long higher,
      long onPar,
      long lower,
      double accuracy,
      double baselineAccuracy,
      double gain) {}

  /** How many datasets of a population gain how much, as in the view histogram. */
  record Bin(
      Double alpha, String scheme, String baseline, String population, int bin, long datasets) {}

  private final List<DatasetFacts> datasets;
  private final List<Mean> means;
  private final Map<SchemePair, List<Gain>> gains;
  private final Map<Key, DatasetFacts> factsByKey;
  private final List<WinTieLoss> comparisons;
  private final List<Bin> bins;
  private final List<Choice> choices;
  private final List<Row> failures;

  /**
   * Of lists as the methods of the same names return them.
   *
   * @param gains every pair of schemes on every dataset, in the order of the datasets
   */
  StudyResults(
      List<DatasetFacts> datasets,
      List<Mean> means,
      List<Gain> gains,
      List<WinTieLoss> comparisons,
      List<Bin> bins,
      List<Choice> choices,
      List<Row> failures) {
    this.datasets = datasets;
    this.means = means;
    // Every table and picture asks for a few of some ten thousand.
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
   * @param views over it
   */
  static StudyResults of(Dataset<Row> cells, ResultViews views, DatasetCatalog catalog) {
    // First: gains are made of them.
    List<Row> totals = views.fetch(View.MEANS);
    List<Row> differences = views.rows(View.GAINS).collectAsList();
    Set<Key> fitting = new HashSet<>();
    for (Row row : views.fetch(View.FIT_DATASETS)) {
      fitting.add(key(row));
    }
    Dataset<Row> finished = cells.where(col("status").equalTo("ok"));
    List<DatasetFacts> datasets =
        finished
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
    List<Mean> means =
        totals.stream()
            .map(
                row ->
                    new Mean(
                        key(row),
                        row.getAs("scheme"),
                        row.getAs("alpha"),
                        row.<Long>getAs("trials"),
                        row.<Long>getAs("correct"),
                        row.<Long>getAs("tested")))
            .toList();
    List<Gain> gains =
        differences.stream()
            .map(
                row ->
                    new Gain(
                        key(row),
                        row.getAs("alpha"),
                        row.getAs("scheme"),
                        row.getAs("baseline"),
                        row.<Long>getAs("correct"),
                        row.<Long>getAs("baseline_correct"),
                        row.<Long>getAs("tested")))
            .sorted(Comparator.comparing(Gain::key, BY_ID))
            .toList();
    List<WinTieLoss> comparisons = new ArrayList<>();
    List<Bin> bins = new ArrayList<>();
    for (String population : List.of("all", "fit")) {
      List<Gain> ofPopulation =
          gains.stream()
              .filter(gain -> population.equals("all") || fitting.contains(gain.key()))
              .toList();
      comparisons.addAll(GainCounts.comparisons(population, ofPopulation));
      bins.addAll(GainCounts.bins(population, ofPopulation));
    }
    bins.sort(
        Comparator.comparing(Bin::alpha, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Bin::scheme)
            .thenComparing(Bin::population)
            .thenComparing(Bin::bin));
    List<Choice> choices =
        finished
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
    List<Row> failures = ResultTables.failures(cells).collectAsList();
    return new StudyResults(datasets, means, gains, comparisons, bins, choices, failures);
  }

  private static Key key(Row row) {
    return new Key(row.getAs("dataset_id"), row.getAs("dataset"));
  }

  private static DatasetFacts facts(Row row, Set<Key> fitting, DatasetCatalog catalog) {
    Key key = key(row);
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

  /** The datasets with results, by id, those without one first. */
  List<DatasetFacts> datasets() {
    return datasets;
  }

  /** How many cells have a row, failed ones included. */
  long cells() {
    return failures.size() + datasets.stream().mapToLong(DatasetFacts::cells).sum();
  }

  /** The failed cells: dataset_id, dataset, scheme, alpha, trial, error. */
  List<Row> failures() {
    return failures;
  }

  List<Mean> means() {
    return means;
  }

  List<WinTieLoss> comparisons() {
    return comparisons;
  }

  /** The bins against mixup that hold a dataset. */
  List<Bin> bins() {
    return bins;
  }

  List<Choice> choices() {
    return choices;
  }

  /** The schemes of the run, in the order of the table of schemes; unknown ones last. */
  List<String> schemes() {
    Set<String> present = new HashSet<>();
    means.forEach(mean -> present.add(mean.scheme()));
    List<String> schemes =
        new ArrayList<>(
            Stream.of(Scheme.values()).map(Scheme::key).filter(present::remove).toList());
    present.stream().sorted().forEach(schemes::add);
    return schemes;
  }

  /** The values of alpha of the run. */
  List<Double> alphas() {
    return means.stream()
        .map(Mean::alpha)
        .filter(alpha -> alpha != null)
        .distinct()
        .sorted()
        .toList();
  }

  /** The GenLabel scheme that is compared with mixup; empty if the run lacks one of the two. */
  Optional<String> genLabel() {
    List<String> schemes = schemes();
    return GENLABEL.stream()
        .map(Scheme::key)
        .filter(word -> schemes.contains(word) && schemes.contains(BASELINE))
        .findFirst();
  }

  /**
   * The pair's gains at an alpha, over datasets; those of two schemes without alpha count at each.
   */
  List<Gain> gains(String scheme, String baseline, Double alpha) {
    return gains.getOrDefault(new SchemePair(scheme, baseline), List.of()).stream()
        .filter(gain -> gain.alpha() == null || gain.alpha().equals(alpha))
        .toList();
  }

  /** A scheme's means at an alpha, by dataset; those of a scheme without alpha count at each. */
  Map<Key, Mean> means(String scheme, Double alpha) {
    Map<Key, Mean> ofScheme = new HashMap<>();
    for (Mean mean : means) {
      if (mean.scheme().equals(scheme) && (mean.alpha() == null || mean.alpha().equals(alpha))) {
        ofScheme.put(mean.key(), mean);
      }
    }
    return ofScheme;
  }

  /** The facts of the datasets, by key. */
  Map<Key, DatasetFacts> factsByKey() {
    return factsByKey;
  }
}
