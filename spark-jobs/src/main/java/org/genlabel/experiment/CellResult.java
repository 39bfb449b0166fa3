package org.genlabel.experiment;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.genlabel.data.Dataset;

/**
 * The result of a cell: a row of the result table.
 *
 * @param datasetId OpenML id of the dataset; null for a dataset without one
 * @param seed of the study
 * @param error one line; null where the cell has a result
 * @param metrics by metric, in [0, 1] unless the metric says otherwise; unmodifiable, empty in a
 *     failed cell
 * @param choice the candidate that the metrics belong to
 * @param facts of the dataset
 * @param fitSeconds wall time of the cell, without preparing its dataset; of cells run together,
 *     each one's share of the time of all; of cells whose folds were separate tasks, the sum of
 *     these and the rest
 */
public record CellResult(
    Cell cell,
    Integer datasetId,
    String datasetName,
    long seed,
    String error,
    Map<Metric, Double> metrics,
    CellChoice choice,
    DatasetFacts facts,
    double fitSeconds,
    Instant finishedAt) {

  /** Status of a cell that has a result. */
  public static final String OK = "ok";

  /** Status of a cell that threw. */
  public static final String FAILED = "failed";

  public CellResult {
    Map<Metric, Double> copy = new EnumMap<>(Metric.class);
    copy.putAll(metrics);
    metrics = Collections.unmodifiableMap(copy);
  }

  /** Returns the result of a cell that ended now; {@link CellRunner} adds how long it took. */
  public static CellResult ok(
      Study study, Cell cell, DatasetFacts facts, Map<Metric, Double> metrics, CellChoice choice) {
    return endedNow(study, cell, null, facts, metrics, choice);
  }

  /**
   * Returns the result of a cell that failed now; {@link CellRunner} adds how long it took.
   *
   * @param error one line
   */
  public static CellResult failed(Study study, Cell cell, String error) {
    return endedNow(study, cell, error, DatasetFacts.UNKNOWN, Map.of(), CellChoice.NONE);
  }

  private static CellResult endedNow(
      Study study,
      Cell cell,
      String error,
      DatasetFacts facts,
      Map<Metric, Double> metrics,
      CellChoice choice) {
    Dataset dataset = study.dataset(cell.dataset());
    Integer id = dataset.id().isPresent() ? (Integer) dataset.id().getAsInt() : null;
    return new CellResult(
        cell, id, dataset.name(), study.seed(), error, metrics, choice, facts, 0, Instant.now());
  }

  /** Returns the same result with another time. */
  public CellResult withFitSeconds(double seconds) {
    return new CellResult(
        cell, datasetId, datasetName, seed, error, metrics, choice, facts, seconds, finishedAt);
  }

  public boolean isOk() {
    return error == null;
  }

  /** Returns the status as written in the result table. */
  public String status() {
    return isOk() ? OK : FAILED;
  }

  /** Returns the value of a metric; null in a failed cell. */
  public Double value(Metric metric) {
    return metrics.get(metric);
  }
}
