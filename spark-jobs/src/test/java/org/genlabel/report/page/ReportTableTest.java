package org.genlabel.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.genlabel.report.page.ReportTable.Cell;
import org.junit.jupiter.api.Test;

class ReportTableTest {
  @Test
  void csvHasAllDigitsAndQuotesWhereTheyAreNeeded() {
    ReportTable table =
        new ReportTable(
            "t",
            "T",
            List.of("name", "gain, points"),
            List.of(
                List.of(Cell.text("a \"b\",c"), Cell.points(0.1234567, 2)),
                List.of(Cell.text("two\nlines"), Cell.NONE)),
            List.of("a note"));

    assertThat(table.csv())
        .isEqualTo("name,\"gain, points\"\n\"a \"\"b\"\",c\",12.34567\n\"two\nlines\",\n");
    assertThat(table.text()).contains("+12.35").endsWith("a note\n");
  }

  @Test
  void numbersAreRoundedAsPythonDoes() {
    // The doubles nearest to 0.125 and 0.375 are exact, so that halves are rounded to the even
    // digit. The double nearest to 2.675 is below it.
    assertThat(Cell.number(0.125, 2).shown()).isEqualTo("0.12");
    assertThat(Cell.number(0.375, 2).shown()).isEqualTo("0.38");
    assertThat(Cell.number(2.675, 2).shown()).isEqualTo("2.67");
  }

  /** Iman and Davenport's F is infinite where all datasets rank the schemes alike. */
  @Test
  void infiniteNumbersAreCellsToo() {
    Cell cell = Cell.number(Double.POSITIVE_INFINITY, 2);

    assertThat(cell.shown()).isEqualTo("Infinity");
    assertThat(cell.exact()).isEqualTo("Infinity");
  }

  @Test
  void smallProbabilitiesAreShownAsABound() {
    assertThat(Cell.probability(0.00099).shown()).isEqualTo("<0.001");
    assertThat(Cell.probability(0.001).shown()).isEqualTo("0.001");
    assertThat(Cell.probability(1).shown()).isEqualTo("1.000");
  }

  @Test
  void rowOfOtherLengthIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ReportTable(
                    "t", "T", List.of("a", "b"), List.of(List.of(Cell.NONE)), List.of()))
        .withMessage("t: a row needs 2 cells, not 1");
  }

  @Test
  void numbersAreShownWithoutZerosAtTheirEnd() {
    assertThat(
            List.of(0.6000000000000001, 0.1, 100.0, 2.5, 0.0, -0.0, 1e-9, 12345678.0).stream()
                .map(Cell::shortest))
        .containsExactly("0.6", "0.1", "100", "2.5", "0", "0", "0.000000001", "12345700");
  }
}
