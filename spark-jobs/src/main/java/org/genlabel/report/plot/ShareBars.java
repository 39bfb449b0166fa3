package org.genlabel.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.genlabel.report.plot.Svg.Anchor;

/** Bar chart of bars of equal length, each divided by the shares of its parts. */
public final class ShareBars {
  private static final int PARTS = 524;
  private static final int NARROWEST_NAMES = 220;
  private static final int RIGHT = 16;
  private static final int TOP = 10;
  private static final int LEGEND_LINE = 22;
  private static final int BELOW_LEGEND = 12;
  private static final int LINE = 24;
  private static final int BAR = 17;
  private static final int NARROWEST_WITH_WORDS = 30;

  private record Bar(String name, double[] values) {}

  private final List<String> parts;
  private final List<Bar> bars = new ArrayList<>();

  /**
   * Creates a chart without bars.
   *
   * @param parts names of the parts of each bar, at least one
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
   * Draws the chart.
   *
   * @param what label of the whole
   */
  public Picture picture(String id, String title, String description, String what) {
    List<String> names = new ArrayList<>(bars.stream().map(Bar::name).toList());
    names.add(what);
    double left = Math.max(NARROWEST_NAMES, 16 + Axes.widest(names));
    List<double[]> keys = legendKeys();
    double top = keys.get(keys.size() - 1)[1] + LEGEND_LINE + BELOW_LEGEND;
    int height = (int) top + LINE * bars.size() + 8;
    Svg svg = new Svg(id, (int) left + PARTS + RIGHT, height, title, description);
    svg.text(left - 8, TOP + 11, Anchor.END, Palette.MUTED, Axes.NORMAL, what);
    for (int part = 0; part < parts.size(); part++) {
      double x = left + keys.get(part)[0];
      double y = keys.get(part)[1];
      svg.rectangle(x, y, 12, 12, Palette.ofSeries(part), 1, "");
      svg.text(x + 17, y + 11, Anchor.START, Palette.TEXT, Axes.NORMAL, parts.get(part));
    }
    for (int i = 0; i < bars.size(); i++) {
      double y = top + LINE * i;
      svg.text(left - 8, y + 13, Anchor.END, Palette.TEXT, Axes.NORMAL, bars.get(i).name);
      drawParts(svg, bars.get(i), left, y);
    }
    return svg.picture();
  }

  /**
   * Returns the places of the squares of the legend, from 0 at the left, in as many lines as
   * necessary.
   */
  private List<double[]> legendKeys() {
    List<double[]> keys = new ArrayList<>();
    double x = 0;
    double y = TOP;
    for (String part : parts) {
      double width = 36 + Axes.widest(List.of(part));
      if (x > 0 && x + width > PARTS) {
        x = 0;
        y += LEGEND_LINE;
      }
      keys.add(new double[] {x, y});
      x += width;
    }
    return keys;
  }

  private void drawParts(Svg svg, Bar bar, double left, double y) {
    double whole = DoubleStream.of(bar.values).sum();
    double pixels = whole == 0 ? 0 : PARTS / whole;
    double x = left;
    for (int part = 0; part < parts.size(); part++) {
      double width = bar.values[part] * pixels;
      if (width > 0) {
        String percent = String.format(Locale.ROOT, "%.0f%%", 100 * bar.values[part] / whole);
        svg.rectangle(
            x,
            y,
            Math.max(0.5, width - 1),
            BAR,
            Palette.ofSeries(part),
            1,
            bar.name + ", " + parts.get(part) + ": " + percent);
        if (width > NARROWEST_WITH_WORDS) {
          svg.text(x + width / 2, y + 13, Anchor.MIDDLE, Palette.PAPER, Axes.SMALL, percent);
        }
      }
      x += width;
    }
  }
}
