package org.genlabel.report.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The colours of pictures, by what they mean, on light paper and on dark. Those of data keep 3:1
 * against either paper, those of words 4.5:1 (WCAG 2.1), and differ in lightness as well as in hue.
 */
public enum Palette {
  /** The paper itself. */
  PAPER("#ffffff", "#14181d"),
  /** Titles and numbers. */
  TEXT("#1c232b", "#e8edf2"),
  /** Axes and what is said beside the data. */
  MUTED("#566270", "#a3b0bd"),
  /** Lines behind the data. */
  GRID("#dfe5eb", "#2c343d"),
  /** Above the baseline. */
  HIGHER("#1668a8", "#62b0ee"),
  /** As the baseline. */
  ON_PAR("#75808c", "#97a3af"),
  /** Below the baseline. */
  LOWER("#b8500f", "#f29450"),
  /** First of a number of series. */
  FIRST("#1668a8", "#62b0ee"),
  /** Second of a number of series. */
  SECOND("#b8500f", "#f29450"),
  /** Third of a number of series. */
  THIRD("#00795a", "#3fc79d"),
  /** Fourth of a number of series. */
  FOURTH("#9c3f80", "#e08cc4"),
  /** Fifth of a number of series. */
  FIFTH("#7a6200", "#d3b43b"),
  /** Sixth of a number of series. */
  SIXTH("#4b4fb5", "#a3a6f5"),
  /** Seventh of a number of series. */
  SEVENTH("#c03049", "#ff8596"),
  /** Eighth of a number of series. */
  EIGHTH("#3f5d1f", "#a2c878"),
  /** Ninth of a number of series. */
  NINTH("#5a5048", "#c4b6aa");

  private static final List<Palette> SERIES =
      List.of(FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH, SEVENTH, EIGHTH, NINTH);

  private final String light;
  private final String dark;

  Palette(String light, String dark) {
    this.light = light;
    this.dark = dark;
  }

  /** The ink of a series; they are used again after the ninth. */
  public static Palette ofSeries(int index) {
    return SERIES.get(index % SERIES.size());
  }

  /** The colour on light paper, as SVG writes it. */
  String light() {
    return light;
  }

  /** The colour on dark paper. */
  String dark() {
    return dark;
  }

  /** The class that a page's style sheet knows this ink by. */
  String key() {
    return "ink-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The part of a style sheet that has pictures follow a page that is dark. */
  public static String darkStyles() {
    return Arrays.stream(values())
        .map(
            ink ->
                String.format(
                    "svg .fill.%1$s{fill:%2$s}svg .line.%1$s{stroke:%2$s}", ink.key(), ink.dark))
        .collect(Collectors.joining("\n"));
  }
}
