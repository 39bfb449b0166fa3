package org.genlabel.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void columnsAreAsWideAsTheirWidestCellAndNumbersStandToTheRight() {
    TextTable table = new TextTable("scheme", "n", "gain");
    table.add("mixup", "5", "-");
    table.add("genlabel-gm", "12", "+1.25");

    assertThat(table.render())
        .isEqualTo(
            """
            scheme        n   gain
            mixup         5      -
            genlabel-gm  12  +1.25
            """);
  }

  @Test
  void aColumnWithOneWordIsTextAndStandsToTheLeft() {
    TextTable table = new TextTable(List.of("x", "y"));
    table.add(List.of("1", "1e-05"));
    table.add(List.of("100", "NULL"));
    table.add(List.of("all", "-3.5E7"));

    assertThat(table.render())
        .isEqualTo(
            """
            x         y
            1     1e-05
            100    NULL
            all  -3.5E7
            """);
  }

  @Test
  void noRowsLeaveTheHeader() {
    assertThat(new TextTable("name", "rows").render()).isEqualTo("name  rows\n");
  }

  @Test
  void linesDoNotEndInBlanks() {
    TextTable table = new TextTable("a", "long header");
    table.add("word", "");
    table.add("w", "x");

    assertThat(table.render().lines()).noneMatch(line -> line.endsWith(" "));
  }

  @Test
  void aRowNeedsAsManyCellsAsTheHeader() {
    TextTable table = new TextTable("a", "b");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> table.add("1"))
        .withMessageContaining("2")
        .withMessageContaining("1");
  }
}
