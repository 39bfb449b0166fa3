package org.genlabel.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InvalidDataExceptionTest {

  @Test
  void namesSourceAndLine() {
    assertThat(InvalidDataException.at("iris.arff", 7, "2 values"))
        .hasMessage("iris.arff:7: 2 values");
  }

  @Test
  void namesTheSourceAloneWhereNoLineApplies() {
    assertThat(InvalidDataException.in("iris.arff", "no rows")).hasMessage("iris.arff: no rows");
  }

  @Test
  void staysOneLineWhateverTheSourceAndTheValueHold() {
    InvalidDataException exception =
        InvalidDataException.at(
            "a\nb", 1, InvalidDataException.quoted("x\r\n\ty\u0000\u2028\u0085\u202e"));

    assertThat(exception).hasMessage("a\\nb:1: 'x\\r\\n\\ty\\u0000\\u2028\\u0085\\u202e'");
  }

  @Test
  void cutsLongValuesAtFortyCharacters() {
    assertThat(InvalidDataException.quoted("x".repeat(40))).isEqualTo("'" + "x".repeat(40) + "'");
    assertThat(InvalidDataException.quoted("x".repeat(41)))
        .isEqualTo("'" + "x".repeat(40) + "...'");
  }

  @Test
  void doesNotCutACharacterInHalf() {
    String grinning = "\ud83d\ude00";

    assertThat(InvalidDataException.quoted("x".repeat(39) + grinning))
        .isEqualTo("'" + "x".repeat(39) + "...'");
  }

  @Test
  void listsTheFirstFewValuesAndTheirNumber() {
    assertThat(InvalidDataException.listed(List.of("a", "b"))).isEqualTo("'a', 'b'");
    assertThat(InvalidDataException.listed(List.of("a", "b", "c", "d", "e", "f")))
        .isEqualTo("'a', 'b', 'c', 'd', 'e', ... (6)");
  }
}
