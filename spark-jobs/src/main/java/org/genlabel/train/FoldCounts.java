package org.genlabel.train;

import java.io.Serializable;
import java.util.List;

/**
 * The numbers of rows of one fold that candidates trained outside it predict correctly. Choosing a
 * candidate needs nothing else, so that the folds of a cell can run in different processes.
 *
 * @param correct [candidates], by position in the {@link Grid}; {@link #NOT_FITTED} for a candidate
 *     that was not trained
 * @param rows number of rows of the fold
 */
public record FoldCounts(int[] correct, int rows) implements Serializable {
  /** Replaces the count of a candidate that the authors' program cannot fit in every fold. */
  public static final int NOT_FITTED = -1;

  /**
   * Returns the share of the fold's rows that a candidate predicts correctly; NaN if it was not
   * trained.
   */
  public double accuracy(int candidate) {
    return correct[candidate] == NOT_FITTED ? Double.NaN : (double) correct[candidate] / rows;
  }

  /**
   * @throws IllegalArgumentException unless the number of folds is as expected
   */
  static void requireAll(List<FoldCounts> folds, int expected) {
    if (folds.size() != expected) {
      throw new IllegalArgumentException(
          "candidates are chosen by " + expected + " folds, not by " + folds.size());
    }
  }
}
