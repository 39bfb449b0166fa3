package org.genlabel.mixup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.genlabel.data.LabeledRows;
import org.genlabel.density.ClassDensity;
import org.genlabel.density.DensityKind;
import org.genlabel.density.SegmentDensities;
import org.junit.jupiter.api.Test;

class GenLabelingTest {
  /** Returns a point that is evaluated by its parents, not by its features. */
  private static MixedPoints between(int i, int j, double lambda) {
    return Mixed.at(i, j, lambda);
  }

  @Test
  void labelIsThePosteriorOfTheClassesUnderEqualPriors() {
    // Densities 1 and 3 at lambda = 1/2, and 0 for the other class.
    SegmentDensities densities =
        (i, j, lambda, logDensities) -> {
          logDensities[0] = StrictMath.log(2 * lambda);
          logDensities[1] = StrictMath.log(3);
          logDensities[2] = Double.NEGATIVE_INFINITY;
        };

    double[] label = Mixed.label(GenLabeling.onSegments(densities, 3), 3, between(0, 1, 0.5));

    // One or two rounding errors.
    assertThat(label).containsExactly(new double[] {0.25, 0.75, 0}, within(1e-15));
  }

  @Test
  void pointBetweenTwoOuterClassesIsLabelledByTheClassItLiesIn() {
    // The paper's example: class 2 is halfway between class 0 at -1 and class 1 at +1.
    double[][] x = {{-1.1}, {-0.9}, {0.9}, {1.1}, {-0.1}, {0.1}};
    int[] labels = {0, 0, 1, 1, 2, 2};
    LabelingRule labeling =
        GenLabeling.onSegments(DensityKind.GM.fit(new LabeledRows(x, labels, 3)).between(x), 3);

    double[] label = Mixed.label(labeling, 3, between(0, 3, 0.5));

    // Ten standard deviations from the means of the other classes: e^-50.
    assertThat(label).containsExactly(new double[] {0, 0, 1}, within(1e-20));
  }

  @Test
  void isMirrorSymmetricWhereTheDataIs() {
    double[][] x = {{-1.5}, {-0.5}, {0.5}, {1.5}};
    int[] labels = {0, 0, 1, 1};
    for (DensityKind kind : DensityKind.values()) {
      LabelingRule labeling =
          GenLabeling.onSegments(kind.fit(new LabeledRows(x, labels, 2)).between(x), 2);

      assertThat(Mixed.label(labeling, 2, between(0, 3, 0.5)))
          .as(kind.key())
          .containsExactly(0.5, 0.5);
      assertThat(Mixed.label(labeling, 2, between(0, 0, 0.3))[0]).as(kind.key()).isGreaterThan(0.9);
    }
  }

  @Test
  void labelsOnSegmentsAndAtTheMixedPointsThemselvesAgree() {
    double[][] x = {
      {-1.5, 0}, {-0.5, 1}, {-2, 1}, {0.5, -1}, {1.5, 0.5}, {0, 0}, {0.25, 0.75}, {-1, -1}, {1, 2}
    };
    int[] labels = {0, 0, 0, 1, 1, 1, 2, 2, 2};
    for (DensityKind kind : DensityKind.values()) {
      ClassDensity density = kind.fit(new LabeledRows(x, labels, 3));
      LabelingRule onSegments = GenLabeling.onSegments(density.between(x), 3);
      LabelingRule atPoints = GenLabeling.atPoints(density.posteriorEvaluator(), 3);
      for (int i = 0; i < x.length; i++) {
        for (int j = 0; j < x.length; j++) {
          MixedPoints point = Mixed.mixup(x, i, j, 0.375);
          double[] expected = Mixed.label(onSegments, 3, point);
          double[] label = Mixed.label(atPoints, 3, point);

          // Mixing the points or their images differs by a few rounding errors of numbers near 1.
          assertThat(label)
              .as(kind.key() + " between " + i + " and " + j)
              .containsExactly(expected, within(1e-13));
        }
      }
    }
  }

  @Test
  void labelAtAPointUsesThePointAndNotItsParents() {
    double[] seen = new double[2];
    LabelingRule labeling =
        GenLabeling.atPoints(
            (points, logDensities) -> {
              seen[0] = points.x()[0];
              seen[1] = points.x()[points.stride()];
              logDensities[0] = 0;
              logDensities[points.stride()] = StrictMath.log(3);
            },
            2);

    double[] label = Mixed.label(labeling, 2, Mixed.at(17, 23, 0.9, 5, 7));

    assertThat(seen).containsExactly(5, 7);
    // One or two rounding errors.
    assertThat(label).containsExactly(new double[] {0.25, 0.75}, within(1e-15));
  }
}
