package org.genlabel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genlabel.data.SyntheticDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyntheticTrainingTest {
  private static final SyntheticTraining TRAINING = new SyntheticTraining(1);

  private static SyntheticResult run(Scheme scheme, int trial) {
    return TRAINING.run(SyntheticDataset.CUBE_3D, scheme, trial);
  }

  private static double meanTestAccuracy(Scheme scheme, int trials) {
    return IntStream.range(0, trials)
        .mapToDouble(trial -> run(scheme, trial).testAccuracy())
        .average()
        .orElseThrow();
  }

  /**
   * Table 1: 93.0 % of vanilla training, 89.4 of mixup; the authors' program gives 93.0 and 87.9. A
   * trial has 160 points to learn from and as many to be tested on, so trials scatter by 2 points
   * (vanilla) and 4 (mixup): a mean of ten is off by 0.6 and 1.3, one of their five by 0.9 and 1.8.
   * Three times both together. (GenLabel's 95.2 do not come out: see {@link SyntheticTraining}.)
   */
  @Test
  void mixupHarmsOnTheCubesAsPublished() {
    double vanilla = meanTestAccuracy(Scheme.VANILLA, 10);
    double mixup = meanTestAccuracy(Scheme.MIXUP, 10);

    assertThat(vanilla).isCloseTo(0.930, within(0.033));
    assertThat(mixup).isCloseTo(0.887, within(0.066));
    assertThat(mixup).isLessThan(vanilla);
  }

  /**
   * The authors' program: 98.8 % of vanilla training, with single trials from 94 to 100, 57.0 of
   * mixup (57.7 published), 98.1 of GenLabel. A trial's 1000 test points scatter by 1.6 points at
   * 57 %: three times that.
   */
  @Test
  void mixupFailsOnFourCirclesAndGenLabelDoesNot() {
    SyntheticDataset circles = SyntheticDataset.FOUR_CIRCLE;

    assertThat(TRAINING.run(circles, Scheme.VANILLA, 0).testAccuracy()).isGreaterThan(0.93);
    assertThat(TRAINING.run(circles, Scheme.MIXUP, 0).testAccuracy())
        .isCloseTo(0.57, within(0.048));
    assertThat(TRAINING.run(circles, Scheme.GENLABEL_KDE, 0).testAccuracy()).isGreaterThan(0.93);
  }

  @Test
  void resultsDependOnSeedDatasetSchemeAndTrialOnly() {
    for (Scheme scheme : SyntheticTraining.SCHEMES) {
      SyntheticResult result = run(scheme, 3);
      run(scheme, 1);
      double[] parameters = result.network().parameters();

      assertThat(run(scheme, 3).network().parameters()).isEqualTo(parameters);
      assertThat(run(scheme, 2).network().parameters()).isNotEqualTo(parameters);
      assertThat(
              new SyntheticTraining(2)
                  .run(SyntheticDataset.CUBE_3D, scheme, 3)
                  .network()
                  .parameters())
          .isNotEqualTo(parameters);
    }
  }

  @Test
  void schemesOfATrialLearnFromTheSamePoints() {
    double[][] points = run(Scheme.VANILLA, 0).training().x();

    assertThat(run(Scheme.MIXUP, 0).training().x()).isDeepEqualTo(points);
    assertThat(run(Scheme.GENLABEL_KDE, 0).training().x()).isDeepEqualTo(points);
    assertThat(run(Scheme.VANILLA, 1).training().x()).isNotEqualTo(points);
  }

  @Test
  void theTrainedNetworkIsThere() {
    SyntheticResult result = run(Scheme.VANILLA, 0);

    int[] predictions = result.network().predict(result.training().x());
    long correct =
        IntStream.range(0, predictions.length)
            .filter(i -> predictions[i] == result.training().labels()[i])
            .count();
    assertThat((double) correct / predictions.length).isEqualTo(result.trainAccuracy());
    assertThat(result.network().scores(new double[] {1, 1, 1})).hasSize(8);
    assertThat(result.network().predict(new double[] {1, 1, 1})).isEqualTo(7);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"VANILLA", "MIXUP", "GENLABEL_KDE"},
      mode = EnumSource.Mode.EXCLUDE)
  void otherSchemesAreRefused(Scheme scheme) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(scheme, 0))
        .withMessageContaining(scheme.word())
        .withMessageContaining("vanilla, mixup, genlabel-kde");
  }

  @Test
  void anInterruptedTrainingEnds() {
    Thread.currentThread().interrupt();
    try {
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(() -> run(Scheme.VANILLA, 0));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void recipesAreTheAuthors() {
    SyntheticRecipe moon = SyntheticRecipe.of(SyntheticDataset.MOON);
    SyntheticRecipe fourCircle = SyntheticRecipe.of(SyntheticDataset.FOUR_CIRCLE);
    SyntheticRecipe cube = SyntheticRecipe.of(SyntheticDataset.CUBE_3D);

    assertThat(learningRates(moon, 0, 59, 60, 79, 80, 99))
        .containsExactly(new double[] {0.1, 0.1, 0.01, 0.01, 0.001, 0.001}, within(1e-15));
    assertThat(learningRates(fourCircle, 0, 19, 20, 49, 50, 99))
        .containsExactly(new double[] {0.1, 0.1, 0.01, 0.01, 0.001, 0.001}, within(1e-15));
    assertThat(learningRates(cube, 0, 39)).containsExactly(0.1, 0.1);
    assertThat(Stream.of(moon, fourCircle, cube).map(SyntheticRecipe::epochs))
        .containsExactly(100, 100, 40);
    assertThat(Stream.of(moon, fourCircle, cube).map(recipe -> recipe.bandwidth().fixed()))
        .containsExactly(0.2, 0.1, 0.2);
    assertThat(Stream.of(moon, fourCircle, cube).map(SyntheticRecipe::pointsOfClass))
        .containsExactly(500, 500, 20);
    assertThat(moon.hidden()).containsExactly(64, 128, 128, 128);
    assertThat(cube.hidden()).containsExactly(64, 128);
  }

  private static double[] learningRates(SyntheticRecipe recipe, int... epochs) {
    return Arrays.stream(epochs).mapToDouble(recipe::learningRate).toArray();
  }
}
