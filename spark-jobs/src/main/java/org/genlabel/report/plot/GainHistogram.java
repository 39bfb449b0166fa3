package org.genlabel.report.plot;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.genlabel.data.PrintableText;

/**
 * Histogram of the datasets by gain in accuracy (paper Fig. 6): bars are one percentage point wide,
 * with a separate bar for datasets on par in the middle.
 */
public final class GainHistogram {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 350;
  // Larger gains are counted at the ends.
  private static final int WIDEST = 15;

  private GainHistogram() {}

  /**
   * Draws the histogram.
   *
   * @param bins number of datasets by bin as in the view histogram: bin 0 is on par, k above k - 1
   *     and up to k points, and -k likewise below
   * @param horizontal label of the horizontal axis
   */
  public static Picture of(
      String id, String title, String description, String horizontal, Map<Integer, Long> bins) {
    SortedMap<Integer, Long> bounded = new TreeMap<>();
    bins.forEach(
        (bin, datasets) ->
            bounded.merge(Math.max(-WIDEST, Math.min(WIDEST, bin)), datasets, Long::sum));
    int widest = bounded.keySet().stream().mapToInt(Math::abs).reduce(3, Math::max);
    long highest = bounded.values().stream().mapToLong(Long::longValue).reduce(1, Math::max);
    Svg svg = new Svg(id, WIDTH, HEIGHT, title, description);
    // The bar of datasets on par has the width of the others, between -1/2 and 1/2.
    Axes axes =
        new Axes(
            svg,
            WIDTH,
            HEIGHT,
            Scale.linear(-widest - 0.5, widest + 0.5),
            Scale.linear(0, highest * 1.1));
    axes.wholeVerticalTicks();
    for (Map.Entry<Integer, Long> bar : bounded.entrySet()) {
      int bin = bar.getKey();
      double x = axes.x(bin - 0.5);
      double y = axes.y(bar.getValue());
      svg.rectangle(
          x + 1,
          y,
          axes.x(bin + 0.5) - x - 2,
          axes.bottom() - y,
          bin > 0 ? Palette.HIGHER : bin < 0 ? Palette.LOWER : Palette.ON_PAR,
          1,
          words(bin, widest) + ": " + PrintableText.counted(bar.getValue(), "dataset"));
      svg.text(
          axes.x(bin),
          y - 4,
          Svg.Anchor.MIDDLE,
          Palette.TEXT,
          Axes.SMALL - 1,
          bar.getValue().toString());
    }
    int step = widest > 8 ? 5 : widest > 4 ? 2 : 1;
    for (int edge = step; edge <= widest; edge += step) {
      axes.horizontalTick(edge + 0.5, "+" + edge);
      axes.horizontalTick(-edge - 0.5, "\u2212" + edge);
    }
    axes.horizontalTick(0, "equal");
    axes.labels(horizontal, "datasets");
    return svg.picture();
  }

  private static String words(int bin, int widest) {
    if (bin == 0) {
      return "on par";
    }
    int near = Math.abs(bin) - 1;
    String sign = bin > 0 ? "+" : "\u2212";
    return Math.abs(bin) == WIDEST && widest == WIDEST
        ? "beyond " + sign + near
        : sign + near + " to " + sign + (near + 1) + " points";
  }
}
