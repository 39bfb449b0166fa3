package org.genlabel.mixup;

import static org.assertj.core.api.Assertions.assertThat;

import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;

class MixingRuleTest {
  @Test
  void mixupIsTheWeightedMeanOfTheRows() {
    double[][] x = {{0, 8, -2}, {4, 0, 2}};
    MixedPoint point = new MixedPoint(3);

    MixingRule.mixup(x).mix(0, 1, 0.25, point);

    // Binary fractions: exact.
    assertThat(point.x()).containsExactly(3, 2, 1);
    assertThat(point.first()).isEqualTo(0);
    assertThat(point.second()).isEqualTo(1);
    assertThat(point.weight()).isEqualTo(0.25);
  }

  @Test
  void rowMixedWithAnyRowByOneIsItself() {
    double[][] x = {{0.1, 1e300, -7.3}, {4, 0, 2}};
    MixedPoint point = new MixedPoint(3);

    MixingRule.mixup(x).mix(0, 1, 1, point);
    assertThat(point.x()).containsExactly(0.1, 1e300, -7.3);
    MixingRule.mixup(x).mix(1, 0, 0, point);
    assertThat(point.x()).containsExactly(0.1, 1e300, -7.3);
  }

  @Test
  void singlePrecisionMixupRoundsRowsSharesProductsAndSum() {
    KeyedRandom random = KeyedRandom.of("rows");
    int differing = 0;
    for (int draw = 0; draw < 500; draw++) {
      double[][] x = {{4 * random.nextDouble() - 2}, {4 * random.nextDouble() - 2}};
      double lambda = random.nextDouble();
      MixedPoint point = new MixedPoint(1);
      MixingRule.singlePrecisionMixup(x).mix(0, 1, lambda, point);

      // Products of floats are exact in double, and so is rounding their sum twice here.
      float first = (float) ((double) (float) lambda * (float) x[0][0]);
      float second = (float) ((double) (float) (1 - lambda) * (float) x[1][0]);
      assertThat(point.x()[0]).isEqualTo((double) (float) ((double) first + second));
      assertThat(point.weight()).as("the label's share is not rounded").isEqualTo(lambda);
      MixedPoint exact = new MixedPoint(1);
      MixingRule.mixup(x).mix(0, 1, lambda, exact);
      differing += (float) exact.x()[0] == point.x()[0] ? 0 : 1;
    }
    assertThat(differing).as("points that are not the rounded exact ones").isGreaterThan(50);
  }
}
