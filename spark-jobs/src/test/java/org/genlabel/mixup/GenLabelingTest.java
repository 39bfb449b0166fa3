package org.genlabel.mixup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.genlabel.density.DensityKind;
import org.genlabel.density.SegmentDensities;
import org.junit.jupiter.api.Test;

class GenLabelingTest {
  @Test
  void labelIsThePosteriorOfTheClassesUnderEqualPriors() {
    // Densities 1 and 3 at lambda = 1/2, of no class else.
    SegmentDensities densities =
        (i, j, lambda, logDensities) -> {
          logDensities[0] = StrictMath.log(2 * lambda);
          logDensities[1] = StrictMath.log(3);
          logDensities[2] = Double.NEGATIVE_INFINITY;
        };
    double[] label = {9, 9, 9};

    new GenLabeling(densities).label(0, 1, 0.5, label);

    // A rounding or two.
    assertThat(label).containsExactly(new double[] {0.25, 0.75, 0}, within(1e-15));
  }

  @Test
  void pointBetweenTwoOuterClassesIsLabelledByTheClassItLiesIn() {
    // The paper's point: half way between class 0 at -1 and class 1 at +1 lies class 2.
    double[][] x = {{-1.1}, {-0.9}, {0.9}, {1.1}, {-0.1}, {0.1}};
    int[] labels = {0, 0, 1, 1, 2, 2};
    GenLabeling labeling = new GenLabeling(DensityKind.GM.fit(x, labels, 3).between(x));
    double[] label = new double[3];

    labeling.label(0, 3, 0.5, label);

    // Ten standard deviations from the other classes' means: e^-50.
    assertThat(label).containsExactly(new double[] {0, 0, 1}, within(1e-20));
  }

  @Test
  void isMirrorSymmetricWhereTheDataIs() {
    double[][] x = {{-1.5}, {-0.5}, {0.5}, {1.5}};
    int[] labels = {0, 0, 1, 1};
    for (DensityKind kind : DensityKind.values()) {
      GenLabeling labeling = new GenLabeling(kind.fit(x, labels, 2).between(x));
      double[] label = new double[2];

      labeling.label(0, 3, 0.5, label);
      assertThat(label).as(kind.word()).containsExactly(0.5, 0.5);
      labeling.label(0, 0, 0.3, label);
      assertThat(label[0]).as(kind.word()).isGreaterThan(0.9);
    }
  }
}
