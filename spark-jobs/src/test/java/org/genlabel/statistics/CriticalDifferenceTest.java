package org.genlabel.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CriticalDifferenceTest {
  @Test
  void criticalValuesAreDemsars() {
    // Demšar (2006), Table 5(a), k = 2 to 10. Some are rounded down or from other digits (3 has
    // 2.3437 and 7 has 2.9483 at 0.05), so that the tolerance is one in the last digit.
    double[] five = {1.960, 2.343, 2.569, 2.728, 2.850, 2.949, 3.031, 3.102, 3.164};
    double[] ten = {1.645, 2.052, 2.291, 2.459, 2.589, 2.693, 2.780, 2.855, 2.920};
    for (int k = 2; k <= 10; k++) {
      assertThat(CriticalDifference.q(k, 0.05)).as("k = " + k).isCloseTo(five[k - 2], within(1e-3));
      assertThat(CriticalDifference.q(k, 0.10)).as("k = " + k).isCloseTo(ten[k - 2], within(1e-3));
    }
  }

  @Test
  void isThatOfDemsarsExample() {
    FriedmanTest friedman = FriedmanTest.of(Columns.demsar());

    // Sec. 3.2.2: 1.25 at 0.05 and 1.12 at 0.10. The ranks are 3.143, 2.000, 2.893 and 1.964: at
    // 0.10, C4.5 is worse than the second and fourth, but the third is not worse than the fourth.
    CriticalDifference five = CriticalDifference.of(friedman, 0.05);
    assertThat(five.alpha()).isEqualTo(0.05);
    assertThat(five.width()).isCloseTo(1.25, within(0.005));
    assertThat(five.groups()).containsExactly(List.of(3, 1, 2, 0));
    CriticalDifference ten = CriticalDifference.of(friedman, 0.10);
    assertThat(ten.width()).isCloseTo(1.12, within(0.005));
    assertThat(ten.groups()).containsExactly(List.of(3, 1, 2), List.of(2, 0));
  }

  @Test
  void isComputedFromScipysQuantile() {
    // scipy 1.17.1: studentized_range.ppf(0.95, 5, np.inf) / sqrt(2) * sqrt(5 * 6 / (6 * 82))
    assertThat(CriticalDifference.of(FriedmanTest.of(Columns.fiveSchemes()), 0.05).width())
        .isCloseTo(3.857655510378623 / Math.sqrt(2) * Math.sqrt(5.0 / 82), within(1e-10));
  }

  @Test
  void groupsOverlapWhereTheirSchemesDo() {
    double[] ranks = {1.0, 1.8, 2.6, 4.5};

    assertThat(CriticalDifference.groups(ranks, 1)).containsExactly(List.of(0, 1), List.of(1, 2));
    assertThat(CriticalDifference.groups(ranks, 2))
        .containsExactly(List.of(0, 1, 2), List.of(2, 3));
    assertThat(CriticalDifference.groups(ranks, 5)).containsExactly(List.of(0, 1, 2, 3));
  }

  @Test
  void schemesAloneAreNoGroup() {
    assertThat(CriticalDifference.groups(new double[] {1, 3, 2}, 0.5)).isEmpty();
    assertThat(CriticalDifference.groups(new double[] {3, 1, 2.9}, 0.5))
        .containsExactly(List.of(2, 0));
  }

  @Test
  void schemesExactlyTheWidthApartDiffer() {
    assertThat(CriticalDifference.groups(new double[] {1, 2, 3}, 1)).isEmpty();
  }

  @Test
  void schemesThatTieAreOneGroupInTheirOrder() {
    FriedmanTest tied = FriedmanTest.of(new double[][] {{1, 1, 1}, {2, 2, 2}});

    assertThat(CriticalDifference.of(tied, 0.05).groups()).containsExactly(List.of(0, 1, 2));
  }

  @Test
  void refusesAnInvalidAlpha() {
    FriedmanTest friedman = FriedmanTest.of(Columns.demsar());

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> CriticalDifference.of(friedman, 0))
        .withMessage("the probability must be in [1.0E-6, 1), not 0.0");
  }
}
