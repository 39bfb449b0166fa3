package org.genlabel.report.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scatter plot with a point for each dataset and its name as a tooltip. */
public final class ScatterPlot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 420;

  /** A guide line to compare the points with. */
  public enum Guide {
    /** No line. */
    NONE,
    /** The line of equal values. */
    DIAGONAL,
    /** The line of vertical value zero. */
    ZERO
  }

  private record Point(double x, double y, Palette ink, String tooltip) {}

  private final Scale x;
  private final Scale y;
  private final List<Point> points = new ArrayList<>();
  private final Map<String, Palette> legend = new LinkedHashMap<>();

  /** Creates a plot without points. */
  public ScatterPlot(Scale x, Scale y) {
    this.x = x;
    this.y = y;
  }

  /** Adds a point; a point outside the scales is placed at their end. */
  public ScatterPlot point(double x, double y, Palette ink, String tooltip) {
    points.add(new Point(x, y, ink, tooltip));
    return this;
  }

  /** Adds an ink to the legend. */
  public ScatterPlot legend(Palette ink, String meaning) {
    legend.put(meaning, ink);
    return this;
  }

  /** Draws the plot. */
  public Picture picture(
      String id,
      String title,
      String description,
      String horizontal,
      String vertical,
      Guide guide) {
    Svg svg = new Svg(id, WIDTH, HEIGHT, title, description);
    Axes axes = new Axes(svg, WIDTH, HEIGHT, x, y);
    axes.verticalTicks().horizontalTicks().labels(horizontal, vertical);
    switch (guide) {
      case NONE -> {}
      case DIAGONAL -> {
        double low = Math.max(x.low(), y.low());
        double high = Math.min(x.high(), y.high());
        svg.dashes(axes.x(low), axes.y(low), axes.x(high), axes.y(high), Palette.MUTED);
      }
      case ZERO -> svg.dashes(axes.left(), axes.y(0), axes.right(), axes.y(0), Palette.MUTED);
    }
    for (Point point : points) {
      svg.circle(axes.x(point.x), axes.y(point.y), 4, point.ink, 0.75, point.tooltip);
    }
    Legend.draw(svg, axes, legend);
    return svg.picture();
  }
}
