package org.genlabel.train.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genlabel.data.synthetic.SyntheticDataset;
import org.genlabel.learner.Phase;
import org.genlabel.train.Scheme;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class SyntheticTrainingTest {
  private static final SyntheticTraining TRAINING = new SyntheticTraining(1);

  private static SyntheticResult run(Scheme scheme, int trial) {
    return TRAINING.run(SyntheticDataset.CUBE_3D, scheme, trial);
  }

  private static double meanTestAccuracy(SyntheticDataset dataset, Scheme scheme, int trials) {
    return IntStream.range(0, trials)
        .mapToDouble(trial -> TRAINING.run(dataset, scheme, trial).testAccuracy())
        .average()
        .orElseThrow();
  }

  /**
   * The authors' program gives 93.0, 87.9 and 95.2 % (Table 1: 93.0 and 89.4) on 3-D cubes, 98.1,
   * 96.2 and 99.3 on 2-D ones. It trains on 20 points per class, so trials vary, with standard
   * deviations of 1.5, 2.5 and 1.2 percentage points here, and of 1.0, 1.7 and 0.3. The standard
   * error of a mean of ten is a third of that, and that of their five is 0.45 of it; the tolerance
   * is three times both together.
   */
  @ParameterizedTest
  @CsvSource({
    "CUBE_3D, 0.930, 0.025, 0.887, 0.041, 0.952, 0.020",
    "CUBE_2D, 0.981, 0.017, 0.962, 0.028, 0.993, 0.005"
  })
  void onCubesMixupHarmsAndGenLabelHelpsAsPublished(
      SyntheticDataset cubes,
      double ofVanilla,
      double offVanilla,
      double ofMixup,
      double offMixup,
      double ofGenLabel,
      double offGenLabel) {
    double vanilla = meanTestAccuracy(cubes, Scheme.VANILLA, 10);
    double mixup = meanTestAccuracy(cubes, Scheme.MIXUP, 10);
    double genLabel = meanTestAccuracy(cubes, Scheme.GENLABEL_GM, 10);

    assertThat(vanilla).isCloseTo(ofVanilla, within(offVanilla));
    assertThat(mixup).isCloseTo(ofMixup, within(offMixup));
    assertThat(genLabel).isCloseTo(ofGenLabel, within(offGenLabel));
    assertThat(mixup).isLessThan(vanilla);
    assertThat(genLabel).isGreaterThan(vanilla);
  }

  /** Twenty points per class are too few for fitted densities. */
  @Test
  void withFittedDensitiesGenLabelDoesNotHelpOn3dCubes() {
    SyntheticDataset cubes = SyntheticDataset.CUBE_3D;

    assertThat(meanTestAccuracy(cubes, Scheme.GENLABEL_KDE, 10))
        .isLessThan(meanTestAccuracy(cubes, Scheme.VANILLA, 10));
  }

  /**
   * The authors' program gives 98.8 % for vanilla training, with single trials from 94 to 100, 57.0
   * for mixup (57.7 published), and 98.1 for GenLabel. The standard deviation from a trial's 2000
   * test points is 1.1 percentage points at 57 %; the tolerance is three times that.
   */
  @Test
  void mixupFailsOnFourCirclesAndGenLabelDoesNot() {
    SyntheticDataset circles = SyntheticDataset.FOUR_CIRCLE;

    assertThat(TRAINING.run(circles, Scheme.VANILLA, 0).testAccuracy()).isGreaterThan(0.93);
    assertThat(TRAINING.run(circles, Scheme.MIXUP, 0).testAccuracy())
        .isCloseTo(0.57, within(0.033));
    assertThat(TRAINING.run(circles, Scheme.GENLABEL_KDE, 0).testAccuracy()).isGreaterThan(0.93);
  }

  @Test
  void resultsDependOnSeedDatasetSchemeAndTrialOnly() {
    for (Scheme scheme : SyntheticTraining.schemes(SyntheticDataset.CUBE_3D)) {
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
  void resultContainsTheTrainedNetwork() {
    SyntheticResult result = run(Scheme.VANILLA, 0);

    int[] predictions = result.network().predict(result.training().x());
    long correct =
        IntStream.range(0, predictions.length)
            .filter(i -> predictions[i] == result.training().labels()[i])
            .count();
    assertThat((double) correct / predictions.length).isEqualTo(result.trainAccuracy());
    assertThat(result.network().scores(new double[][] {{1, 1, 1}})[0]).hasSize(8);
    assertThat(result.network().predict(new double[][] {{1, 1, 1}})).containsExactly(7);
  }

  @ParameterizedTest
  @MethodSource("otherSchemes")
  void otherSchemesAreRefused(Scheme scheme) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(scheme, 0))
        .withMessageContaining(scheme.key())
        .withMessageContaining("vanilla, mixup, genlabel-gm, genlabel-kde");
  }

  static List<Scheme> otherSchemes() {
    List<Scheme> others = new ArrayList<>(List.of(Scheme.values()));
    others.removeAll(SyntheticTraining.schemes(SyntheticDataset.CUBE_3D));
    return others;
  }

  @Test
  void onlyCubesHaveGaussiansAroundTrueCentres() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TRAINING.run(SyntheticDataset.MOON, Scheme.GENLABEL_GM, 0))
        .withMessage("scheme must be one of vanilla, mixup, genlabel-kde, not genlabel-gm");
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
        .containsExactly(500, 1000, 20);
    assertThat(Stream.of(moon, fourCircle, cube).map(SyntheticRecipe::testPointsOfClass))
        .containsExactly(500, 1000, 10_000);
    assertThat(
            Stream.of(SyntheticDataset.values())
                .map(dataset -> SyntheticRecipe.of(dataset).gamma()))
        .containsExactly(1.0, 0.8, 1.0, 1.0, 0.8, 1.0);
    assertThat(moon.hidden()).containsExactly(64, 128, 128, 128);
    assertThat(cube.hidden()).containsExactly(64, 128);
  }

  private static double[] learningRates(SyntheticRecipe recipe, int... epochs) {
    return Arrays.stream(epochs).mapToDouble(epoch -> learningRate(recipe, epoch)).toArray();
  }

  private static double learningRate(SyntheticRecipe recipe, int epoch) {
    int end = 0;
    for (Phase phase : recipe.phases(5)) {
      end += phase.epochs();
      if (epoch < end) {
        assertThat(phase.largestGradientNorm()).hasValue(5);
        return phase.learningRate(SyntheticRecipe.LEARNING_RATE);
      }
    }
    throw new IllegalArgumentException("there is no epoch " + epoch);
  }
}
