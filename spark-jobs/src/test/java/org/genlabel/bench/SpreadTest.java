package org.genlabel.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadTest {
  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 10.0))).isEqualTo(new Spread(3, 1, 10));
    assertThat(Spread.of(List.of(4.0, 1.0, 2.0)).median()).isEqualTo(2);
  }

  @Test
  void theShortestTimeIsTheLargestRate() {
    assertThat(Spread.of(List.of(1.0, 2.0, 4.0)).map(seconds -> 8 / seconds))
        .isEqualTo(new Spread(4, 2, 8));
  }

  @Test
  void noValuesHaveNoMedian() {
    assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "123456, 123456", "99.96, 100.0", "1.2345, 1.23", "0.0012345, 0.00123"})
  void numbersHaveThreeDigits(double value, String text) {
    assertThat(Spread.text(value)).isEqualTo(text);
  }
}
