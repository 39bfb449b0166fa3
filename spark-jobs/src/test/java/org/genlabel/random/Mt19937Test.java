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
}
