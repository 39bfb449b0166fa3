package org.genlabel.classifier;

/** A trained classifier, which assigns one of the classes 0..K-1 to every point. */
@FunctionalInterface
public interface Classifier {
  /**
   * Predicts the classes of some points. The class of a point does not depend on the other points.
   *
   * @param x [points][features], finite
   * @return [points], each in 0..K-1
   */
  int[] predict(double[][] x);
}
