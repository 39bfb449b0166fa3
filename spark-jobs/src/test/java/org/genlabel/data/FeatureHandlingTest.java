package org.genlabel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeatureHandlingTest {

  @Test
  void hasTheWordsOfTheConfiguration() {
    assertThat(FeatureHandling.NUMERIC.word()).isEqualTo("numeric");
    assertThat(FeatureHandling.ONE_HOT.word()).isEqualTo("one-hot");
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByItsWord(FeatureHandling handling) {
    assertThat(FeatureHandling.ofWord(handling.word())).isEqualTo(handling);
  }

  @Test
  void refusesAnotherWordAndListsThoseAllowed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FeatureHandling.ofWord("onehot"))
        .withMessage("unknown feature handling 'onehot'; allowed are numeric, one-hot");
  }
}
