package org.genlabel.mixup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TopTwoLabelingTest {
  /** Returns the restricted label of one point. */
  private static double[] restricted(double... label) {
    LabelingRule whole =
        (points, labels) -> {
          for (int c = 0; c < label.length; c++) {
            labels[c * points.stride()] = label[c];
          }
        };
    MixedPoints point = Mixed.mixup(new double[][] {{0}, {1}}, 0, 1, 0.5);
    return Mixed.label(new TopTwoLabeling(whole, label.length), label.length, point);
  }

  @Test
  void theTwoLargestStayInProportionWhereverTheyAre() {
    // A division by 0.8, with one rounding error each.
    assertThat(restricted(0.2, 0.6, 0.2 - 0.1, 0.1))
        .containsExactly(new double[] {0.25, 0.75, 0, 0}, within(1e-15));
    assertThat(restricted(0.1, 0.1, 0.2, 0.6))
        .containsExactly(new double[] {0, 0, 0.25, 0.75}, within(1e-15));
    assertThat(restricted(0.6, 0.1, 0.1, 0.2))
        .containsExactly(new double[] {0.75, 0, 0, 0.25}, within(1e-15));
  }

  @Test
  void ofEqualOnesTheFirstStay() {
    assertThat(restricted(0.25, 0.25, 0.25, 0.25)).containsExactly(0.5, 0.5, 0, 0);
    assertThat(restricted(0.25, 0.5, 0.25)[2]).isZero();
  }

  @Test
  void aLabelOfTwoClassesOrOneStays() {
    assertThat(restricted(0.3, 0.7)).containsExactly(0.3, 0.7);
    assertThat(restricted(0, 0, 1)).containsExactly(0, 0, 1);
  }

  @Test
  void everyPointOfABatchIsRestricted() {
    double[][] x = {{0}, {1}};
    MixedPoints points =
        Mixed.points(
            MixingRule.mixup(PairMixing.doublePrecision(x)),
            1,
            Mixed.batch(0.5, new int[] {0, 1}, new int[] {1, 0}));
    int stride = points.stride();
    double[] labels = new double[3 * stride];

    new TopTwoLabeling((mixed, all) -> Arrays.fill(all, 1.0 / 3), 3).label(points, labels);

    for (int p = 0; p < 2; p++) {
      assertThat(labels[p]).isEqualTo(0.5);
      assertThat(labels[stride + p]).isEqualTo(0.5);
      assertThat(labels[2 * stride + p]).isZero();
    }
  }

  @Test
  void oneClassIsTooFew() {
    assertThatIllegalArgumentException().isThrownBy(() -> restricted(1)).withMessageContaining("1");
  }
}
