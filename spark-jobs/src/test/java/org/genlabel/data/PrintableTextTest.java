package org.genlabel.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTextTest {
  @Test
  void charactersThatEndALineOrControlATerminalAreEscaped() {
    assertThat(PrintableText.line("a\nb\r\tc\u001b[31m\u202e\u0000é"))
        .isEqualTo("a\\nb\\r\\tc\\u001b[31m\\u202e\\u0000é");
  }

  @Test
  void aVeryLongTextIsCut() {
    assertThat(PrintableText.line("x".repeat(10_000))).hasSize(10_000);
    assertThat(PrintableText.line("x".repeat(10_001))).isEqualTo("x".repeat(10_000) + "...");
  }
}
