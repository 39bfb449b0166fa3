package org.genlabel.theory;

/**
 * The logistic loss h(f) - y f with h(w) = log(1 + exp(w)) for labels y in [0, 1] (paper App. B.1),
 * and h's derivatives.
 */
final class LogisticLoss {
  private LogisticLoss() {}

  /** Returns h(f) - y f, where f is a model's score for the class of label 1. */
  static double of(double f, double y) {
    return softplus(f) - y * f;
  }

  /** Returns h(w) = log(1 + exp(w)), to full relative precision for any w. */
  static double softplus(double w) {
    return Math.max(w, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(w)));
  }

  /** Returns h'(w) = 1 / (1 + exp(-w)). */
  static double sigmoid(double w) {
    if (w < 0) {
      // Not 1 - sigmoid(-w), which cancels where the result is small.
      double e = StrictMath.exp(w);
      return e / (1 + e);
    }
    return 1 / (1 + StrictMath.exp(-w));
  }

  /** Returns h''(w) = h'(w) (1 - h'(w)). */
  static double curvature(double w) {
    return sigmoid(w) * sigmoid(-w);
  }
}
