package org.genlabel.mixup;

/**
 * Who is mixed with whom, and how much: the mini-batches of one fit, in order. The labels,
 * densities and learning rates of the candidates trained on it have no influence on it, so that
 * many candidates can share one stream.
 */
public interface MixStream {
  /** The number of batches in an epoch. */
  int batchesPerEpoch();

  /**
   * Draws the next batch.
   *
   * @param draw overwritten; large enough for {@link #largestBatch()} rows
   */
  void next(Draw draw);

  /** The most rows a batch can have. */
  int largestBatch();
}
