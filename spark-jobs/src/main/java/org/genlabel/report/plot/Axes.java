package org.genlabel.report.plot;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.genlabel.report.plot.Svg.Anchor;

/** A drawing area between two axes, with the scales that map values to coordinates. */
final class Axes {
  static final int SMALL = 14;
  static final int NORMAL = 15;

  private static final int LEFT = 66;
  private static final int RIGHT = 16;
  private static final int TOP = 14;
  private static final int BOTTOM = 54;
  private static final int TICK = 4;
  // Average width of a letter in a name, relative to the font size: 0.6 in DejaVu Sans.
  private static final double WIDEST_LETTER = 0.62;

  private final Svg svg;
  private final Scale x;
  private final Scale y;
  private final int width;
  private final int height;

  Axes(Svg svg, int width, int height, Scale x, Scale y) {
    this.svg = svg;
    this.width = width;
    this.height = height;
    this.x = x.over(LEFT, width - RIGHT);
    this.y = y.over(height - BOTTOM, TOP);
  }

  double x(double value) {
    return x.place(value);
  }

  double y(double value) {
    return y.place(value);
  }

  double left() {
    return LEFT;
  }

  double right() {
    return width - RIGHT;
  }

  double top() {
    return TOP;
  }

  double bottom() {
    return height - BOTTOM;
  }

  /** Draws horizontal lines at the ticks of the vertical axis, with their values. */
  Axes verticalTicks() {
    return verticalTicks(y.ticks());
  }

  /** Draws horizontal lines at the ticks with whole numbers, for an axis of counts. */
  Axes wholeVerticalTicks() {
    return verticalTicks(
        y.ticks().stream().filter(tick -> tick.stripTrailingZeros().scale() <= 0).toList());
  }

  private Axes verticalTicks(List<BigDecimal> ticks) {
    for (BigDecimal tick : ticks) {
      double place = y(tick.doubleValue());
      svg.line(left(), place, right(), place, Palette.GRID, 1);
      svg.text(left() - 7, place + 4, Anchor.END, Palette.MUTED, SMALL, text(tick));
    }
    return this;
  }

  /** Draws the ticks of the horizontal axis, with their values. */
  Axes horizontalTicks() {
    return horizontalTicks(Axes::text);
  }

  /** Draws the ticks of the horizontal axis, with words for their values. */
  Axes horizontalTicks(Function<BigDecimal, String> words) {
    for (BigDecimal tick : x.ticks()) {
      horizontalTick(tick.doubleValue(), words.apply(tick));
    }
    return this;
  }

  /** Draws a tick of the horizontal axis. */
  Axes horizontalTick(double value, String word) {
    double place = x(value);
    svg.line(place, bottom(), place, bottom() + TICK, Palette.MUTED, 1);
    // A long number at the end of the axis would exceed the picture.
    double half = widest(List.of(word)) / 2.0;
    double middle = Math.max(half, Math.min(width - half, place));
    svg.text(middle, bottom() + 20, Anchor.MIDDLE, Palette.MUTED, SMALL, word);
    return this;
  }

  /** Draws the horizontal axis, and the labels of both axes. */
  Axes labels(String horizontal, String vertical) {
    svg.line(left(), bottom(), right(), bottom(), Palette.MUTED, 1);
    svg.text((left() + right()) / 2, height - 9, Anchor.MIDDLE, Palette.TEXT, NORMAL, horizontal);
    svg.upwards(18, (top() + bottom()) / 2, Palette.TEXT, NORMAL, vertical);
    return this;
  }

  /** Returns an upper bound of the width of the longest word, in pixels, at the normal size. */
  static int widest(List<String> words) {
    return (int)
        Math.ceil(WIDEST_LETTER * NORMAL * words.stream().mapToInt(String::length).max().orElse(0));
  }

  /**
   * Returns the largest font size, at most the normal one, at which some words fit into a width in
   * pixels.
   */
  static int sizeWithin(double pixels, String words) {
    return Math.min(NORMAL, (int) (pixels / (WIDEST_LETTER * Math.max(1, words.length()))));
  }

  static String text(BigDecimal tick) {
    BigDecimal plain = tick.stripTrailingZeros();
    return plain.signum() == 0 ? "0" : plain.toPlainString();
  }
}
