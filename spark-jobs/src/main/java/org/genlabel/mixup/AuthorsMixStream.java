package org.genlabel.mixup;

import org.genlabel.random.AuthorsRandom;
import org.genlabel.random.TorchRandom;

/**
 * The stream of the authors' program, draw for draw. Batches contain the rows in order, the same in
 * every epoch. Every batch of a scheme that mixes draws one lambda from numpy's generator and a
 * permutation from torch's; AdaMixup draws two permutations and one uniform number per row. Rows of
 * different batches are therefore never mixed.
 */
public final class AuthorsMixStream implements MixStream {
  /** torch's data loader draws a 64-bit seed for its workers whenever an epoch begins. */
  private static final int DRAWS_PER_EPOCH = 2;

  private final AuthorsRandom random;
  private final Mixing mixing;
  private final int rows;
  private final int batchSize;
  private final int features;
  private int position;

  /**
   * @param random both generators, at the first batch; they are advanced
   * @param mixing what is drawn
   * @param rows number of training rows, positive
   * @param batchSize rows of a batch, positive
   * @param features d; CutMix draws a permutation of them for every batch
   */
  public AuthorsMixStream(
      AuthorsRandom random, Mixing mixing, int rows, int batchSize, int features) {
    this.random = random;
    this.mixing = mixing;
    this.rows = rows;
    this.batchSize = Math.min(batchSize, rows);
    this.features = features;
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
  public void next(Draw draw) {
    TorchRandom torch = random.torch();
    if (position == 0) {
      torch.skip(DRAWS_PER_EPOCH);
    }
    int size = Math.min(batchSize, rows - position);
    draw.begin(mixing.drawsLambda() ? random.nextLambda() : 1);
    int[] partner = mixing.drawsPartners() ? torch.permutation(size) : null;
    int[] third = mixing.drawsTriples() ? torch.permutation(size) : partner;
    if (mixing.drawsColumns()) {
      // The authors' program has no CutMix; this follows its other draws.
      draw.orderColumns(torch.permutation(features));
    }
    for (int r = 0; r < size; r++) {
      if (partner == null) {
        draw.add(position + r, position + r);
      } else {
        double uniform = mixing.drawsTriples() ? torch.nextFloat() : 0;
        draw.add(position + r, position + partner[r], position + third[r], uniform);
      }
    }
    position = position + size == rows ? 0 : position + size;
  }

  /** Returns the number of lambdas that an epoch draws. */
  public static int lambdaDraws(Mixing mixing, int rows, int batchSize) {
    return mixing.drawsLambda() ? (int) (((long) rows + batchSize - 1) / batchSize) : 0;
  }

  /**
   * Returns the number of 32-bit numbers that an epoch draws from torch's generator.
   *
   * @param features d; CutMix draws a permutation of them for every batch
   */
  public static long torchDraws(Mixing mixing, int rows, int batchSize, int features) {
    long draws = DRAWS_PER_EPOCH;
    for (int position = 0; position < rows; position += Math.min(batchSize, rows)) {
      int size = Math.min(batchSize, rows - position);
      draws += mixing.drawsPartners() ? size - 1 : 0;
      draws += mixing.drawsColumns() ? features - 1 : 0;
      draws += mixing.drawsTriples() ? size - 1 + size : 0;
    }
    return draws;
  }
}
