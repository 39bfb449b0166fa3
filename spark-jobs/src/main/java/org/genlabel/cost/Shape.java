package org.genlabel.cost;

/**
 * What of a dataset the cost of its cells depends on.
 *
 * @param rows of the training part; what a fold leaves of them need not be a whole number
 * @param features as the networks see them
 * @param classes K
 */
public record Shape(double rows, int features, int classes) {
  /** The shape of another number of the same rows. */
  public Shape withRows(double count) {
    return new Shape(count, features, classes);
  }
}
