package org.genlabel.train;

import java.io.Serializable;
import java.util.List;

/**
 * What training on the rows outside one fold came to: all of it that choosing candidates needs, so
 * that the folds of a cell can be run in different processes.
 *
 * @param correct [lanes], how many of the fold's rows each lane predicts right; {@link #NOT_FITTED}
 *     for a lane that was not trained
 * @param rows how many rows the fold has
 */
public record FoldCounts(int[] correct, int rows) implements Serializable {
  /** In place of a count: a candidate that the authors' program cannot fit in every fold. */
  public static final int NOT_FITTED = -1;

  /** The share of the fold's rows that a lane predicts right; NaN if it was not trained. */
  double accuracy(int lane) {
    return correct[lane] == NOT_FITTED ? Double.NaN : (double) correct[lane] / rows;
  }

  /**
   * @throws IllegalArgumentException unless there are as many folds as a cross-validation has
   */
  static void requireAll(List<FoldCounts> folds, TrainingSettings settings) {
    if (folds.size() != settings.folds()) {
      throw new IllegalArgumentException(
          "candidates are chosen by " + settings.folds() + " folds, not by " + folds.size());
    }
  }
}
