package org.genlabel.report.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Maps values to places along an axis, linearly or by their logarithm. */
public final class Scale {
  private static final int MOST_TICKS = 8;

  private final double low;
  private final double high;
  private final boolean logarithmic;
  private final double from;
  private final double to;

  private Scale(double low, double high, boolean logarithmic, double from, double to) {
    this.low = low;
    this.high = high;
    this.logarithmic = logarithmic;
    this.from = from;
    this.to = to;
  }

  /**
   * Returns a linear scale.
   *
   * @param low the first value; finite
   * @param high the last value, finite, not below the first; an empty range is widened
   */
  public static Scale linear(double low, double high) {
    requireRange(low, high);
    double widening = low == high ? Math.max(1, Math.abs(low)) / 2 : 0;
    return new Scale(low - widening, high + widening, false, 0, 1);
  }

  /**
   * Returns a logarithmic scale.
   *
   * @param low the first value, positive
   * @param high the last value, finite, not below the first; an empty range is widened
   */
  public static Scale logarithmic(double low, double high) {
    requireRange(low, high);
    if (low <= 0) {
      throw new IllegalArgumentException("a logarithmic scale begins above 0, not at " + low);
    }
    double widening = low == high ? 2 : 1;
    return new Scale(low / widening, high * widening, true, 0, 1);
  }

  private static void requireRange(double low, double high) {
    if (!(low <= high && Double.isFinite(low) && Double.isFinite(high))) {
      throw new IllegalArgumentException("a scale goes up, not from " + low + " to " + high);
    }
  }

  /** Returns the same scale over another range of the picture. */
  Scale over(double from, double to) {
    return new Scale(low, high, logarithmic, from, to);
  }

  double low() {
    return low;
  }

  double high() {
    return high;
  }

  /** Returns the place of a value; a value outside the scale is placed at its end. */
  double place(double value) {
    double bounded = Math.max(low, Math.min(high, value));
    double share =
        logarithmic
            ? Math.log(bounded / low) / Math.log(high / low)
            : (bounded - low) / (high - low);
    return from + share * (to - from);
  }

  /**
   * Returns round values along the scale: multiples of 1, 2 or 5 times a power of ten, or the
   * powers of ten of a logarithmic scale that contains at least two.
   */
  List<BigDecimal> ticks() {
    List<BigDecimal> powers = logarithmic ? powers() : List.of();
    return powers.size() > 1 ? powers : multiples();
  }

  private List<BigDecimal> powers() {
    List<BigDecimal> ticks = new ArrayList<>();
    int first = (int) Math.floor(Math.log10(low));
    int last = (int) Math.ceil(Math.log10(high));
    int step = 1 + (last - first) / MOST_TICKS;
    for (int exponent = first; exponent <= last; exponent += step) {
      addIfInside(ticks, BigDecimal.ONE.scaleByPowerOfTen(exponent));
    }
    return ticks;
  }

  private List<BigDecimal> multiples() {
    BigDecimal step = step((high - low) / MOST_TICKS);
    List<BigDecimal> ticks = new ArrayList<>();
    BigDecimal tick = BigDecimal.valueOf(low).divide(step, 0, RoundingMode.CEILING).multiply(step);
    for (; tick.doubleValue() <= high; tick = tick.add(step)) {
      addIfInside(ticks, tick);
    }
    return ticks;
  }

  private void addIfInside(List<BigDecimal> ticks, BigDecimal tick) {
    double value = tick.doubleValue();
    if (value >= low && value <= high) {
      ticks.add(tick);
    }
  }

  /** Returns the smallest of 1, 2, 5, 10, ... that is at least as large as a value. */
  private static BigDecimal step(double atLeast) {
    BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10(atLeast)));
    for (int factor : new int[] {1, 2, 5}) {
      BigDecimal step = power.multiply(BigDecimal.valueOf(factor));
      if (step.doubleValue() >= atLeast * (1 - 1e-12)) {
        return step;
      }
    }
    return power.scaleByPowerOfTen(1);
  }
}
