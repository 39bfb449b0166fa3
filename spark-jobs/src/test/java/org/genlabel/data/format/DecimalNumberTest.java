package org.genlabel.data.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecimalNumberTest {
  @Test
  void wholeNumbersAreOrderedAsBigIntegersAre() {
    List<String> numbers =
        List.of(
            "0",
            "-0",
            "+0",
            "000",
            "1",
            "01",
            "+1",
            "-1",
            "-01",
            "9",
            "10",
            "-9",
            "-10",
            "00099",
            "99999999999999999999",
            "-99999999999999999999",
            "100000000000000000000");

    for (String a : numbers) {
      for (String b : numbers) {
        assertThat(Integer.signum(DecimalNumber.compareIntegers(a, b)))
            .as(a + " and " + b)
            .isEqualTo(new BigInteger(a).compareTo(new BigInteger(b)));
      }
    }
  }
}
