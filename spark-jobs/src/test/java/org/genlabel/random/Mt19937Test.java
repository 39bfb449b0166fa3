package org.genlabel.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.math3.random.MersenneTwister;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Mt19937Test {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 2021, Integer.MAX_VALUE})
  void drawsTheSameIntegersAsCommonsMath(int seed) {
    Mt19937 ours = new Mt19937(seed);
    MersenneTwister reference = new MersenneTwister(seed);

    // 10,000 draws cross the 624 words of state sixteen times.
    for (int draw = 0; draw < 10_000; draw++) {
      assertThat(ours.nextInt()).as("draw " + draw).isEqualTo(reference.nextInt());
    }
  }

  @Test
  void seedsOfMoreThan31BitsAreNumpysToo() {
    // numpy.random.RandomState(2**32 - 1) and (2**31); commons-math extends the sign of such seeds.
    assertFirstDraws(new Mt19937(-1), 419326371, 479346978, -376312820, -1878217657);
    assertFirstDraws(new Mt19937(Integer.MIN_VALUE), 652847386, 1439962116, -770762991, 1548966947);
  }

  private static void assertFirstDraws(Mt19937 random, int... expected) {
    for (int draw = 0; draw < expected.length; draw++) {
      assertThat(random.nextInt()).as("draw " + draw).isEqualTo(expected[draw]);
    }
  }

  @Test
  void drawsTheSameDoublesAsNumpy() {
    // numpy.random.RandomState(7).random_sample(4), exactly.
    Mt19937 random = new Mt19937(7);

    assertThat(random.nextDouble()).isEqualTo(0.07630828937395717);
    assertThat(random.nextDouble()).isEqualTo(0.7799187922401146);
    assertThat(random.nextDouble()).isEqualTo(0.4384092314408935);
    assertThat(random.nextDouble()).isEqualTo(0.7234651778309412);
  }

  @Test
  void permutesAsNumpy() {
    // numpy.random.RandomState(7).permutation(12)
    assertThat(new Mt19937(7).permutation(12))
        .containsExactly(7, 10, 2, 5, 0, 1, 11, 8, 3, 6, 9, 4);
  }

  @Test
  void permutationOfNothingAndOfOneTakesNoDraw() {
    Mt19937 random = new Mt19937(3);

    assertThat(random.permutation(0)).isEmpty();
    assertThat(random.permutation(1)).containsExactly(0);
    assertThat(random.nextInt()).isEqualTo(new Mt19937(3).nextInt());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 300, 623, 624, 625, 1000})
  void skippingEqualsDrawingAndDiscardingWhereverTheBlockOfStateBegins(int before) {
    for (int draws : new int[] {0, 1, 2, 323, 324, 623, 624, 625, 1247, 1248, 1249, 5000}) {
      Mt19937 skipping = new Mt19937(4);
      Mt19937 drawing = new Mt19937(4);
      for (int draw = 0; draw < before; draw++) {
        skipping.nextInt();
        drawing.nextInt();
      }

      skipping.skip(draws);
      for (int draw = 0; draw < draws; draw++) {
        drawing.nextInt();
      }

      for (int next = 0; next < 700; next++) {
        assertThat(skipping.nextInt())
            .as(draws + " draws after " + before)
            .isEqualTo(drawing.nextInt());
      }
    }
  }

  @Test
  void skipsAddUp() {
    Mt19937 atOnce = new Mt19937(4);
    Mt19937 bit = new Mt19937(4);

    atOnce.skip(100_000);
    for (int part = 0; part < 1000; part++) {
      bit.skip(part % 2 == 0 ? 0 : 200);
    }

    assertThat(bit.nextInt()).isEqualTo(atOnce.nextInt());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 623, 624, 625, 2000})
  void copyContinuesIndependentlyFromTheStateOfTheOriginal(int before) {
    Mt19937 original = new Mt19937(2021);
    Mt19937 reference = new Mt19937(2021);
    for (int draw = 0; draw < before; draw++) {
      original.nextInt();
      reference.nextInt();
    }
    Mt19937 copy = original.copy();
    for (int draw = 0; draw < 1500; draw++) {
      assertThat(copy.nextInt()).as("draw " + draw).isEqualTo(reference.nextInt());
    }

    // The copy has run 1500 ahead; the original has not moved.
    original.skip(1500);
    assertThat(original.nextInt()).isEqualTo(copy.nextInt());
  }
}
