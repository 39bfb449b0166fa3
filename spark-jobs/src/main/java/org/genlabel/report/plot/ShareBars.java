package org.genlabel.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.genlabel.report.plot.Svg.Anchor;

/** Bars of equal length, one below the other, each divided by the shares of its parts. */
public final class ShareBars {
  private static final int WIDTH = 760;
  private static final int NAMES = 220;
  private static final int RIGHT = 16;
  private static final int TOP = 44;
  private static final int LINE = 24;
  private static final int BAR = 17;
  private static final int NARROWEST_WITH_WORDS = 30;

  private record Bar(String name, double[] values) {}

  private final List<String> parts;
  private final List<Bar> bars = new ArrayList<>();

  /**
   * Without bars yet.
   *
   * @param parts what each bar is divided into
   */
  public ShareBars(List<String> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Adds a bar.
   *
   * @param values [parts], not negative; their sum is the whole bar
   */
  public ShareBars bar(String name, double[] values) {
    if (values.length != parts.size()) {
      throw new IllegalArgumentException(
          "a bar needs " + parts.size() + " values, not " + values.length);
    }
    bars.add(new Bar(name, values.clone()));
    return this;
  }

  /**
   * Draws them.
   *
   * @param what the parts are of
   */
  public Picture picture(String id, String title, String description, String what) {
    Svg svg = new Svg(id, WIDTH, TOP + LINE * bars.size() + 8, title, description);
    drawLegend(svg, what);
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double y = TOP + LINE * i;
      svg.text(NAMES - 8, y + 13, Anchor.END, Ink.TEXT, Axes.NORMAL, bar.name);
      drawParts(svg, bar, y);
    }
    return svg.picture();
  }

  private void drawLegend(Svg svg, String what) {
    svg.text(NAMES - 8, 21, Anchor.END, Ink.MUTED, Axes.NORMAL, what);
    double x = NAMES;
    for (int part = 0; part < parts.size(); part++) {
      svg.rectangle(x, 10, 12, 12, Ink.ofSeries(part), 1, "");
      svg.text(x + 17, 21, Anchor.START, Ink.TEXT, Axes.NORMAL, parts.get(part));
      x += 36 + 9.2 * parts.get(part).length();
    }
  }

  private void drawParts(Svg svg, Bar bar, double y) {
    double whole = DoubleStream.of(bar.values).sum();
    double pixels = whole == 0 ? 0 : (WIDTH - NAMES - RIGHT) / whole;
    double x = NAMES;
    for (int part = 0; part < parts.size(); part++) {
      double width = bar.values[part] * pixels;
      if (width > 0) {
        String percent = String.format(Locale.ROOT, "%.0f%%", 100 * bar.values[part] / whole);
        svg.rectangle(
            x,
            y,
            Math.max(0.5, width - 1),
            BAR,
            Ink.ofSeries(part),
            1,
            bar.name + ", " + parts.get(part) + ": " + percent);
        if (width > NARROWEST_WITH_WORDS) {
          svg.text(x + width / 2, y + 13, Anchor.MIDDLE, Ink.PAPER, Axes.SMALL, percent);
        }
      }
      x += width;
    }
  }
}
