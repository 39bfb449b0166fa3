package org.genlabel.mixup;

import org.genlabel.classifier.Points;
import org.genlabel.simd.Kernels;

/**
 * The points mixed from a batch of pairs of training rows: their features, side by side, their
 * parents and the share of each parent. Reused from batch to batch.
 */
public final class MixedPoints {
  private final int features;
  private final int stride;
  private final double[] x;
  private final int[] first;
  private final int[] second;
  private int count;
  private double weight;

  /** Creates an empty batch with room for a number of points. */
  public MixedPoints(int features, int capacity) {
    this.features = features;
    this.stride = Kernels.padded(capacity);
    this.x = new double[features * stride];
    this.first = new int[stride];
    this.second = new int[stride];
  }

  /**
   * Begins a batch with the parents of a draw; the caller writes the features to {@link #x()}.
   *
   * @param newWeight share of the first parents in the points, in [0, 1]: mixup's lambda
   */
  public void begin(Draw draw, double newWeight) {
    count = draw.size();
    weight = newWeight;
    for (int p = 0; p < count; p++) {
      first[p] = draw.first(p);
      second[p] = draw.second(p);
    }
  }

  /**
   * Begins a batch of points whose parents and shares are not needed; the caller writes the
   * features to {@link #x()}.
   */
  public void beginUnmixed(int newCount) {
    count = newCount;
    weight = Double.NaN;
  }

  /** Returns the points without their parents. */
  public Points points() {
    return new Points(x, stride, count);
  }

  /** Returns d, the number of features. */
  public int features() {
    return features;
  }

  /** Returns the room for points in every array, a multiple of {@link Kernels#WIDTH}. */
  public int stride() {
    return stride;
  }

  /** Returns the array of features, [features][stride]. */
  public double[] x() {
    return x;
  }

  /** Returns the number of points. */
  public int count() {
    return count;
  }

  /** Returns the array of first training rows, [stride]. */
  public int[] first() {
    return first;
  }

  /** Returns the array of second training rows, [stride]. */
  public int[] second() {
    return second;
  }

  /** Returns the share of the first rows in the points. */
  public double weight() {
    return weight;
  }
}
