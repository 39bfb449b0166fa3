package org.genlabel.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.genlabel.data.openml.FetchOutcome;
import org.genlabel.data.openml.FetchOutcome.State;
import org.junit.jupiter.api.Test;

class FetchDisplayTest {
  private static final FetchOutcome FETCHED = new FetchOutcome(61, "iris", State.FETCHED, 7500, "");
  private static final FetchOutcome FAILED = new FetchOutcome(7, "", State.FAILED, 0, "gone");
  private static final FetchOutcome PRESENT = new FetchOutcome(48, "tae", State.PRESENT, 0, "");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void withoutATerminalADatasetIsALine() {
    try (FetchDisplay display = new FetchDisplay(out, false, 3)) {
      display.received(7500);
      display.ended(FETCHED);
      display.ended(PRESENT);
      display.ended(FAILED);
    }

    assertThat(written()).isEqualTo("[1/3] 61 iris, 7.5 kB\n[3/3] 7 failed\n");
  }

  @Test
  void onATerminalAShortFetchShowsNothing() {
    try (FetchDisplay display = new FetchDisplay(out, true, 1)) {
      display.received(7500);
      display.ended(FETCHED);
    }

    assertThat(written()).isEmpty();
  }

  @Test
  void onATerminalTheLineIsDrawnAndWiped() throws InterruptedException {
    try (FetchDisplay display = new FetchDisplay(out, true, 2)) {
      Thread.sleep(2100);
      display.received(1_500_000);
    }

    assertThat(written()).isEqualTo("\r0/2 datasets, 1.5 MB\u001b[K\r\u001b[K");
  }

  @Test
  void theLineShowsTheTimeLeft() {
    try (FetchDisplay display = new FetchDisplay(out, true, 4)) {
      display.received(7500);
      display.ended(FETCHED);

      assertThat(display.line(30)).isEqualTo("1/4 datasets, 7.5 kB, 1:30 left");
    }
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
