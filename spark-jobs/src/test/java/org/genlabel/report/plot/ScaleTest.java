package org.genlabel.report.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {
  // Places are quotients of a few doubles of size 100, with rounding errors only.
  private static final double ROUNDING = 1e-9;

  private static List<String> ticks(Scale scale) {
    return scale.ticks().stream().map(Axes::text).toList();
  }

  @Test
  void ticksAreMultiplesOfOneTwoOrFiveTimesAPowerOfTen() {
    assertThat(ticks(Scale.linear(0, 8)))
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8");
    assertThat(ticks(Scale.linear(0, 9))).containsExactly("0", "2", "4", "6", "8");
    assertThat(ticks(Scale.linear(-21, 19)))
        .containsExactly("-20", "-15", "-10", "-5", "0", "5", "10", "15");
    assertThat(ticks(Scale.linear(40, 100)))
        .containsExactly("40", "50", "60", "70", "80", "90", "100");
    assertThat(ticks(Scale.linear(0.001, 0.0021)))
        .containsExactly("0.001", "0.0012", "0.0014", "0.0016", "0.0018", "0.002");
  }

  /**
   * The double nearest to 0.1 is slightly larger than 1/10, but the tick at the end must not be
   * lost.
   */
  @Test
  void ticksAtTheEndsAreThere() {
    assertThat(ticks(Scale.linear(0.1, 0.7)))
        .containsExactly("0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "-3.7, 12.1", "1e-9, 1.5e-9", "-1e6, 3e6", "99.5, 100", "0, 17", "5, 5"})
  void ticksLieInsideAndAreNeitherFewNorMany(double low, double high) {
    Scale scale = Scale.linear(low, high);

    List<BigDecimal> ticks = scale.ticks();

    // A step is at least one eighth and less than 2.5 eighths of the range.
    assertThat(ticks).hasSizeBetween(3, 9);
    assertThat(ticks)
        .allSatisfy(tick -> assertThat(tick.doubleValue()).isBetween(scale.low(), scale.high()));
    BigDecimal step = ticks.get(1).subtract(ticks.get(0));
    assertThat(step.unscaledValue().toString().replaceAll("0+$", "")).isIn("1", "2", "5");
    for (int i = 1; i < ticks.size(); i++) {
      assertThat(ticks.get(i).subtract(ticks.get(i - 1))).isEqualByComparingTo(step);
    }
  }

  @Test
  void logarithmicTicksArePowersOfTen() {
    assertThat(ticks(Scale.logarithmic(0.05, 1000)))
        .containsExactly("0.1", "1", "10", "100", "1000");
  }

  @Test
  void manyDecadesHaveATickForSomeOfThem() {
    List<String> ticks = ticks(Scale.logarithmic(1e-9, 1e9));

    assertThat(ticks).hasSizeBetween(4, 9).contains("0.000000001", "0.000001", "1000");
  }

  @Test
  void logarithmicScaleWithinADecadeHasTicksToo() {
    assertThat(ticks(Scale.logarithmic(300, 800)))
        .containsExactly("300", "400", "500", "600", "700", "800");
  }

  @Test
  void endsLieAtTheEndsAndTheMiddleBetween() {
    Scale even = Scale.linear(-2, 6).over(100, 300);
    Scale logarithmic = Scale.logarithmic(0.1, 1000).over(300, 100);

    assertThat(even.place(-2)).isEqualTo(100);
    assertThat(even.place(6)).isEqualTo(300);
    assertThat(even.place(2)).isCloseTo(200, within(ROUNDING));
    assertThat(logarithmic.place(0.1)).isEqualTo(300);
    assertThat(logarithmic.place(1000)).isCloseTo(100, within(ROUNDING));
    assertThat(logarithmic.place(10)).isCloseTo(200, within(ROUNDING));
  }

  @Test
  void whatLiesOutsideIsPlacedAtTheEnd() {
    Scale scale = Scale.linear(0, 1).over(10, 20);

    assertThat(scale.place(-5)).isEqualTo(10);
    assertThat(scale.place(5)).isEqualTo(20);
    assertThat(Scale.logarithmic(1, 10).over(10, 20).place(0)).isEqualTo(10);
  }

  @Test
  void emptyRangeIsWidenedAroundItsValue() {
    for (double value : new double[] {0, 7, -0.3}) {
      Scale scale = Scale.linear(value, value).over(0, 100);
      assertThat(scale.low()).isLessThan(value);
      assertThat(scale.high()).isGreaterThan(value);
      assertThat(scale.place(value)).isCloseTo(50, within(ROUNDING));
    }
    assertThat(Scale.logarithmic(8, 8).over(0, 100).place(8)).isCloseTo(50, within(ROUNDING));
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "NaN, 1", "0, NaN", "0, Infinity"})
  void rangesThatDoNotGoUpAreRefused(double low, double high) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scale.linear(low, high))
        .withMessage("a scale goes up, not from " + low + " to " + high);
    assertThatIllegalArgumentException().isThrownBy(() -> Scale.logarithmic(low, high));
  }

  @Test
  void logarithmsNeedPositiveValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scale.logarithmic(0, 1))
        .withMessage("a logarithmic scale begins above 0, not at 0.0");
  }
}
