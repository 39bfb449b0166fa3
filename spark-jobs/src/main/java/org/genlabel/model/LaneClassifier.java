package org.genlabel.model;

/** Trained classifiers side by side, one per lane. Not thread-safe. */
public interface LaneClassifier {
  /** How many lanes there are. */
  int lanes();

  /**
   * The class every lane predicts; the first of equal scores.
   *
   * @param x [features]
   * @param predictions [lanes], overwritten
   */
  void predict(double[] x, int[] predictions);

  /**
   * The parameters of one lane in the order torch stores them: every layer's [out][in] weights,
   * then its biases. A lane that was trained together with other networks has theirs after its own.
   */
  double[] parameters(int lane);
}
