package org.genlabel.train;

import java.io.Serializable;
import java.util.List;

/**
 * How many rows of one fold the candidates that were trained outside of it have right: all that
 * choosing among them needs, so that the folds of a cell can be run in different processes.
 *
 * @param correct [candidates], positions as in the {@link Grid}; {@link #NOT_FITTED} for one that
 *     was not trained
 * @param rows how many rows the fold has
 */
public record FoldCounts(int[] correct, int rows) implements Serializable {
  /** In place of a count: a candidate that the authors' program cannot fit in every fold. */
  public static final int NOT_FITTED = -1;

  /** The share of the fold's rows that a candidate has right; NaN if it was not trained. */
  public double accuracy(int candidate) {
    return correct[candidate] == NOT_FITTED ? Double.NaN : (double) correct[candidate] / rows;
  }

  /**
   * @throws IllegalArgumentException unless there are as many folds as a cross-validation has
   */
  static void requireAll(List<FoldCounts> folds, int expected) {
    if (folds.size() != expected) {
      throw new IllegalArgumentException(
          "candidates are chosen by " + expected + " folds, not by " + folds.size());
    }
  }
}
