package org.genlabel.cost;

/**
 * The properties of a dataset that the cost of its cells depends on.
 *
 * @param rows number of training rows; not necessarily a whole number, as it may be an average over
 *     folds
 * @param features number of features after encoding
 * @param classes K
 */
public record Shape(double rows, int features, int classes) {
  /** Returns the same shape with another number of rows. */
  public Shape withRows(double count) {
    return new Shape(count, features, classes);
  }
}
