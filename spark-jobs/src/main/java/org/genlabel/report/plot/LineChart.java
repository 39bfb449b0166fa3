package org.genlabel.report.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Line chart with a line for each series. */
public final class LineChart {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;

  private record Line(String name, double[] x, double[] y, Palette ink, String dashes) {}

  private final Scale x;
  private final Scale y;
  private final List<Line> lines = new ArrayList<>();

  /** Creates a chart without lines. */
  public LineChart(Scale x, Scale y) {
    this.x = x;
    this.y = y;
  }

  /**
   * Adds a line.
   *
   * @param x [points]
   * @param y [points]
   */
  public LineChart line(String name, double[] x, double[] y, Palette ink) {
    lines.add(new Line(name, x.clone(), y.clone(), ink, ""));
    return this;
  }

  /** Adds a dashed line, as a reference for the other lines. */
  public LineChart reference(String name, double[] x, double[] y, Palette ink) {
    lines.add(new Line(name, x.clone(), y.clone(), ink, "6 4"));
    return this;
  }

  /** Draws the chart. */
  public Picture picture(
      String id, String title, String description, String horizontal, String vertical) {
    Svg svg = new Svg(id, WIDTH, HEIGHT, title, description);
    Axes axes = new Axes(svg, WIDTH, HEIGHT, x, y);
    axes.verticalTicks().horizontalTicks().labels(horizontal, vertical);
    Map<String, Palette> legend = new LinkedHashMap<>();
    for (Line line : lines) {
      double[] xs = new double[line.x.length];
      double[] ys = new double[line.x.length];
      for (int i = 0; i < xs.length; i++) {
        xs[i] = axes.x(line.x[i]);
        ys[i] = axes.y(line.y[i]);
      }
      svg.path(xs, ys, line.ink, 2.2, line.dashes);
      legend.put(line.name, line.ink);
    }
    Legend.draw(svg, axes, legend);
    return svg.picture();
  }
}
