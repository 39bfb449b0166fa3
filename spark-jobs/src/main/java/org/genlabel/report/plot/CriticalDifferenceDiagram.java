package org.genlabel.report.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.genlabel.report.plot.Svg.Anchor;

/**
 * Diagram of the mean ranks of schemes on a line, best to the left; bars join schemes whose mean
 * ranks differ by less than the critical difference (Demsar 2006).
 */
public final class CriticalDifferenceDiagram {
  private static final int MIDDLE = 336;
  private static final int NARROWEST_SIDE = 262;
  private static final int GAP = 12;
  private static final int AXIS = 70;
  private static final int LINE = 23;
  private static final int BAR = 9;

  private CriticalDifferenceDiagram() {}

  /**
   * Draws the diagram.
   *
   * @param schemes names of the schemes
   * @param meanRanks of the schemes; 1 is best
   * @param criticalDifference of mean ranks
   * @param groups indices of schemes that do not differ significantly, at least two per group
   */
  public static Picture of(
      String id,
      String title,
      String description,
      List<String> schemes,
      double[] meanRanks,
      double criticalDifference,
      List<List<Integer>> groups) {
    int count = schemes.size();
    List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    order.sort(Comparator.comparingDouble(scheme -> meanRanks[scheme]));
    int half = (count + 1) / 2;
    int firstLabel = AXIS + 24 + BAR * groups.size();
    int height = firstLabel + LINE * half + 8;
    List<String> labels = labels(schemes, meanRanks);
    int side = Math.max(NARROWEST_SIDE, GAP + 4 + Axes.widest(labels));
    int width = MIDDLE + 2 * side;
    Svg svg = new Svg(id, width, height, title, description);
    int first = (int) Math.floor(meanRanks[order.get(0)]);
    int last =
        Math.max(
            (int) Math.ceil(meanRanks[order.get(count - 1)]),
            first + (int) Math.ceil(criticalDifference));
    Scale scale = Scale.linear(first, last).over(side, width - side);

    svg.line(scale.place(first), AXIS, scale.place(last), AXIS, Palette.TEXT, 1.5);
    for (int rank = first; rank <= last; rank++) {
      double x = scale.place(rank);
      svg.line(x, AXIS - 5, x, AXIS, Palette.TEXT, 1.5);
      svg.text(x, AXIS - 10, Anchor.MIDDLE, Palette.MUTED, Axes.SMALL, Integer.toString(rank));
    }
    double widthEnd = scale.place(first + criticalDifference);
    svg.line(scale.place(first), 26, widthEnd, 26, Palette.TEXT, 2);
    svg.line(scale.place(first), 21, scale.place(first), 31, Palette.TEXT, 2);
    svg.line(widthEnd, 21, widthEnd, 31, Palette.TEXT, 2);
    svg.text(
        scale.place(first),
        16,
        Anchor.START,
        Palette.TEXT,
        Axes.SMALL,
        String.format(Locale.ROOT, "critical difference %.2f", criticalDifference));

    for (int group = 0; group < groups.size(); group++) {
      double best =
          groups.get(group).stream().mapToDouble(scheme -> meanRanks[scheme]).min().orElseThrow();
      double worst =
          groups.get(group).stream().mapToDouble(scheme -> meanRanks[scheme]).max().orElseThrow();
      double y = AXIS + 10 + BAR * group;
      svg.line(scale.place(best) - 3, y, scale.place(worst) + 3, y, Palette.FIRST, 4);
    }
    for (int place = 0; place < count; place++) {
      int scheme = order.get(place);
      boolean left = place < half;
      // The lines of the outer schemes are outside those of the inner ones.
      double y = firstLabel + LINE * (left ? place : count - 1 - place) + 8;
      double x = scale.place(meanRanks[scheme]);
      double end = left ? side - GAP + 4 : width - side + GAP - 4;
      svg.line(x, AXIS, x, y, Palette.MUTED, 1);
      svg.line(x, y, end, y, Palette.MUTED, 1);
      svg.text(
          left ? end - 4 : end + 4,
          y + 4,
          left ? Anchor.END : Anchor.START,
          Palette.TEXT,
          Axes.NORMAL,
          labels.get(scheme));
    }
    return svg.picture();
  }

  private static List<String> labels(List<String> schemes, double[] meanRanks) {
    return IntStream.range(0, schemes.size())
        .mapToObj(i -> String.format(Locale.ROOT, "%s %.2f", schemes.get(i), meanRanks[i]))
        .toList();
  }
}
