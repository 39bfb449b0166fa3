package org.genlabel.data;

import org.genlabel.random.KeyedRandom;

/** Cross-validation folds that distribute every class as evenly as possible. */
public final class StratifiedFolds {
  private StratifiedFolds() {}

  /**
   * Deals the rows of each class, in random order, to the folds in turn; the next class continues
   * where the last one stopped, so fold sizes differ by at most one.
   *
   * @param labels [rows], each in 0..classes-1
   * @param folds at least 2, at most the number of rows
   * @return [rows], the fold of each row, in 0..folds-1
   */
  public static int[] assign(int[] labels, int classes, int folds, KeyedRandom random) {
    if (folds < 2 || folds > labels.length) {
      throw new IllegalArgumentException(
          "folds must be between 2 and the number of rows " + labels.length + ", not " + folds);
    }
    int[] order = random.permutation(labels.length);
    int[] fold = new int[labels.length];
    int next = 0;
    for (int c = 0; c < classes; c++) {
      for (int row : order) {
        if (labels[row] == c) {
          fold[row] = next;
          next = (next + 1) % folds;
        }
      }
    }
    return fold;
  }
}
