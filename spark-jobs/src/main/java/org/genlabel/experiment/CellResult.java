package org.genlabel.experiment;

import java.time.Instant;

/**
 * What a cell came to: a row of the result table. Accuracies are in [0, 1]; null stands for "does
 * not apply", and in a failed cell for what was not reached.
 *
 * @param status ok or failed
 * @param error one line, null where the status is ok
 * @param cvAccuracy mean validation accuracy of the chosen candidate; null for a scheme without
 *     training, and where the authors' program could have fitted no candidate
 * @param robustAccuracy null: not measured yet
 * @param gmTrainAccuracy share of training rows that the Gaussian class densities classify right,
 *     without priors
 * @param kdeTrainAccuracy the same of the kernel densities
 * @param intrusionRate share of the final fit's mixed points that intruded on a third class and
 *     were dropped; null for a scheme that does not drop them
 * @param fitSeconds wall time of the cell, without preparing its dataset; of cells run together,
 *     each one's share in the time of all; of cells whose folds were tasks of their own, the sum of
 *     these and the rest
 */
public record CellResult(
    Cell cell,
    Integer datasetId,
    String datasetName,
    String status,
    String error,
    Double testAccuracy,
    Double trainAccuracy,
    Double cvAccuracy,
    Double robustAccuracy,
    Double learningRate,
    Double gamma,
    String density,
    Integer trainRows,
    Integer testRows,
    Integer features,
    Integer classes,
    Double gmTrainAccuracy,
    Double kdeTrainAccuracy,
    Double intrusionRate,
    long seed,
    double fitSeconds,
    Instant finishedAt) {

  /** Status of a cell that has a result. */
  public static final String OK = "ok";

  /** Status of a cell that threw. */
  public static final String FAILED = "failed";

  public boolean isOk() {
    return status.equals(OK);
  }
}
