package org.genlabel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LabeledRowsTest {
  private static final LabeledRows ROWS =
      new LabeledRows(new double[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}}, new int[] {3, 0, 3, 1}, 5);

  @Test
  void countsRowsAndFeatures() {
    assertThat(ROWS.count()).isEqualTo(4);
    assertThat(ROWS.features()).isEqualTo(2);
    assertThat(new LabeledRows(new double[3][0], new int[3], 2).features()).isEqualTo(0);
  }

  @Test
  void countsTheRowsOfEveryClassAlsoOfThoseWithoutRows() {
    assertThat(ROWS.classCounts()).containsExactly(1, 1, 0, 2, 0);
    assertThat(new LabeledRows(new double[0][], new int[0], 3).classCounts())
        .containsExactly(0, 0, 0);
  }

  @Test
  void subsetHasTheGivenRowsInTheGivenOrder() {
    LabeledRows subset = ROWS.subset(new int[] {2, 0, 2, 1});

    assertThat(subset.x()).isDeepEqualTo(new double[][] {{5, 6}, {1, 2}, {5, 6}, {3, 4}});
    assertThat(subset.labels()).containsExactly(3, 3, 3, 0);
    // Classes without rows are still there.
    assertThat(subset.classes()).isEqualTo(5);
    assertThat(subset.classCounts()).containsExactly(1, 0, 0, 3, 0);
  }

  @Test
  void subsetSharesTheFeatures() {
    assertThat(ROWS.subset(new int[] {1}).x()[0]).isSameAs(ROWS.x()[1]);
  }

  @Test
  void subsetMayBeEmpty() {
    LabeledRows none = ROWS.subset(new int[0]);

    assertThat(none.count()).isEqualTo(0);
    assertThat(none.classes()).isEqualTo(5);
  }

  @Test
  void rowsWithoutALabelEachAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LabeledRows(new double[2][1], new int[3], 2))
        .withMessage("rows need one label each, not 3 labels for 2 rows");
  }

  @Test
  void noRowsHaveNoNumberOfFeatures() {
    LabeledRows none = new LabeledRows(new double[0][], new int[0], 2);

    assertThatExceptionOfType(ArrayIndexOutOfBoundsException.class).isThrownBy(none::features);
  }
}
