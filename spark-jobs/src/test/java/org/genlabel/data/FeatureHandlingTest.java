package org.genlabel.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FeatureHandlingTest {

  @Test
  void hasTheKeysOfTheConfiguration() {
    assertThat(FeatureHandling.NUMERIC.key()).isEqualTo("numeric");
    assertThat(FeatureHandling.ONE_HOT.key()).isEqualTo("one-hot");
  }
}
