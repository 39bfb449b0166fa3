package org.genlabel.report.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** Tests every picture as read by an XML parser. */
class PicturesTest {
  private static final String NAME = "a<b>&\"c\"";
  private static final String LONG_NAME = "genlabel-of-somebody's-own-with-a-very-long-name";

  // Coordinates are written with two decimals.
  private static final double WRITTEN = 0.0051;

  static Stream<Picture> pictures() {
    return Stream.of(
        histogram(Map.of(-40, 1L, -2, 3L, 0, 5L, 1, 11L, 99, 2L)),
        histogram(Map.of()),
        new ScatterPlot(Scale.linear(0, 100), Scale.linear(0, 100))
            .point(-5, 300, Palette.HIGHER, NAME)
            .point(100, 0, Palette.LOWER, NAME)
            .legend(Palette.HIGHER, NAME)
            .picture("scatter", NAME, NAME, NAME, NAME, ScatterPlot.Guide.DIAGONAL),
        new ScatterPlot(Scale.logarithmic(1, 1e6), Scale.linear(-3, 3))
            .picture("empty", NAME, NAME, NAME, NAME, ScatterPlot.Guide.ZERO),
        shares(List.of(NAME, LONG_NAME), 3),
        shares(List.of("mixup"), 21),
        diagram(14, LONG_NAME),
        diagram(3, NAME),
        new LineChart(Scale.linear(0, 1), Scale.linear(0, 1))
            .line(NAME, new double[] {0, 0.5, 1}, new double[] {0, 2, 1}, Palette.FIRST)
            .reference("other", new double[] {0, 1}, new double[] {0.5, 0.5}, Palette.MUTED)
            .picture("lines", NAME, NAME, NAME, NAME),
        new RegionMap("regions", NAME, NAME, NAME, -1, 1)
            .regions(points -> new int[points.length])
            .point(-1, -1, 0)
            .point(1, 1, 8)
            .picture());
  }

  private static Picture histogram(Map<Integer, Long> bins) {
    return GainHistogram.of("histogram", NAME, NAME, NAME, bins);
  }

  private static Picture shares(List<String> names, int parts) {
    ShareBars bars =
        new ShareBars(IntStream.range(0, parts).mapToObj(i -> "0." + i + "<").toList());
    names.forEach(name -> bars.bar(name, IntStream.range(0, parts).asDoubleStream().toArray()));
    bars.bar("nothing", new double[parts]);
    return bars.picture("shares", NAME, NAME, NAME);
  }

  private static Picture diagram(int schemes, String name) {
    return CriticalDifferenceDiagram.of(
        "ranks",
        NAME,
        NAME,
        IntStream.range(0, schemes).mapToObj(i -> name + i).toList(),
        IntStream.rangeClosed(1, schemes).asDoubleStream().toArray(),
        2.5,
        IntStream.range(0, schemes - 2).mapToObj(i -> List.of(i, i + 1, i + 2)).toList());
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void pictureIsWellFormedNamedAndWithinItsFrame(Picture picture) {
    SvgDocument.of(picture).assertNamed().assertInside();
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void namesAreTextAndNoMarkup(Picture picture) {
    assertThat(picture.svg()).doesNotContain("<b>", "&\"");
    assertThat(SvgDocument.of(picture).all("desc").get(0).getTextContent()).isEqualTo(NAME);
  }

  /** The name of a dataset is that of its file, which may contain any character. */
  @Test
  void charactersThatXmlForbidsDoNotMakeAPictureUnreadable() {
    Picture picture = GainHistogram.of("x", "bell \u0007, half \ud800, \ufffe", "d", "h", Map.of());

    assertThat(SvgDocument.of(picture).all("title").get(0).getTextContent())
        .isEqualTo("bell \ufffd, half \ufffd, \ufffd");
  }

  @Test
  void numbersAreWrittenTheSameWhateverTheUsersLanguage() {
    List<Picture> expected = pictures().toList();
    Locale before = Locale.getDefault();
    try {
      // This locale has its own digits and decimal separator.
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(String.format("%d", 1)).isNotEqualTo("1");
      assertThat(pictures().toList()).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void barsAreAsHighAsTheirCounts() {
    List<Element> bars = bars(histogram(Map.of(-2, 3L, 0, 6L, 1, 12L)));

    assertThat(bars.stream().map(SvgDocument::tooltip))
        .containsExactly(
            "\u22121 to \u22122 points: 3 datasets",
            "on par: 6 datasets",
            "+0 to +1 points: 12 datasets");
    double one = SvgDocument.number(bars.get(0), "height") / 3;
    // Top and bottom are rounded separately.
    assertThat(SvgDocument.number(bars.get(1), "height")).isCloseTo(6 * one, within(4 * WRITTEN));
    assertThat(SvgDocument.number(bars.get(2), "height")).isCloseTo(12 * one, within(6 * WRITTEN));
    assertThat(
            bars.stream()
                .map(bar -> SvgDocument.number(bar, "y") + SvgDocument.number(bar, "height")))
        .allSatisfy(bottom -> assertThat(bottom).isCloseTo(350 - 54, within(2 * WRITTEN)));
  }

  @Test
  void barsLieInTheOrderOfTheGainsWithThoseOnParInTheMiddle() {
    List<Element> bars = bars(histogram(Map.of(-2, 3L, 0, 6L, 2, 12L)));

    double[] middles =
        bars.stream()
            .mapToDouble(bar -> SvgDocument.number(bar, "x") + SvgDocument.number(bar, "width") / 2)
            .toArray();
    assertThat(middles[1]).isCloseTo((66 + 624) / 2.0, within(2 * WRITTEN));
    assertThat(middles[1] - middles[0])
        .isCloseTo(middles[2] - middles[1], within(4 * WRITTEN))
        .isPositive();
    assertThat(bars.stream().map(bar -> bar.getAttribute("class")))
        .containsExactly("fill ink-lower", "fill ink-on-par", "fill ink-higher");
    assertThat(SvgDocument.of(histogram(Map.of(0, 1L))).texts()).contains("equal");
  }

  @Test
  void farGainsAreCountedInTheOuterBars() {
    List<Element> bars = bars(histogram(Map.of(15, 1L, 16, 2L, 80, 4L, -30, 8L, -15, 16L, 3, 32L)));

    assertThat(bars.stream().map(SvgDocument::tooltip))
        .containsExactly(
            "beyond \u221214: 24 datasets",
            "+2 to +3 points: 32 datasets",
            "beyond +14: 7 datasets");
  }

  @Test
  void countsHaveNoTicksAtFractions() {
    SvgDocument picture = SvgDocument.of(histogram(Map.of(1, 1L, 2, 2L)));

    assertThat(picture.texts()).noneMatch(text -> text.contains(".")).contains("1", "2");
    assertThat(picture.withTooltip("rect").stream().map(SvgDocument::tooltip))
        .contains("+0 to +1 points: 1 dataset");
  }

  private static List<Element> bars(Picture picture) {
    return SvgDocument.of(picture).withTooltip("rect");
  }

  @Test
  void pointsLieWhereTheirValuesSay() {
    Picture picture =
        new ScatterPlot(Scale.linear(0, 10), Scale.linear(-1, 1))
            .point(0, -1, Palette.LOWER, "first")
            .point(5, 0, Palette.ON_PAR, "second")
            .point(10, 1, Palette.HIGHER, "third")
            .picture("points", "t", "d", "x", "y", ScatterPlot.Guide.ZERO);

    List<Element> circles = SvgDocument.of(picture).all("circle");

    // The drawing area has margins of 66 left, 16 right, 14 above and 54 below in 640 x 420.
    assertThat(circles.stream().mapToDouble(circle -> SvgDocument.number(circle, "cx")).toArray())
        .containsExactly(new double[] {66, 345, 624}, within(WRITTEN));
    assertThat(circles.stream().mapToDouble(circle -> SvgDocument.number(circle, "cy")).toArray())
        .containsExactly(new double[] {366, 190, 14}, within(WRITTEN));
    assertThat(circles.stream().map(SvgDocument::tooltip))
        .containsExactly("first", "second", "third");
  }

  @Test
  void linesGoThroughTheirPoints() {
    Picture picture =
        new LineChart(Scale.logarithmic(1, 100), Scale.linear(0, 4))
            .line("line", new double[] {1, 10, 100}, new double[] {4, 1, 0}, Palette.FIRST)
            .picture("lines", "t", "d", "x", "y");

    List<double[]> points = SvgDocument.points(SvgDocument.of(picture).all("polyline").get(0));

    double[] x = points.stream().mapToDouble(point -> point[0]).toArray();
    double[] y = points.stream().mapToDouble(point -> point[1]).toArray();
    // The area as above, of 640 x 360.
    assertThat(x).containsExactly(new double[] {66, 345, 624}, within(WRITTEN));
    assertThat(y).containsExactly(new double[] {14, 233, 306}, within(WRITTEN));
  }

  @Test
  void barsAreDividedByTheirShares() {
    Picture picture =
        new ShareBars(List.of("few", "many", "none"))
            .bar("one", new double[] {1, 3, 0})
            .bar("two", new double[] {30, 10, 0})
            .picture("shares", "t", "d", "what");

    List<Element> bars = bars(picture);

    assertThat(bars.stream().map(SvgDocument::tooltip))
        .containsExactly("one, few: 25%", "one, many: 75%", "two, few: 75%", "two, many: 25%");
    // The parts are one pixel apart.
    assertThat(bars.stream().mapToDouble(bar -> SvgDocument.number(bar, "width")).toArray())
        .containsExactly(
            new double[] {524 / 4 - 1, 3 * 524 / 4 - 1, 3 * 524 / 4 - 1, 524 / 4 - 1},
            within(WRITTEN));
    assertThat(SvgDocument.number(bars.get(1), "x"))
        .isCloseTo(SvgDocument.number(bars.get(0), "x") + 524 / 4, within(2 * WRITTEN));
  }

  @Test
  void barOfOtherPartsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ShareBars(List.of("a", "b")).bar("x", new double[3]))
        .withMessage("a bar needs 2 values, not 3");
  }

  @Test
  void schemesStandInTheOrderOfTheirMeanRanks() {
    Picture picture =
        CriticalDifferenceDiagram.of(
            "ranks",
            "t",
            "d",
            List.of("c", "a", "d", "b"),
            new double[] {2.5, 1.25, 3.75, 2.5},
            1.5,
            List.of(List.of(1, 0, 3), List.of(0, 3, 2)));

    SvgDocument document = SvgDocument.of(picture);
    // The better half is listed on the left from top to bottom, the others on the right from bottom
    // to top.
    assertThat(document.texts())
        .containsSubsequence("critical difference 1.50", "a 1.25", "c 2.50", "b 2.50", "d 3.75");
    List<Element> groups =
        document.all("line").stream()
            .filter(line -> line.getAttribute("stroke-width").equals("4"))
            .toList();
    // Ranks 1 to 4 are on the 336 pixels from 262, with 112 per rank; bars extend 3 beyond either
    // end.
    assertThat(groups.stream().flatMapToDouble(PicturesTest::ends).toArray())
        .containsExactly(
            new double[] {
              262 + 0.25 * 112 - 3, 262 + 1.5 * 112 + 3, 262 + 1.5 * 112 - 3, 262 + 2.75 * 112 + 3
            },
            within(WRITTEN));
  }

  private static DoubleStream ends(Element line) {
    return DoubleStream.of(SvgDocument.number(line, "x1"), SvgDocument.number(line, "x2"));
  }

  @Test
  void labelsOfFourteenSchemesDoNotTouch() {
    List<double[]> places = new ArrayList<>();
    for (Element text : SvgDocument.of(diagram(14, LONG_NAME)).all("text")) {
      if (text.getTextContent().startsWith(LONG_NAME)) {
        places.add(new double[] {SvgDocument.number(text, "x"), SvgDocument.number(text, "y")});
      }
    }

    assertThat(places).hasSize(14);
    for (int a = 0; a < places.size(); a++) {
      for (int b = 0; b < a; b++) {
        boolean isSameSide = places.get(a)[0] == places.get(b)[0];
        double apart = Math.abs(places.get(a)[1] - places.get(b)[1]);
        assertThat(!isSameSide || apart >= Axes.NORMAL).as(a + " and " + b).isTrue();
      }
    }
  }

  /**
   * Each class has half of the plane, which consists of 140 x 140 cells; adjacent cells of one
   * class are drawn as one rectangle.
   */
  @Test
  void planeIsColouredByTheClassOfItsPlaces() {
    Picture picture =
        new RegionMap("regions", "t", "d", "halves", -1, 1)
            .regions(
                points ->
                    Stream.of(points).mapToInt(point -> point[0] + point[1] < 0 ? 0 : 1).toArray())
            .point(0.5, -0.5, 1)
            .picture();

    SvgDocument document = SvgDocument.of(picture);
    double[] areas = new double[2];
    for (Element rect : document.all("rect")) {
      // All rectangles are 0.3 larger than their cells.
      double area =
          (SvgDocument.number(rect, "width") - 0.3) * (SvgDocument.number(rect, "height") - 0.3);
      if (rect.hasAttribute("fill-opacity")) {
        areas[rect.getAttribute("class").contains("ink-first") ? 0 : 1] += area;
      }
    }
    // The cells of the diagonal, 1 of 140, belong to one class, and coordinates have two decimals.
    assertThat(areas[0] / 90_000).isCloseTo(0.5, within(0.01));
    assertThat(areas[1] / 90_000).isCloseTo(0.5, within(0.01));
    Element point = document.all("circle").get(0);
    assertThat(SvgDocument.number(point, "cx")).isCloseTo(8 + 225, within(WRITTEN));
    assertThat(SvgDocument.number(point, "cy")).isCloseTo(26 + 225, within(WRITTEN));
  }
}
