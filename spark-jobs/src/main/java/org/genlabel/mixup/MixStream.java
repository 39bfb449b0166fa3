package org.genlabel.mixup;

/**
 * Draws the mini-batches of one fit, in order: which rows are mixed, and with which coefficient. A
 * stream does not depend on the labels, densities and learning rates of the candidates that are
 * trained on it, so that many candidates can share one.
 */
public interface MixStream {
  /** Returns the number of batches in an epoch. */
  int batchesPerEpoch();

  /**
   * Draws the next batch.
   *
   * @param draw overwritten; large enough for {@link #largestBatch()} rows
   */
  void next(Draw draw);

  /** Returns the maximum number of rows of a batch. */
  int largestBatch();
}
