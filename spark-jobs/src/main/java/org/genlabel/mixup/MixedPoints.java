package org.genlabel.mixup;

import org.genlabel.classifier.Points;
import org.genlabel.simd.Kernels;

/**
 * The points mixed from a batch of pairs of training rows: where they lie, side by side, and how
 * much of each is whose. Reused from batch to batch.
 */
public final class MixedPoints {
  private final int features;
  private final int stride;
  private final double[] x;
  private final int[] first;
  private final int[] second;
  private int count;
  private double weight;

  /** Room for the given number of points. */
  public MixedPoints(int features, int capacity) {
    this.features = features;
    this.stride = Kernels.padded(capacity);
    this.x = new double[features * stride];
    this.first = new int[stride];
    this.second = new int[stride];
  }

  /**
   * Takes the parents of a batch; the features are written to {@link #x()}.
   *
   * @param newWeight the first ones' share of the points, in [0, 1]: mixup's lambda
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
   * Takes points whose parents and shares nobody asks for; the features are written to {@link
   * #x()}.
   */
  public void beginUnmixed(int newCount) {
    count = newCount;
    weight = Double.NaN;
  }

  /** The points without their parents. */
  public Points points() {
    return new Points(x, stride, count);
  }

  /** d. */
  public int features() {
    return features;
  }

  /** Room for points in every array, a multiple of {@link Kernels#WIDTH}. */
  public int stride() {
    return stride;
  }

  /** The features, [features][stride]: the array itself. */
  public double[] x() {
    return x;
  }

  /** The number of points. */
  public int count() {
    return count;
  }

  /** The first training rows, [stride]: the array itself. */
  public int[] first() {
    return first;
  }

  /** The second training rows, [stride]: the array itself. */
  public int[] second() {
    return second;
  }

  /** The first rows' share of the points. */
  public double weight() {
    return weight;
  }
}
