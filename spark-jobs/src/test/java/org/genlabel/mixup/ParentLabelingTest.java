package org.genlabel.mixup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import org.genlabel.golden.GoldenFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParentLabelingTest {
  private static final int[] LABELS = {0, 2, 2};

  private static double[] label(ParentLabeling labeling, int i, int j, double lambda) {
    return Mixed.label(labeling.rule(LABELS), 3, Mixed.at(i, j, lambda));
  }

  @Test
  void linearLabelMixesAsThePointsAreMixed() {
    // Exact: 1/4 and 3/4 are binary fractions.
    assertThat(label(ParentLabeling.LINEAR, 0, 1, 0.25)).containsExactly(0.25, 0, 0.75);
    assertThat(label(ParentLabeling.LINEAR, 1, 0, 0.25)).containsExactly(0.75, 0, 0.25);
  }

  @Test
  void parentsOfOneClassGiveTheirClass() {
    for (double lambda = 0; lambda <= 1; lambda += 0.01) {
      // lambda + (1 - lambda) is 1 up to a rounding error.
      assertThat(label(ParentLabeling.LINEAR, 1, 2, lambda))
          .containsExactly(new double[] {0, 0, 1}, within(2e-16));
      assertThat(label(ParentLabeling.LOGISTIC, 1, 2, lambda))
          .containsExactly(new double[] {0, 0, 1}, within(2e-16));
    }
  }

  @Test
  void rowMixedWithItselfKeepsItsLabelExactly() {
    assertThat(label(ParentLabeling.LINEAR, 1, 1, 1)).containsExactly(0, 0, 1);
  }

  @Test
  void logisticWeightIsTheFormulaOfThePaper() {
    for (double lambda = 0; lambda <= 1; lambda += 0.001) {
      double expected = 1 / (1 + StrictMath.exp(-2 * (lambda - 0.5) / 0.1));

      // The exponential is accurate to 1e-15.
      assertThat(ParentLabeling.LOGISTIC.weight(lambda))
          .isCloseTo(expected, within(2e-15 * expected));
    }
    assertThat(ParentLabeling.LOGISTIC.weight(0.5)).isEqualTo(0.5);
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 187, 446})
  void logisticWeightsAgreeWithTheReference(int id) throws IOException {
    GoldenFile golden = GoldenFile.ofDataset(id);
    double[] lambdas = golden.vector("logistic_lambda", "lam");
    double[] expected = golden.vector("logistic_lambda", "out");

    assertThat(golden.number("logistic_lambda", "sigma_sq")).isEqualTo(0.1);
    for (int i = 0; i < lambdas.length; i++) {
      // Relative tolerance, because the smallest weight is 4.5e-5.
      assertThat(ParentLabeling.LOGISTIC.weight(lambdas[i]))
          .isCloseTo(expected[i], within(1e-12 * expected[i]));
    }
  }

  @ParameterizedTest
  @EnumSource(ParentLabeling.class)
  void labelsSumToOneAndSwapWithTheParents(ParentLabeling labeling) {
    for (double lambda = 0; lambda <= 1; lambda += 0.01) {
      double[] label = label(labeling, 0, 1, lambda);

      assertThat(Arrays.stream(label).sum()).isCloseTo(1, within(1e-15));
      // Two rounding errors, of 1 - lambda and of 1 - weight.
      assertThat(label(labeling, 1, 0, 1 - lambda)).containsExactly(label, within(5e-15));
    }
  }
}
