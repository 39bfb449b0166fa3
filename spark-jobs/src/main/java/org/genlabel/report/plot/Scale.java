package org.genlabel.report.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** How values become places along an axis: evenly, or by their logarithm. */
public final class Scale {
  private static final int MOST_TICKS = 8;

  private final double low;
  private final double high;
  private final boolean logarithmic;
  private final double smallestStep;
  private final double from;
  private final double to;

  private Scale(
      double low, double high, boolean logarithmic, double smallestStep, double from, double to) {
    this.low = low;
    this.high = high;
    this.logarithmic = logarithmic;
    this.smallestStep = smallestStep;
    this.from = from;
    this.to = to;
  }

  /**
   * An even scale.
   *
   * @param low the first value; finite
   * @param high the last value; an empty range is widened
   */
  public static Scale linear(double low, double high) {
    double widening = low == high ? Math.max(1, Math.abs(low)) / 2 : 0;
    return new Scale(low - widening, high + widening, false, 0, 0, 1);
  }

  /** An even scale of numbers of things, from 0: nothing is halved. */
  public static Scale counts(double high) {
    return new Scale(0, Math.max(1, high), false, 1, 0, 1);
  }

  /**
   * A logarithmic scale.
   *
   * @param low the first value, positive
   * @param high the last value; an empty range is widened
   */
  public static Scale logarithmic(double low, double high) {
    if (low <= 0) {
      throw new IllegalArgumentException("a logarithmic scale begins above 0, not at " + low);
    }
    double widening = low == high ? 2 : 1;
    return new Scale(low / widening, high * widening, true, 0, 0, 1);
  }

  /** The same scale over another stretch of the picture. */
  Scale over(double from, double to) {
    return new Scale(low, high, logarithmic, smallestStep, from, to);
  }

  double low() {
    return low;
  }

  double high() {
    return high;
  }

  /** Where a value lies; one outside of the scale lies at its end. */
  double place(double value) {
    double bounded = Math.max(low, Math.min(high, value));
    double share =
        logarithmic
            ? Math.log(bounded / low) / Math.log(high / low)
            : (bounded - low) / (high - low);
    return from + share * (to - from);
  }

  /** Round values along the scale: multiples of 1, 2 or 5 times a power of ten, or such powers. */
  List<BigDecimal> ticks() {
    return logarithmic ? powers() : multiples();
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
    BigDecimal step = step(Math.max(smallestStep, (high - low) / MOST_TICKS));
    List<BigDecimal> ticks = new ArrayList<>();
    BigDecimal tick = new BigDecimal(low).divide(step, 0, RoundingMode.CEILING).multiply(step);
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

  /** The smallest of 1, 2, 5, 10, ... that is at least as large. */
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
