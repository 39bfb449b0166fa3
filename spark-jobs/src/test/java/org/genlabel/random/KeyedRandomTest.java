package org.genlabel.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The expected values are from an independent implementation of the key, SHA-256 and xoshiro256++
 * in Python.
 */
class KeyedRandomTest {
  /** A fair generator fails a test with one seed in a thousand; the seeds are fixed. */
  private static final double SIGNIFICANCE = 1e-3;

  private static void assertFirstDraws(KeyedRandom random, long... expected) {
    for (int draw = 0; draw < expected.length; draw++) {
      assertThat(random.nextLong()).as("draw " + draw).isEqualTo(expected[draw]);
    }
  }

  @Test
  void drawsTheKnownBitsOfAKey() {
    assertFirstDraws(
        KeyedRandom.of("seed=1", "dataset=48", "fold=3"),
        0xdb023be24e08782fL,
        0x3b6e34194af20690L,
        0xad0f99d01af75391L,
        0xbc1db83bbab86cdaL);
  }

  @Test
  void drawsTheKnownBitsOfAnEmptyKey() {
    assertFirstDraws(
        KeyedRandom.of(),
        0x92b96baccdc03f42L,
        0x8d82675e400023cdL,
        0xa9342318fba987fdL,
        0xfb70962fe0d1115fL);
  }

  @Test
  void drawsTheKnownBitsOfKeysThatDifferInWhereTheirPartsEnd() {
    assertFirstDraws(
        KeyedRandom.of("ab", "c"),
        0x63251b56315cdf21L,
        0x84d90c9e07062250L,
        0x0a0c6fcc8aef6ed0L,
        0x6c9e1a5dce0b5f37L);
    assertFirstDraws(
        KeyedRandom.of("a", "bc"),
        0x2df1ad19761eb202L,
        0x028caec535aece40L,
        0xfcd247aa368d8e58L,
        0x90a05c65707b4e7dL);
  }

  @Test
  void drawsTheKnownBitsOfAKeyBeyondAscii() {
    // U with diaeresis, lambda, and an alpha outside the basic plane, as UTF-8.
    assertFirstDraws(
        KeyedRandom.of("\u00dcbung", "\u03bb", "\ud835\udefc"),
        0x93c937a66a8494a8L,
        0x25cc8be7b8f6b042L,
        0x5646735845644273L,
        0xa2ecda674e0925b0L);
  }

  @Test
  void doublesAreTheUpper53Bits() {
    KeyedRandom random = KeyedRandom.of("seed=1", "dataset=48", "fold=3");

    assertThat(random.nextDouble()).isEqualTo(0.8555028369428629);
    assertThat(random.nextDouble()).isEqualTo(0.23215032212733178);
    assertThat(random.nextDouble()).isEqualTo(0.6760192997998875);
  }

  @Test
  void integersAreTheUpper32Bits() {
    assertThat(KeyedRandom.of("seed=1", "dataset=48", "fold=3").nextInt()).isEqualTo(0xdb023be2);
  }

  @Test
  void boundedIntegersAreKnown() {
    KeyedRandom random = KeyedRandom.of("seed=1", "dataset=48", "fold=3");

    int[] draws = IntStream.generate(() -> random.nextInt(10)).limit(12).toArray();

    assertThat(draws).containsExactly(8, 2, 6, 7, 8, 8, 2, 7, 9, 2, 3, 4);
  }

  @Test
  void boundedIntegersAreKnownWhereAQuarterOfTheBitsIsRejected() {
    // 3 * 2^29 fits 2.67 times into 2^32: without rejection, some values would come three times as
    // often as others.
    KeyedRandom random = KeyedRandom.of("seed=1", "dataset=48", "fold=3");

    int[] draws = IntStream.generate(() -> random.nextInt(3 << 29)).limit(8).toArray();

    assertThat(draws)
        .containsExactly(
            1377883764,
            373904265,
            1308021085,
            381890034,
            1220823806,
            449569443,
            501505867,
            703910581);
  }

  @Test
  void permutationIsKnown() {
    assertThat(KeyedRandom.of("seed=1", "dataset=48", "fold=3").permutation(10))
        .containsExactly(3, 1, 9, 0, 6, 4, 7, 5, 2, 8);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 10, 100, 128})
  void boundedIntegersAreUniform(int bound) {
    KeyedRandom random = KeyedRandom.of("chi-square", "bound=" + bound);
    long[] observed = new long[bound];
    for (int draw = 0; draw < 1000 * bound; draw++) {
      observed[random.nextInt(bound)]++;
    }
    double[] expected = new double[bound];
    Arrays.fill(expected, 1000);

    assertThat(new ChiSquareTest().chiSquareTest(expected, observed)).isGreaterThan(SIGNIFICANCE);
  }

  @Test
  void boundedIntegersAreUniformWhereRejectionIsFrequent() {
    KeyedRandom random = KeyedRandom.of("chi-square", "thirds");
    int third = 1 << 29;
    long[] observed = new long[3];
    for (int draw = 0; draw < 30_000; draw++) {
      observed[random.nextInt(3 * third) / third]++;
    }

    assertThat(new ChiSquareTest().chiSquareTest(new double[] {1e4, 1e4, 1e4}, observed))
        .isGreaterThan(SIGNIFICANCE);
  }

  @Test
  void doublesAreUniform() {
    KeyedRandom random = KeyedRandom.of("Kolmogorov-Smirnov");
    double[] sample = new double[20_000];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = random.nextDouble();
      assertThat(sample[i]).isGreaterThanOrEqualTo(0).isLessThan(1);
    }

    assertThat(
            new KolmogorovSmirnovTest()
                .kolmogorovSmirnovTest(new UniformRealDistribution(null, 0, 1), sample))
        .isGreaterThan(SIGNIFICANCE);
  }

  @Test
  void permutationsOfFourAreEquallyFrequent() {
    KeyedRandom random = KeyedRandom.of("permutations");
    long[] observed = new long[256];
    for (int draw = 0; draw < 24_000; draw++) {
      int[] order = random.permutation(4);
      observed[order[0] * 64 + order[1] * 16 + order[2] * 4 + order[3]]++;
    }
    long[] seen = Arrays.stream(observed).filter(count -> count > 0).toArray();
    double[] expected = new double[24];
    Arrays.fill(expected, 1000);

    assertThat(seen).as("the 4! orders").hasSize(24);
    assertThat(new ChiSquareTest().chiSquareTest(expected, seen)).isGreaterThan(SIGNIFICANCE);
  }

  @Test
  void everyPartOfTheKeyCountsAndItsPlaceToo() {
    Set<Long> firstDraws = new HashSet<>();
    String[][] keys = {
      {"a", "b"}, {"b", "a"}, {"ab"}, {"a", "b", ""}, {"", "a", "b"}, {"a", "B"}, {"a"}, {""}, {}
    };
    for (String[] key : keys) {
      firstDraws.add(KeyedRandom.of(key).nextLong());
    }

    assertThat(firstDraws).hasSize(keys.length);
  }

  @Test
  void streamsOfNeighbouringKeysAreUncorrelated() {
    // 1000 streams, their first doubles: as uniform as the draws of one stream.
    double[] sample =
        IntStream.range(0, 1000)
            .mapToDouble(trial -> KeyedRandom.of("trial=" + trial).nextDouble())
            .toArray();

    assertThat(
            new KolmogorovSmirnovTest()
                .kolmogorovSmirnovTest(new UniformRealDistribution(null, 0, 1), sample))
        .isGreaterThan(SIGNIFICANCE);
  }

  @Test
  void shuffleKeepsTheValues() {
    int[] values = {5, 5, 1, 2, 9, 0};
    KeyedRandom.of("shuffle").shuffle(values);

    assertThat(values).containsExactlyInAnyOrder(5, 5, 1, 2, 9, 0);
  }

  @Test
  void boundOfOneIsAlwaysZero() {
    KeyedRandom random = KeyedRandom.of("one");

    assertThat(IntStream.generate(() -> random.nextInt(1)).limit(100)).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void refusesABoundThatIsNotPositive(int bound) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> KeyedRandom.of("any").nextInt(bound))
        .withMessage("bound must be positive, not " + bound);
  }
}
