package org.genlabel.report.paper;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.spark.DatasetMean;
import org.genlabel.spark.Population;
import org.genlabel.spark.ResultViews;
import org.genlabel.spark.WinTieLoss;

/**
 * The results of a run that correspond to the paper's numbers: means over trials, and comparisons
 * of two schemes.
 */
public final class PaperResults {
  /** The number of trials of the paper's means; those of a run with another are not comparable. */
  static final int TRIALS = 5;

  /** The population of the paper's datasets; the names of its subsets begin with this name. */
  private static final String PAPER = "paper";

  private final Map<String, DatasetMean> means = new HashMap<>();
  private final Map<String, WinTieLoss> comparisons = new HashMap<>();
  private final Set<Integer> paper;

  /**
   * Reads a run.
   *
   * @param views the run's views, with {@link #populations}; datasets without an OpenML id and
   *     models other than that of the published numbers are ignored
   */
  public PaperResults(ResultViews views, DatasetCatalog catalog) {
    for (DatasetMean mean : views.means()) {
      if (mean.key().id() != null && mean.model().equals(PublishedCell.MODEL)) {
        means.put(key(mean.key().id(), mean.scheme(), mean.alpha()), mean);
      }
    }
    Set<String> compared =
        PublishedCell.all().stream()
            .filter(cell -> !cell.baseline().isEmpty())
            .map(PublishedCell::scheme)
            .collect(Collectors.toSet());
    Column published =
        col("population")
            .isin(populations(catalog).stream().map(Population::name).toArray())
            .and(col("model").equalTo(PublishedCell.MODEL))
            .and(col("scheme").isin(compared.toArray()));
    for (WinTieLoss comparison : views.winTieLoss(published)) {
      comparisons.put(
          key(
              comparison.population(),
              comparison.scheme(),
              comparison.baseline(),
              comparison.alpha()),
          comparison);
    }
    this.paper = paper(catalog);
  }

  private static Set<Integer> paper(DatasetCatalog catalog) {
    return catalog.inSet("paper").stream()
        .map(DatasetCatalog.Entry::id)
        .collect(Collectors.toSet());
  }

  /** Returns the sets of datasets of the paper's numbers, for the views of a run. */
  public static List<Population> populations(DatasetCatalog catalog) {
    Set<Integer> paper = paper(catalog);
    Set<Integer> balanced =
        catalog.inSet("paper").stream()
            .filter(DatasetCatalog.Entry::balanced)
            .map(DatasetCatalog.Entry::id)
            .collect(Collectors.toSet());
    return List.of(
        new Population(PAPER, Population.ALL, paper),
        new Population(population("fit"), Population.FIT, paper),
        new Population(population("balanced fit"), Population.FIT, balanced));
  }

  /** Returns the name of the population for the datasets that a published cell names. */
  private static String population(String datasets) {
    return datasets.equals(PAPER) ? PAPER : PAPER + ", " + datasets;
  }

  private static String key(Object... parts) {
    return Arrays.toString(parts);
  }

  /** Returns the number of datasets of the paper's study. */
  int paperSize() {
    return paper.size();
  }

  /** Returns the run's mean for a published accuracy; empty if the run has none. */
  Optional<DatasetMean> mean(PublishedCell cell) {
    return Optional.ofNullable(mean(cell.datasetId().orElseThrow(), cell.scheme(), cell.alpha()));
  }

  /**
   * Returns the mean of a scheme at an alpha, or its only mean if it does not depend on alpha; null
   * if there is none.
   */
  private DatasetMean mean(int dataset, String scheme, double alpha) {
    DatasetMean ofAlpha = means.get(key(dataset, scheme, alpha));
    return ofAlpha == null ? means.get(key(dataset, scheme, null)) : ofAlpha;
  }

  /** Returns whether a mean is over as many trials as the paper's. */
  static boolean answers(DatasetMean mean) {
    return mean.trials() == TRIALS;
  }

  /**
   * Returns the comparison of a published cell's scheme with its baseline on the cell's datasets;
   * empty if there is no dataset on which both have run the same number of trials.
   */
  Optional<WinTieLoss> comparison(PublishedCell cell) {
    return comparison(cell, population(cell.dataset()));
  }

  private Optional<WinTieLoss> comparison(PublishedCell cell, String population) {
    WinTieLoss ofAlpha =
        comparisons.get(key(population, cell.scheme(), cell.baseline(), cell.alpha()));
    return Optional.ofNullable(
        ofAlpha == null
            ? comparisons.get(key(population, cell.scheme(), cell.baseline(), null))
            : ofAlpha);
  }

  /** Returns on how many of the paper's datasets a published cell's schemes can be compared. */
  long datasets(PublishedCell cell) {
    return comparison(cell, PAPER).map(WinTieLoss::datasets).orElse(0L);
  }

  /** Returns whether they can be on all of them, over as many trials as the paper's. */
  boolean isComplete(PublishedCell cell) {
    return datasets(cell) == paper.size()
        && paper.stream().allMatch(id -> answers(mean(id, cell.scheme(), cell.alpha())));
  }

  /** Returns the number of datasets that a published cell's metric counts. */
  static long count(WinTieLoss.Counts counts, String metric) {
    return switch (metric) {
      case "higher" -> counts.higher();
      case "on_par" -> counts.onPar();
      case "lower" -> counts.lower();
      case "higher_or_on_par" -> counts.higher() + counts.onPar();
      default -> throw new IllegalArgumentException("no metric '" + metric + "'");
    };
  }
}
