package org.genlabel.data.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalNumberTest {
  @ParameterizedTest
  @ValueSource(strings = {"0", "-0", "+007", "-99999999999999999999", "100000000000000000000"})
  void wholeNumbersMayHaveASignAndZeros(String text) {
    assertThat(DecimalNumber.isInteger(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "+", "--1", "1.0", "1e3", " 1", "1\n", "0x1", "\u0661", "a"})
  void otherTextsAreNoWholeNumbers(String text) {
    assertThat(DecimalNumber.isInteger(text)).isFalse();
  }

  @Test
  void wholeNumbersOfMoreThan1000DigitsAreTexts() {
    assertThat(DecimalNumber.isInteger("-" + "9".repeat(1000))).isTrue();
    assertThat(DecimalNumber.isInteger("9".repeat(1001))).isFalse();
  }
}
