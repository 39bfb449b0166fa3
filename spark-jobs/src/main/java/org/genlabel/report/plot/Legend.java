package org.genlabel.report.plot;

import java.util.Map;
import org.genlabel.report.plot.Svg.Anchor;

/** Legend of the inks of a picture, in its upper left corner. */
final class Legend {
  private static final int LINE = 20;

  private Legend() {}

  static void draw(Svg svg, Axes axes, Map<String, Palette> meanings) {
    if (meanings.isEmpty()) {
      return;
    }
    int longest = meanings.keySet().stream().mapToInt(String::length).max().orElseThrow();
    double x = axes.left() + 10;
    double y = axes.top() + 6;
    svg.rectangle(
        x - 6, y - 4, 32 + 8.2 * longest, LINE * meanings.size() + 6, Palette.PAPER, 0.85, "");
    for (Map.Entry<String, Palette> meaning : meanings.entrySet()) {
      svg.rectangle(x, y + 2, 11, 11, meaning.getValue(), 1, "");
      svg.text(x + 18, y + 12, Anchor.START, Palette.TEXT, Axes.SMALL, meaning.getKey());
      y += LINE;
    }
  }
}
