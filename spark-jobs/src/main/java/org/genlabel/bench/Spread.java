package org.genlabel.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * Median and range of the repetitions of a measurement.
 *
 * @param median the middle value; for an even number of values, the mean of the middle two
 */
record Spread(double median, double least, double largest) {
  private static final int DIGITS = 3;

  static Spread of(List<Double> values) {
    return of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * @param values at least one
   */
  static Spread of(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /**
   * Converts to another unit; a decreasing function, as from times to rates, swaps the ends of the
   * range.
   */
  Spread map(DoubleUnaryOperator monotone) {
    double a = monotone.applyAsDouble(least);
    double b = monotone.applyAsDouble(largest);
    return new Spread(monotone.applyAsDouble(median), Math.min(a, b), Math.max(a, b));
  }

  String medianText() {
    return text(median);
  }

  String rangeText() {
    return text(least) + ".." + text(largest);
  }

  /** Formats a number with three significant digits, never with an exponent. */
  static String text(double value) {
    if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
      return value == 0 ? "0" : "-";
    }
    int magnitude = (int) Math.floor(Math.log10(Math.abs(value)));
    int decimals = Math.max(0, DIGITS - 1 - magnitude);
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
