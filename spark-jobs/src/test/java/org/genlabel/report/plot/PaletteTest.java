package org.genlabel.report.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests contrasts by WCAG 2.1: (lighter + 0.05) / (darker + 0.05) of relative luminances. */
class PaletteTest {
  private static final Set<Palette> WORDS = EnumSet.of(Palette.TEXT, Palette.MUTED);

  private static double contrast(String colour, String other) {
    double a = luminance(colour);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String colour) {
    int rgb = Integer.parseInt(colour.substring(1), 16);
    return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
  }

  private static double linear(int channel) {
    double share = (channel & 0xff) / 255.0;
    return share <= 0.03928 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  @Test
  void contrastIsWcags() {
    assertThat(contrast("#000000", "#ffffff")).isCloseTo(21, within(1e-9));
    // WCAG's example of the lightest grey for text on white; the value is rounded.
    assertThat(contrast("#767676", "#ffffff")).isCloseTo(4.54, within(0.005));
  }

  /** The grid is intentionally faint. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"PAPER", "GRID"})
  void inksAreSeenOnLightPaperAndOnDark(Palette ink) {
    double least = WORDS.contains(ink) ? 4.5 : 3;

    assertThat(contrast(ink.light(), Palette.PAPER.light())).isGreaterThanOrEqualTo(least);
    assertThat(contrast(ink.dark(), Palette.PAPER.dark())).isGreaterThanOrEqualTo(least);
  }

  /** The text of shares in bars has the colour of the paper. */
  @Test
  void wordsOnBarsAreLegible() {
    for (int series = 0; series < 9; series++) {
      Palette bar = Palette.ofSeries(series);
      assertThat(contrast(Palette.PAPER.light(), bar.light()))
          .as(bar + " light")
          .isGreaterThan(4.5);
      assertThat(contrast(Palette.PAPER.dark(), bar.dark())).as(bar + " dark").isGreaterThan(4.5);
    }
  }

  @Test
  void nineSeriesHaveNineColoursOnEitherPaper() {
    Set<String> light =
        IntStream.range(0, 9)
            .mapToObj(i -> Palette.ofSeries(i).light())
            .collect(Collectors.toSet());
    Set<String> dark =
        IntStream.range(0, 9).mapToObj(i -> Palette.ofSeries(i).dark()).collect(Collectors.toSet());

    assertThat(light).hasSize(9);
    assertThat(dark).hasSize(9);
    assertThat(Palette.ofSeries(9)).isEqualTo(Palette.ofSeries(0));
  }

  @Test
  void everyInkHasItsStylesOnADarkPage() {
    for (Palette ink : Palette.values()) {
      assertThat(Palette.darkStyles())
          .contains("svg .fill." + ink.key() + "{fill:" + ink.dark() + "}")
          .contains("svg .line." + ink.key() + "{stroke:" + ink.dark() + "}");
    }
  }
}
