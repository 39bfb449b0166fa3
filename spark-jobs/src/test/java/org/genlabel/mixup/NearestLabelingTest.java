package org.genlabel.mixup;

import static org.assertj.core.api.Assertions.assertThat;

import org.genlabel.density.NearestRow;
import org.junit.jupiter.api.Test;

class NearestLabelingTest {
  private static final double[][] X = {{-1}, {1}, {0}};
  private static final int[] LABELS = {0, 3, 2};

  @Test
  void labelIsTheNearestTrainingPointsWhoeverTheParentsAre() {
    NearestLabeling labeling = new NearestLabeling(new NearestRow(X, LABELS, 4));
    MixedPoint point = new MixedPoint(1);
    double[] label = {9, 9, 9, 9};

    MixingRule.mixup(X).mix(0, 1, 0.875, point);
    labeling.label(point, label);
    assertThat(label).containsExactly(1, 0, 0, 0);

    MixingRule.mixup(X).mix(0, 1, 0.5, point);
    labeling.label(point, label);
    assertThat(label).containsExactly(0, 0, 1, 0);

    MixingRule.mixup(X).mix(0, 1, 0.125, point);
    labeling.label(point, label);
    assertThat(label).containsExactly(0, 0, 0, 1);
  }

  @Test
  void tieGoesToTheRowThatComesFirst() {
    // Half way between rows 0 and 2, and between rows 1 and 2.
    NearestLabeling labeling = new NearestLabeling(new NearestRow(X, LABELS, 4));
    MixedPoint point = new MixedPoint(1);
    double[] label = new double[4];

    point.x()[0] = -0.5;
    labeling.label(point, label);
    assertThat(label).containsExactly(1, 0, 0, 0);
    point.x()[0] = 0.5;
    labeling.label(point, label);
    assertThat(label).containsExactly(0, 0, 0, 1);
  }
}
