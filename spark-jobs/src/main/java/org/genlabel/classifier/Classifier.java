package org.genlabel.classifier;

/** A trained classifier: decides for one of the classes 0..K-1 at every point. */
@FunctionalInterface
public interface Classifier {
  /**
   * The classes of some points. A point's class does not depend on the points beside it.
   *
   * @param x [points][features], finite
   * @return [points]
   */
  int[] predict(double[][] x);
}
