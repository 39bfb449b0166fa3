package org.genlabel.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapIntervalTest {
  @Test
  void agreesWithNumpyWithinMonteCarloError() {
    // numpy 2.4.6, a million resamples:
    //   rng = np.random.default_rng(0)
    //   means = np.concatenate([d[rng.integers(0, 82, (10**5, 82))].mean(1) for _ in range(10)])
    //   np.percentile(means, [2.5, 97.5]), np.percentile(means, [5, 95]), means.std()
    // A quantile at p of B means has the standard error sqrt(p(1-p)/B) / density(quantile): of
    // 10,000 means spread by 0.001277, 3.5e-5 at 2.5% and less at 5%. The tolerance is four
    // standard errors; consecutive means differ by 6e-5.
    double fourErrors = 1.4e-4;

    BootstrapInterval interval =
        BootstrapInterval.of(Columns.manyTies(), KeyedRandom.of("bootstrap"));
    assertThat(interval.mean()).isCloseTo(0.0031707317073170734, within(1e-15));
    assertThat(interval.lower()).isCloseTo(0.0006707317073170732, within(fourErrors));
    assertThat(interval.upper()).isCloseTo(0.005670731707317074, within(fourErrors));
    assertThat(interval.level()).isEqualTo(0.95);
    assertThat(interval.resamples()).isEqualTo(10_000);

    BootstrapInterval narrower =
        BootstrapInterval.of(Columns.manyTies(), KeyedRandom.of("bootstrap"), 10_000, 0.9);
    assertThat(narrower.lower()).isCloseTo(0.0010975609756097558, within(fourErrors));
    assertThat(narrower.upper()).isCloseTo(0.0052439024390243906, within(fourErrors));
  }

  @Test
  void isThePercentilesOfTheMeansOfTheDraws() {
    double[] differences = {1, 2, 4, 8, -3};
    KeyedRandom random = KeyedRandom.of("draws");
    double[] means = new double[21];
    for (int r = 0; r < means.length; r++) {
      double sum = 0;
      for (int i = 0; i < differences.length; i++) {
        sum += differences[random.nextInt(5)];
      }
      means[r] = sum / 5;
    }
    Arrays.sort(means);

    BootstrapInterval interval =
        BootstrapInterval.of(differences, KeyedRandom.of("draws"), 21, 0.85);

    // As in numpy, 7.5% and 92.5% of the 20 steps between 21 means are 1.5 and 18.5 steps.
    assertThat(interval.lower()).isCloseTo((means[1] + means[2]) / 2, within(1e-14));
    assertThat(interval.upper()).isCloseTo((means[18] + means[19]) / 2, within(1e-14));
  }

  @Test
  void equalKeysGiveEqualBitsAndOthersDoNot() {
    double[] differences = Columns.manyTies();
    BootstrapInterval interval = BootstrapInterval.of(differences, KeyedRandom.of("seed=1", "a"));

    assertThat(BootstrapInterval.of(differences, KeyedRandom.of("seed=1", "a")))
        .isEqualTo(interval);
    assertThat(BootstrapInterval.of(differences, KeyedRandom.of("seed=1", "b"), 101, 0.95).lower())
        .isNotEqualTo(
            BootstrapInterval.of(differences, KeyedRandom.of("seed=1", "a"), 101, 0.95).lower());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, -0.1, 0, 1.0 / 3, -0.07, 1e-300})
  void ofConstantDifferencesIsTheConstant(double constant) {
    for (int datasets : new int[] {1, 2, 22, 49, 133}) {
      double[] differences = new double[datasets];
      Arrays.fill(differences, constant);

      assertThat(BootstrapInterval.of(differences, KeyedRandom.of("constant"), 100, 0.95))
          .isEqualTo(new BootstrapInterval(constant, constant, constant, 0.95, 100));
    }
  }

  @Test
  void swappingThePairMirrorsTheInterval() {
    double[] differences = Columns.manyTies();
    BootstrapInterval interval = BootstrapInterval.of(differences, KeyedRandom.of("swap"));
    BootstrapInterval swapped =
        BootstrapInterval.of(
            DoubleStream.of(differences).map(d -> 0 - d).toArray(), KeyedRandom.of("swap"));

    // The same means with the opposite sign; only their interpolation rounds differently.
    assertThat(swapped.mean()).isEqualTo(-interval.mean());
    assertThat(swapped.lower()).isCloseTo(-interval.upper(), within(1e-15));
    assertThat(swapped.upper()).isCloseTo(-interval.lower(), within(1e-15));
  }

  @Test
  void oneResampleIsAnIntervalOfOneMean() {
    BootstrapInterval interval =
        BootstrapInterval.of(new double[] {1, 2}, KeyedRandom.of("one"), 1, 0.95);

    assertThat(interval.lower()).isEqualTo(interval.upper()).isBetween(1.0, 2.0);
  }

  @Test
  void refusesWhatHasNoInterval() {
    KeyedRandom random = KeyedRandom.of("any");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> BootstrapInterval.of(new double[0], random))
        .withMessage("a mean needs at least one difference, not 0");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> BootstrapInterval.of(new double[] {1, Double.NaN}, random))
        .withMessage("differences must be finite, not NaN at position 1");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> BootstrapInterval.of(new double[] {1}, random, 0, 0.95))
        .withMessage("resamples must be positive, not 0");
    for (double level : new double[] {0, 1, Double.NaN}) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> BootstrapInterval.of(new double[] {1}, random, 10, level))
          .withMessage("level must be between 0 and 1, not " + level);
    }
  }
}
