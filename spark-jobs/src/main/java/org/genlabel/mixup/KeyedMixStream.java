package org.genlabel.mixup;

import java.util.OptionalDouble;
import org.genlabel.random.BetaSampler;
import org.genlabel.random.FitKey;
import org.genlabel.random.KeyedRandom;

/**
 * The stream of the paired protocol (docs/method.md, Sec. 5 and 6): rows are shuffled every epoch
 * and cut into batches; every batch draws one lambda ~ Beta(alpha, alpha) and pairs its rows by a
 * random permutation of them. The last batch of an epoch may be short.
 *
 * <p>The order of the rows is keyed by the fit alone and the mixing by the fit and alpha: vanilla
 * training and mixup at every alpha visit the rows in the same order, which reduces the noise of
 * their differences.
 */
public final class KeyedMixStream implements MixStream {
  private final int batchSize;
  private final KeyedRandom ordering;
  private final int[] order;
  // Each is null if it is not drawn.
  private final BetaSampler lambdas;
  private final KeyedRandom pairing;
  private final KeyedRandom columns;
  private final KeyedRandom thirds;
  private final KeyedRandom uniforms;
  private final int features;
  private int position;

  /**
   * @param key the fit
   * @param mixing what is drawn
   * @param alpha shape of the Beta distribution; present if lambda is drawn
   * @param rows number of training rows, positive
   * @param batchSize rows of a batch, positive
   * @param features d; CutMix draws a permutation of them for every batch
   */
  public KeyedMixStream(
      FitKey key, Mixing mixing, OptionalDouble alpha, int rows, int batchSize, int features) {
    if (rows <= 0 || batchSize <= 0) {
      throw new IllegalArgumentException(
          "rows and batch size must be positive, not " + rows + " and " + batchSize);
    }
    this.batchSize = Math.min(batchSize, rows);
    this.ordering = key.stream("row order");
    this.order = new int[rows];
    for (int i = 0; i < rows; i++) {
      order[i] = i;
    }
    if (mixing.drawsLambda()) {
      String alphaName = "alpha=" + alpha.orElseThrow();
      this.lambdas = new BetaSampler(alpha.orElseThrow(), key.stream("lambda", alphaName));
      this.pairing = key.stream("partners", alphaName);
    } else {
      this.lambdas = null;
      this.pairing = mixing.drawsPartners() ? key.stream("partners", "adaptive") : null;
    }
    this.columns = mixing.drawsColumns() ? key.stream("cut columns") : null;
    this.thirds = mixing.drawsTriples() ? key.stream("third rows") : null;
    this.uniforms = mixing.drawsTriples() ? key.stream("position in the interval") : null;
    this.features = features;
  }

  @Override
  public int batchesPerEpoch() {
    return (order.length + batchSize - 1) / batchSize;
  }

  @Override
  public int largestBatch() {
    return batchSize;
  }

  @Override
  public void next(Draw draw) {
    if (position == 0) {
      ordering.shuffle(order);
    }
    int size = Math.min(batchSize, order.length - position);
    draw.begin(lambdas == null ? 1 : lambdas.next());
    int[] partner = pairing == null ? null : pairing.permutation(size);
    int[] third = thirds == null ? partner : thirds.permutation(size);
    if (columns != null) {
      draw.orderColumns(columns.permutation(features));
    }
    for (int r = 0; r < size; r++) {
      int row = order[position + r];
      if (partner == null) {
        draw.add(row, row);
      } else {
        double uniform = uniforms == null ? 0 : uniforms.nextDouble();
        draw.add(row, order[position + partner[r]], order[position + third[r]], uniform);
      }
    }
    position = position + size == order.length ? 0 : position + size;
  }
}
