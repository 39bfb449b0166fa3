package org.genlabel.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The expected values are numpy 2.4.6's:
 *
 * <pre>
 * m = len(p); o = np.argsort(p, kind="stable"); r = np.empty(m)
 * r[o] = np.minimum(1, np.maximum.accumulate((m - np.arange(m)) * p[o]))
 * </pre>
 */
class HolmCorrectionTest {
  private static void assertAdjusted(double[] pValues, double... expected) {
    assertThat(HolmCorrection.adjusted(pValues)).containsExactly(expected, within(1e-15));
  }

  @Test
  void agreesWithNumpyInTheOrderGiven() {
    // By hand: 4 x 0.005, 3 x 0.01, 2 x 0.03, and 1 x 0.04 raised to the previous one.
    assertAdjusted(new double[] {0.01, 0.04, 0.03, 0.005}, 0.03, 0.06, 0.06, 0.02);
    assertAdjusted(new double[] {0.6, 0.02, 0.02, 0.9, 1e-9, 0.013}, 1, 0.08, 0.08, 1, 6e-9, 0.065);
    assertAdjusted(new double[] {0.5, 0.5, 0.5}, 1, 1, 1);
  }

  @Test
  void doesNotChangeOneTestOrNone() {
    assertAdjusted(new double[] {0.03}, 0.03);
    assertAdjusted(new double[0]);
    assertAdjusted(new double[] {0, 1}, 0, 1);
  }

  @Test
  void doesNotChangeItsArgument() {
    double[] pValues = {0.2, 0.01};
    HolmCorrection.adjusted(pValues);

    assertThat(pValues).containsExactly(0.2, 0.01);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, 1.5, Double.NaN})
  void refusesWhatIsNoProbability(double pValue) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> HolmCorrection.adjusted(new double[] {0.5, pValue}))
        .withMessage("p-values must be in [0, 1], not " + pValue + " at position 1");
  }
}
