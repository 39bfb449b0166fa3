package org.genlabel.report.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The colours of pictures by meaning, on light and on dark paper. Colours of data have a contrast
 * of at least 3:1 to either paper and those of text 4.5:1 (WCAG 2.1); they differ in lightness as
 * well as in hue.
 */
public enum Palette {
  /** The background. */
  PAPER("#ffffff", "#14181d"),
  /** Titles and numbers. */
  TEXT("#1c232b", "#e8edf2"),
  /** Axes and annotations. */
  MUTED("#566270", "#a3b0bd"),
  /** Lines behind the data. */
  GRID("#dfe5eb", "#2c343d"),
  /** Above the baseline. */
  HIGHER("#1668a8", "#62b0ee"),
  /** As the baseline. */
  ON_PAR("#75808c", "#97a3af"),
  /** Below the baseline. */
  LOWER("#b8500f", "#f29450"),
  /** First of several series. */
  FIRST("#1668a8", "#62b0ee"),
  /** Second of several series. */
  SECOND("#b8500f", "#f29450"),
  /** Third of several series. */
  THIRD("#00795a", "#3fc79d"),
  /** Fourth of several series. */
  FOURTH("#9c3f80", "#e08cc4"),
  /** Fifth of several series. */
  FIFTH("#7a6200", "#d3b43b"),
  /** Sixth of several series. */
  SIXTH("#4b4fb5", "#a3a6f5"),
  /** Seventh of several series. */
  SEVENTH("#c03049", "#ff8596"),
  /** Eighth of several series. */
  EIGHTH("#3f5d1f", "#a2c878"),
  /** Ninth of several series. */
  NINTH("#5a5048", "#c4b6aa");

  private static final List<Palette> SERIES =
      List.of(FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH, SEVENTH, EIGHTH, NINTH);

  private final String light;
  private final String dark;

  Palette(String light, String dark) {
    this.light = light;
    this.dark = dark;
  }

  /** Returns the ink of a series; inks repeat after the ninth. */
  public static Palette ofSeries(int index) {
    return SERIES.get(index % SERIES.size());
  }

  /** Returns the colour on light paper, in SVG syntax. */
  String light() {
    return light;
  }

  /** Returns the colour on dark paper, in SVG syntax. */
  String dark() {
    return dark;
  }

  /** Returns the CSS class of this ink. */
  String key() {
    return "ink-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the part of a style sheet for pictures on a dark page. */
  public static String darkStyles() {
    return Arrays.stream(values())
        .map(
            ink ->
                String.format(
                    "svg .fill.%1$s{fill:%2$s}svg .line.%1$s{stroke:%2$s}", ink.key(), ink.dark))
        .collect(Collectors.joining("\n"));
  }
}
