package org.genlabel.report.paper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.spark.ResultViews;
import org.genlabel.spark.ResultViews.View;

/**
 * What a run has to say to the paper's numbers: means over trials, and schemes beside each other.
 */
public final class PaperResults {
  /** What the paper's means are over: a run of more or fewer trials answers none of its numbers. */
  static final int TRIALS = 5;

  /**
   * A scheme on a dataset at an alpha, over its trials.
   *
   * @param correct test rows right, summed over the trials
   * @param tested test rows, summed over the trials
   * @param published the mean test accuracy as the authors' program takes it, in [0, 1]
   * @param train the mean train accuracy, in [0, 1]
   */
  record Means(long correct, long tested, long trials, double published, double train) {
    /** Whether the mean is over as many trials as the paper's. */
    boolean answers() {
      return trials == TRIALS;
    }
  }

  /**
   * A scheme beside a baseline on a dataset: above 0 where it is higher, below where lower.
   *
   * @param answers whether over as many trials as the paper's
   * @param byRows by whole numbers of test rows
   * @param asPublished by float64 means without tolerance, as the authors' program
   */
  record Comparison(int dataset, boolean answers, int byRows, int asPublished) {}

  private final DatasetCatalog catalog;
  private final Map<String, Means> means = new HashMap<>();
  private final Set<Integer> paper;
  private final Set<Integer> fitting;

  /**
   * Reads a run.
   *
   * @param views the run's; datasets without an OpenML id are passed over, and so are models that
   *     the published numbers are not about
   */
  public PaperResults(ResultViews views, DatasetCatalog catalog) {
    this.catalog = catalog;
    for (Row row : withId(views, View.MEANS)) {
      if (!row.getAs("model").equals(PublishedCell.MODEL)) {
        continue;
      }
      means.put(
          key(row.<Integer>getAs("dataset_id"), row.getAs("scheme"), row.<Double>getAs("alpha")),
          new Means(
              row.<Long>getAs("correct"),
              row.<Long>getAs("tested"),
              row.<Long>getAs("trials"),
              row.<Double>getAs("published_accuracy"),
              row.<Double>getAs("train_accuracy")));
    }
    this.paper =
        catalog.inSet("paper").stream()
            .map(DatasetCatalog.Entry::id)
            .collect(Collectors.toCollection(TreeSet::new));
    this.fitting =
        withId(views, View.FIT_DATASETS).stream()
            .map(row -> row.<Integer>getAs("dataset_id"))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Row> withId(ResultViews views, View view) {
    return views.fetch(view).stream().filter(row -> row.getAs("dataset_id") != null).toList();
  }

  private static String key(int dataset, String scheme, Double alpha) {
    return dataset + " " + scheme + " " + alpha;
  }

  /** How many datasets the paper's study has. */
  int paperSize() {
    return paper.size();
  }

  /** The run's mean for a published accuracy; empty if the run has none. */
  Optional<Means> means(PublishedCell cell) {
    return Optional.ofNullable(
        meansOf(cell.datasetId().orElseThrow(), cell.scheme(), cell.alpha()));
  }

  /** A scheme that does not depend on alpha has one result for all; null if there is none. */
  private Means meansOf(int dataset, String scheme, double alpha) {
    Means ofAlpha = means.get(key(dataset, scheme, alpha));
    return ofAlpha == null ? means.get(key(dataset, scheme, null)) : ofAlpha;
  }

  /**
   * The scheme of a published comparison beside its baseline on every dataset of the paper where
   * both have run as many trials.
   */
  List<Comparison> comparisons(PublishedCell cell) {
    List<Comparison> found = new ArrayList<>();
    for (int dataset : paper) {
      Means scheme = meansOf(dataset, cell.scheme(), cell.alpha());
      Means baseline = meansOf(dataset, cell.baseline(), cell.alpha());
      if (scheme != null && baseline != null && scheme.tested() == baseline.tested()) {
        found.add(
            new Comparison(
                dataset,
                scheme.answers(),
                Long.compare(scheme.correct(), baseline.correct()),
                Double.compare(scheme.published(), baseline.published())));
      }
    }
    return found;
  }

  /** Those of the comparisons that are on the set of datasets a published cell is about. */
  List<Comparison> inPopulation(PublishedCell cell) {
    return comparisons(cell).stream()
        .filter(comparison -> isIn(cell.dataset(), comparison.dataset()))
        .toList();
  }

  private boolean isIn(String population, int dataset) {
    return switch (population) {
      case "paper" -> true;
      case "fit" -> fitting.contains(dataset);
      case "balanced fit" ->
          fitting.contains(dataset) && catalog.byId(dataset).orElseThrow().balanced();
      default -> throw new IllegalArgumentException("no population '" + population + "'");
    };
  }

  /**
   * How many datasets a published cell's metric counts.
   *
   * @param sign which way of comparing
   */
  static long count(List<Comparison> datasets, String metric, ToIntFunction<Comparison> sign) {
    IntPredicate counts =
        switch (metric) {
          case "higher" -> value -> value > 0;
          case "on_par" -> value -> value == 0;
          case "lower" -> value -> value < 0;
          case "higher_or_on_par" -> value -> value >= 0;
          default -> throw new IllegalArgumentException("no metric '" + metric + "'");
        };
    return datasets.stream().mapToInt(sign).filter(counts).count();
  }
}
