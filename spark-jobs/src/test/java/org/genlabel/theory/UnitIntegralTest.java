package org.genlabel.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Compares quadrature over lambda with integrals in closed form. */
class UnitIntegralTest {
  @Test
  void polynomialsAreExact() {
    for (int degree = 0; degree <= 31; degree++) {
      int power = degree;
      assertThat(UnitIntegral.even(1).of(lambda -> Math.pow(lambda, power)))
          .isCloseTo(1.0 / (degree + 1), within(1e-14));
    }
  }

  @Test
  void jumpsAndBendsInsideAreExact() {
    assertThat(UnitIntegral.finerTowards(8, 0.3, 0.7).of(lambda -> lambda > 0.3 ? 1 : 0))
        .isCloseTo(0.7, within(1e-14));
    assertThat(UnitIntegral.finerTowards(8, 0.3).of(lambda -> Math.abs(lambda - 0.3)))
        .isCloseTo((0.09 + 0.49) / 2, within(1e-14));
  }

  @Test
  void steepSigmoidsAreResolved() {
    // The function is symmetric around 0.5, so that the integral is 1/2; only narrow panels resolve
    // the slope of 1e4.
    assertThat(
            UnitIntegral.finerTowards(8, 0.5)
                .of(lambda -> lambda * LogisticLoss.sigmoid(1e4 * (lambda - 0.5))))
        // int_(1/2)^1 lambda + pi^2 / 6 / 1e8, by the first two terms of Sommerfeld's expansion.
        .isCloseTo(0.375 - Math.PI * Math.PI / 6e8, within(1e-12));
  }

  @Test
  void pointsOutsideAreIgnored() {
    assertThat(UnitIntegral.finerTowards(8, -0.1, 1, 2, Double.NaN).size())
        .isEqualTo(UnitIntegral.even(8).size());
  }

  @Test
  void signChangesAreFoundToTheLastDigit() {
    assertThat(SignChange.of(lambda -> lambda * lambda - 0.5))
        .isCloseTo(Math.sqrt(0.5), within(1e-15));
    assertThat(SignChange.of(lambda -> 0.25 - lambda)).isCloseTo(0.25, within(1e-15));
    assertThat(SignChange.of(lambda -> lambda + 1)).isNaN();
  }
}
