package org.genlabel.train;

import org.genlabel.mixup.Draw;
import org.genlabel.mixup.MixStream;

/**
 * The stream of the reference files: batches of rows in file order, the last one short. Batch t has
 * the given mixing coefficient, and pairs rows by the given permutation of the batch.
 */
public final class ReplayedMixStream implements MixStream {
  private final int rows;
  private final int batchSize;
  private final double[] lambdas;
  private final int[][] partners;
  private int step;

  /**
   * @param lambdas one per batch, over all epochs
   * @param partners [batches][rows of the batch], positions in the batch
   */
  public ReplayedMixStream(int rows, int batchSize, double[] lambdas, int[][] partners) {
    this.rows = rows;
    this.batchSize = batchSize;
    this.lambdas = lambdas;
    this.partners = partners;
  }

  @Override
  public int batchesPerEpoch() {
    return (rows + batchSize - 1) / batchSize;
  }

  @Override
  public int largestBatch() {
    return batchSize;
  }

  @Override
  public void next(Draw batch) {
    int start = step % batchesPerEpoch() * batchSize;
    int size = Math.min(batchSize, rows - start);
    batch.begin(lambdas[step]);
    for (int row = 0; row < size; row++) {
      batch.add(start + row, start + partners[step][row]);
    }
    step++;
  }
}
