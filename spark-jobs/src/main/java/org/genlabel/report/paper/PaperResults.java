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
 * What a run has to say to the paper's numbers: means over trials, and schemes beside each other.
 */
public final class PaperResults {
  /** What the paper's means are over: a run of more or fewer trials answers none of its numbers. */
  static final int TRIALS = 5;

  /** The set of the view populations that holds the paper's datasets; parts of it begin so. */
  private static final String PAPER = "paper";

  private final Map<String, DatasetMean> means = new HashMap<>();
  private final Map<String, WinTieLoss> comparisons = new HashMap<>();
  private final Set<Integer> paper;

  /**
   * Reads a run.
   *
   * @param views the run's, with {@link #populations}; datasets without an OpenML id are passed
   *     over, and so are models that the published numbers are not about
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

  /** The sets of datasets that the paper's numbers are about, for the views of a run. */
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

  /** The set of the view for the datasets that a published cell names. */
  private static String population(String datasets) {
    return datasets.equals(PAPER) ? PAPER : PAPER + ", " + datasets;
  }

  private static String key(Object... parts) {
    return Arrays.toString(parts);
  }

  /** How many datasets the paper's study has. */
  int paperSize() {
    return paper.size();
  }

  /** The run's mean for a published accuracy; empty if the run has none. */
  Optional<DatasetMean> mean(PublishedCell cell) {
    return Optional.ofNullable(mean(cell.datasetId().orElseThrow(), cell.scheme(), cell.alpha()));
  }

  /** A scheme that does not depend on alpha has one result for all; null if there is none. */
  private DatasetMean mean(int dataset, String scheme, double alpha) {
    DatasetMean ofAlpha = means.get(key(dataset, scheme, alpha));
    return ofAlpha == null ? means.get(key(dataset, scheme, null)) : ofAlpha;
  }

  /** Whether a mean is over as many trials as the paper's. */
  static boolean answers(DatasetMean mean) {
    return mean.trials() == TRIALS;
  }

  /**
   * The scheme of a published comparison beside its baseline on the datasets that the cell is
   * about; empty if there are none on which both have run as many trials.
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

  /** On how many datasets of the paper the schemes of a published comparison can be compared. */
  long datasets(PublishedCell cell) {
    return comparison(cell, PAPER).map(WinTieLoss::datasets).orElse(0L);
  }

  /** Whether that is on all of them, over as many trials as the paper's. */
  boolean isComplete(PublishedCell cell) {
    return datasets(cell) == paper.size()
        && paper.stream().allMatch(id -> answers(mean(id, cell.scheme(), cell.alpha())));
  }

  /** On how many datasets a published cell's metric is true. */
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
