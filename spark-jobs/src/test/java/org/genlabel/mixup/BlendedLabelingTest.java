package org.genlabel.mixup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlendedLabelingTest {
  private static final double[][] X = {{0, 1}, {1, 0}, {2, 5}};
  private static final LabelingRule MIXUP = ParentLabeling.LINEAR.rule(new int[] {0, 2, 1});
  private static final LabelingRule GENERATIVE =
      (points, labels) -> {
        for (int p = 0; p < points.count(); p++) {
          labels[p] = 0.125;
          labels[points.stride() + p] = 0.625;
          labels[2 * points.stride() + p] = 0.25;
        }
      };

  private static double[] blended(double gamma, double lambda) {
    return Mixed.label(
        new BlendedLabeling(MIXUP, GENERATIVE, gamma, 3), 3, Mixed.mixup(X, 0, 1, lambda));
  }

  @Test
  void gammaIsGenLabelsShare() {
    // 0.75 * (1/8, 5/8, 1/4) + 0.25 * (1/2, 0, 1/2), exact in binary.
    assertThat(blended(0.75, 0.5)).containsExactly(0.21875, 0.46875, 0.3125);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 1.0 / 3, 0.7, 1})
  void withGammaZeroItIsMixupBitForBitAndWithOneGenLabel(double lambda) {
    assertThat(blended(0, lambda)).isEqualTo(Mixed.label(MIXUP, 3, Mixed.mixup(X, 0, 1, lambda)));
    assertThat(blended(1, lambda)).containsExactly(0.125, 0.625, 0.25);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.2, 0.6000000000000001, 0.8, 1})
  void everyLabelOfABatchSumsToOne(double gamma) {
    MixedPoints points =
        Mixed.points(
            MixingRule.mixup(PairMixing.doublePrecision(X)),
            2,
            Mixed.batch(0.3, new int[] {0, 1}, new int[] {1, 2}, new int[] {2, 2}));
    double[] labels = new double[3 * points.stride()];
    Arrays.fill(labels, 9);

    new BlendedLabeling(MIXUP, GENERATIVE, gamma, 3).label(points, labels);

    for (int p = 0; p < 3; p++) {
      int stride = points.stride();
      // Six products and five sums of numbers below 1.
      assertThat(labels[p] + labels[stride + p] + labels[2 * stride + p])
          .isCloseTo(1, within(1e-15));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void gammaIsAShare(double gamma) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlendedLabeling(MIXUP, GENERATIVE, gamma, 3))
        .withMessageContaining("gamma must be in [0, 1], not " + gamma);
  }
}
