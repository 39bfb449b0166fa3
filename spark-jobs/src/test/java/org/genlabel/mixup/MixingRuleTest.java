package org.genlabel.mixup;

import static org.assertj.core.api.Assertions.assertThat;

import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;

class MixingRuleTest {
  @Test
  void mixupIsTheWeightedMeanOfTheRows() {
    double[][] x = {{0, 8, -2}, {4, 0, 2}};

    MixedPoints point = Mixed.mixup(x, 0, 1, 0.25);

    // Binary fractions: exact.
    assertThat(Mixed.x(point)).containsExactly(3, 2, 1);
    assertThat(point.count()).isEqualTo(1);
    assertThat(point.first()[0]).isEqualTo(0);
    assertThat(point.second()[0]).isEqualTo(1);
    assertThat(point.weight()).isEqualTo(0.25);
  }

  @Test
  void rowMixedWithAnyRowByOneIsItself() {
    double[][] x = {{0.1, 1e300, -7.3}, {4, 0, 2}};

    assertThat(Mixed.x(Mixed.mixup(x, 0, 1, 1))).containsExactly(0.1, 1e300, -7.3);
    assertThat(Mixed.x(Mixed.mixup(x, 1, 0, 0))).containsExactly(0.1, 1e300, -7.3);
  }

  @Test
  void singlePrecisionMixupRoundsRowsSharesProductsAndSum() {
    KeyedRandom random = KeyedRandom.of("rows");
    int differing = 0;
    for (int draw = 0; draw < 500; draw++) {
      double[][] x = {{4 * random.nextDouble() - 2}, {4 * random.nextDouble() - 2}};
      double lambda = random.nextDouble();
      MixedPoints point =
          Mixed.point(MixingRule.mixup(PairMixing.singlePrecision(x)), 1, 0, 1, lambda);

      // Products of floats are exact in double precision, and rounding their sum twice has no
      // effect here.
      float first = (float) ((double) (float) lambda * (float) x[0][0]);
      float second = (float) ((double) (float) (1 - lambda) * (float) x[1][0]);
      assertThat(point.x()[0]).isEqualTo((double) (float) ((double) first + second));
      assertThat(point.weight()).as("the label's share is not rounded").isEqualTo(lambda);
      MixedPoints exact = Mixed.mixup(x, 0, 1, lambda);
      differing += (float) exact.x()[0] == point.x()[0] ? 0 : 1;
    }
    assertThat(differing).as("points that are not the rounded exact ones").isGreaterThan(50);
  }

  @Test
  void pointsLieSideBySideInTheOrderOfTheBatchAndTheBatchBeforeIsForgotten() {
    double[][] x = {{0, 8}, {4, 0}, {-16, 16}};
    MixingRule mixing = MixingRule.mixup(PairMixing.doublePrecision(x));
    MixedPoints points = new MixedPoints(2, 17);

    mixing.mix(Mixed.batch(0.5, new int[] {2, 1}, new int[] {2, 2}, new int[] {0, 2}), points);
    mixing.mix(Mixed.batch(0.25, new int[] {0, 1}, new int[] {1, 0}), points);

    // Binary fractions: exact. Room for 17 is room for 32.
    assertThat(points.stride()).isEqualTo(32);
    assertThat(points.count()).isEqualTo(2);
    assertThat(points.weight()).isEqualTo(0.25);
    assertThat(points.x()).hasSize(64);
    assertThat(Mixed.x(points, 0)).containsExactly(3, 2);
    assertThat(Mixed.x(points, 1)).containsExactly(1, 6);
    assertThat(points.first()).startsWith(0, 1);
    assertThat(points.second()).startsWith(1, 0);
  }
}
