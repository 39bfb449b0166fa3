package org.genlabel.data;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final List<Attribute> ONE_ATTRIBUTE =
      List.of(new Attribute("x", Attribute.Kind.NUMERIC, List.of()));

  @Test
  void refusesRowsOfAnotherWidthThanTheAttributes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Table("f", "", ONE_ATTRIBUTE, new double[][] {{1, 2}}, new int[] {1}))
        .withMessage("2 values in a row of 1 attributes");
  }

  @Test
  void refusesAnotherNumberOfLinesThanOfRows() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Table("f", "", ONE_ATTRIBUTE, new double[][] {{1}}, new int[0]))
        .withMessage("1 rows, but 0 line numbers");
  }
}
