package org.genlabel.report.plot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bars in groups: a count for each group and series. */
public final class BarChart {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 300;

  private final List<String> groups;
  private final Map<String, double[]> series = new LinkedHashMap<>();

  /**
   * Without bars yet.
   *
   * @param groups what stands below each group
   */
  public BarChart(List<String> groups) {
    this.groups = List.copyOf(groups);
  }

  /**
   * Adds a series.
   *
   * @param values [groups], not negative
   */
  public BarChart series(String name, double[] values) {
    if (values.length != groups.size()) {
      throw new IllegalArgumentException(
          "a series needs " + groups.size() + " values, not " + values.length);
    }
    series.put(name, values.clone());
    return this;
  }

  /** Draws them. */
  public Picture picture(
      String id, String title, String description, String horizontal, String vertical) {
    double highest =
        series.values().stream().flatMapToDouble(java.util.Arrays::stream).reduce(0, Math::max);
    Svg svg = new Svg(id, WIDTH, HEIGHT, title, description);
    Axes axes =
        new Axes(
            svg,
            WIDTH,
            HEIGHT,
            Scale.linear(-0.5, groups.size() - 0.5),
            Scale.linear(0, highest == 0 ? 1 : highest * 1.25));
    axes.verticalTicks();
    double barWidth = 0.8 / Math.max(1, series.size());
    Map<String, Ink> legend = new LinkedHashMap<>();
    for (Map.Entry<String, double[]> one : series.entrySet()) {
      Ink ink = Ink.ofSeries(legend.size());
      for (int group = 0; group < groups.size(); group++) {
        double start = group - 0.4 + legend.size() * barWidth;
        double value = one.getValue()[group];
        svg.rectangle(
            axes.x(start) + 0.5,
            axes.y(value),
            axes.x(start + barWidth) - axes.x(start) - 1,
            axes.bottom() - axes.y(value),
            ink,
            1,
            one.getKey() + ", " + groups.get(group) + ": " + plain(value));
      }
      legend.put(one.getKey(), ink);
    }
    for (int group = 0; group < groups.size(); group++) {
      axes.horizontalTick(group, groups.get(group));
    }
    axes.labels(horizontal, vertical);
    if (legend.size() > 1) {
      Legend.draw(svg, axes, legend);
    }
    return svg.picture();
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
