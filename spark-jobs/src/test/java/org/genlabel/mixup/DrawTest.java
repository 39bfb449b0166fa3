package org.genlabel.mixup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DrawTest {
  @Test
  void keepsPairsInTheOrderTheyWereAdded() {
    Draw batch = new Draw(3);
    batch.begin(0.25);
    batch.add(7, 9);
    batch.add(8, 7);

    assertThat(batch.size()).isEqualTo(2);
    assertThat(batch.lambda()).isEqualTo(0.25);
    assertThat(batch.first(0)).isEqualTo(7);
    assertThat(batch.second(0)).isEqualTo(9);
    assertThat(batch.first(1)).isEqualTo(8);
    assertThat(batch.second(1)).isEqualTo(7);
  }

  @Test
  void beginsEmptyEveryTime() {
    Draw batch = new Draw(1);
    batch.begin(0.25);
    batch.add(7, 9);
    batch.begin(0.75);

    assertThat(batch.size()).isZero();
    assertThat(batch.lambda()).isEqualTo(0.75);
  }

  @Test
  void triplesHaveAThirdRowAndANumberAndPairsRepeatTheSecond() {
    Draw batch = new Draw(2);
    batch.begin(1);
    batch.add(7, 9, 4, 0.375);
    batch.add(8, 7);

    assertThat(batch.first(0)).isEqualTo(7);
    assertThat(batch.second(0)).isEqualTo(9);
    assertThat(batch.third(0)).isEqualTo(4);
    assertThat(batch.uniform(0)).isEqualTo(0.375);
    assertThat(batch.third(1)).isEqualTo(7);
    assertThat(batch.uniform(1)).isZero();
  }
}
