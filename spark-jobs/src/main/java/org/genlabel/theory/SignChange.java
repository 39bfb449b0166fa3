package org.genlabel.theory;

import java.util.function.DoubleUnaryOperator;

/** Finds a sign change of a function on [0, 1]. */
final class SignChange {
  // Enough halvings of [0, 1] for the last digit.
  private static final int HALVINGS = 60;

  private SignChange() {}

  /** Returns a sign change in (0, 1) by bisection; NaN if the signs at 0 and 1 do not differ. */
  static double of(DoubleUnaryOperator function) {
    boolean positive = function.applyAsDouble(0) > 0;
    if (positive == function.applyAsDouble(1) > 0) {
      return Double.NaN;
    }
    double low = 0;
    double high = 1;
    for (int halving = 0; halving < HALVINGS; halving++) {
      double middle = (low + high) / 2;
      if (function.applyAsDouble(middle) > 0 == positive) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
