package org.genlabel.mixup;

import static org.assertj.core.api.Assertions.assertThat;

import org.genlabel.data.LabeledRows;
import org.genlabel.density.NearestRow;
import org.junit.jupiter.api.Test;

class NearestLabelingTest {
  private static final double[][] X = {{-1}, {1}, {0}};
  private static final int[] LABELS = {0, 3, 2};

  @Test
  void labelIsThatOfTheNearestTrainingPointWhateverTheParents() {
    NearestLabeling labeling = new NearestLabeling(new NearestRow(new LabeledRows(X, LABELS, 4)));

    assertThat(Mixed.label(labeling, 4, Mixed.mixup(X, 0, 1, 0.875))).containsExactly(1, 0, 0, 0);
    assertThat(Mixed.label(labeling, 4, Mixed.mixup(X, 0, 1, 0.5))).containsExactly(0, 0, 1, 0);
    assertThat(Mixed.label(labeling, 4, Mixed.mixup(X, 0, 1, 0.125))).containsExactly(0, 0, 0, 1);
  }

  @Test
  void tieGoesToTheRowThatComesFirst() {
    // Halfway between rows 0 and 2, and between rows 1 and 2.
    NearestLabeling labeling = new NearestLabeling(new NearestRow(new LabeledRows(X, LABELS, 4)));

    assertThat(Mixed.label(labeling, 4, Mixed.at(0, 0, 1, -0.5))).containsExactly(1, 0, 0, 0);
    assertThat(Mixed.label(labeling, 4, Mixed.at(0, 0, 1, 0.5))).containsExactly(0, 0, 0, 1);
  }
}
