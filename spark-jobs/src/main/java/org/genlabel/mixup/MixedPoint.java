package org.genlabel.mixup;

/**
 * A point mixed from two training rows: where it lies and how much of it is whose. Reused from row
 * to row.
 */
public final class MixedPoint {
  private final double[] x;
  private int first;
  private int second;
  private double weight;

  /** A point with the given number of features. */
  public MixedPoint(int features) {
    x = new double[features];
  }

  /**
   * Sets the parents; the features are written to {@link #x()}.
   *
   * @param newFirst first training row
   * @param newSecond second training row
   * @param newWeight the first one's share of the point, in [0, 1]: mixup's lambda
   */
  public void set(int newFirst, int newSecond, double newWeight) {
    first = newFirst;
    second = newSecond;
    weight = newWeight;
  }

  /** The features, [features]: the array itself. */
  public double[] x() {
    return x;
  }

  public int first() {
    return first;
  }

  public int second() {
    return second;
  }

  public double weight() {
    return weight;
  }
}
