package org.genlabel.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountDisplayTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Counts to the end. */
  private List<String> lines(int all) {
    try (CountDisplay display = new CountDisplay(out, false, "networks trained")) {
      for (int done = 1; done <= all; done++) {
        display.show(done, all);
      }
    }
    return printed().lines().toList();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 7, 10, '0 of 7 networks trained'",
    "1, 4, 25, '1 of 4 networks trained, 1:15 left'",
    "3, 4, 27, '3 of 4 networks trained, 0:09 left'",
    "1, 100, 60, '1 of 100 networks trained, 1:39:00 left'",
    "4, 4, 30, '4 of 4 networks trained'",
  })
  void lineSaysHowManyAndHowLongTheOthersTakeAtThatRate(
      int done, int all, double seconds, String line) {
    try (CountDisplay display = new CountDisplay(out, false, "networks trained")) {
      assertThat(display.line(done, all, seconds)).isEqualTo(line);
    }
  }

  @Test
  void withoutATerminalThereIsALineForEachTenth() {
    List<String> lines = lines(90);

    assertThat(lines).hasSize(10).allMatch(line -> line.startsWith("genlabel: "));
    for (int tenth = 1; tenth <= 10; tenth++) {
      assertThat(lines.get(tenth - 1)).startsWith("genlabel: " + 9 * tenth + " of 90 networks");
    }
  }

  @Test
  void tenthsThatFallBetweenCountsAreShownAtTheNext() {
    // 1.7, 3.4, 5.1, ... rounded up.
    assertThat(lines(17).stream().map(line -> line.replaceAll("\\D+(\\d+) of.*", "$1")))
        .containsExactly("2", "4", "6", "7", "9", "11", "12", "14", "16", "17");
  }

  @Test
  void fewerThanTenHaveALineEach() {
    assertThat(lines(3)).hasSize(3).last().isEqualTo("genlabel: 3 of 3 networks trained");
  }

  @Test
  void onATerminalOneLineIsRedrawnAndErasedAtTheEnd() {
    try (CountDisplay display = new CountDisplay(out, true, "networks trained")) {
      display.show(1, 1000);
      // Within a fifth of a second it is not drawn again.
      display.show(2, 1000);
    }

    assertThat(printed())
        .startsWith("\r1 of 1000 networks trained")
        .endsWith("left\u001b[K\r\u001b[K")
        .doesNotContain("\n");
  }

  @Test
  void nothingIsErasedWhereNothingWasShown() {
    new CountDisplay(out, true, "networks trained").close();

    assertThat(printed()).isEmpty();
  }
}
