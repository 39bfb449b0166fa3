package org.genlabel.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.genlabel.density.DensityKind;
import org.genlabel.learner.Hyperparameters;
import org.genlabel.learner.TargetBlend;
import org.genlabel.mixup.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GridTest {
  private static final TrainingSettings SETTINGS = settings(List.of(0.0, 0.5, 1.0));
  private static final TargetBlend MIXUP = TargetBlend.of(Target.LINEAR);

  private static TrainingSettings settings(List<Double> gammas) {
    return new TrainingSettings(
        6, 16, TrainingSettings.OptimizerKind.ADAM, List.of(0.1, 0.01), gammas, 5, 1e-4);
  }

  @Test
  void sharedTrainsGenLabelWithGammaZeroAsMixup() {
    Grid grid = Grid.shared(List.of(Scheme.MIXUP, Scheme.GENLABEL_GM), SETTINGS);

    assertThat(grid.trained())
        .containsExactly(
            new Hyperparameters(0.1, MIXUP),
            new Hyperparameters(0.01, MIXUP),
            new Hyperparameters(0.1, TargetBlend.of(0.5, DensityKind.GM)),
            new Hyperparameters(0.1, TargetBlend.of(1, DensityKind.GM)),
            new Hyperparameters(0.01, TargetBlend.of(0.5, DensityKind.GM)),
            new Hyperparameters(0.01, TargetBlend.of(1, DensityKind.GM)));
    assertThat(grid.positions(0)).containsExactly(0, 1);
    assertThat(grid.positions(1)).containsExactly(0, 2, 3, 1, 4, 5);
  }

  @Test
  void sharedTrainsEqualCandidatesOfTwoSchemesOnce() {
    Grid grid = Grid.shared(List.of(Scheme.GENLABEL_GM, Scheme.GENLABEL_CV), SETTINGS);

    // Only the kernels with gamma above 0 of the second scheme are new.
    assertThat(grid.trained()).hasSize(6 + 4).doesNotHaveDuplicates();
    assertThat(grid.trained().subList(6, 10))
        .containsExactly(
            new Hyperparameters(0.1, TargetBlend.of(0.5, DensityKind.KDE)),
            new Hyperparameters(0.1, TargetBlend.of(1, DensityKind.KDE)),
            new Hyperparameters(0.01, TargetBlend.of(0.5, DensityKind.KDE)),
            new Hyperparameters(0.01, TargetBlend.of(1, DensityKind.KDE)));
    assertThat(grid.positions(0)).containsExactly(0, 1, 2, 3, 4, 5);
    // Learning rate outermost, then density, gamma innermost.
    assertThat(grid.positions(1)).containsExactly(0, 1, 2, 0, 6, 7, 3, 4, 5, 3, 8, 9);
  }

  @Test
  void sharedTrainsASchemeThatIsNamedTwiceOnce() {
    Grid once = Grid.shared(List.of(Scheme.GENLABEL_KDE), SETTINGS);
    Grid twice = Grid.shared(List.of(Scheme.GENLABEL_KDE, Scheme.GENLABEL_KDE), SETTINGS);

    assertThat(twice.trained()).isEqualTo(once.trained());
    assertThat(twice.positions(0)).isEqualTo(once.positions(0));
    assertThat(twice.positions(1)).isEqualTo(once.positions(0));
  }

  @Test
  void sharedSeparatesOtherLabelsAndOtherPoints() {
    List<Scheme> schemes =
        List.of(
            Scheme.MIXUP,
            Scheme.MIXUP_LOGISTIC,
            Scheme.MIXUP_NN_LABEL,
            Scheme.MIXUP_EXCLUDE_MI,
            Scheme.MIXUP_EXCLUDE_MI_LOGISTIC);

    Grid grid = Grid.shared(schemes, SETTINGS);

    assertThat(grid.trained()).hasSize(10).doesNotHaveDuplicates();
    for (int scheme = 0; scheme < schemes.size(); scheme++) {
      assertThat(grid.positions(scheme)).containsExactly(2 * scheme, 2 * scheme + 1);
    }
  }

  @Test
  void sharedHasNothingInCommonWithMixupWithoutAGammaOfZero() {
    Grid grid = Grid.shared(List.of(Scheme.MIXUP, Scheme.GENLABEL_GM), settings(List.of(0.5, 1.0)));

    assertThat(grid.trained()).hasSize(2 + 4);
    assertThat(grid.positions(1)).containsExactly(2, 3, 4, 5);
  }

  @Test
  void separateTrainsEveryCandidateEvenWhereTwoAreEqual() {
    Grid grid = Grid.separate(Scheme.GENLABEL_CV, SETTINGS);

    assertThat(grid.trained()).hasSize(2 * 2 * 3);
    // gamma = 0 of either density.
    assertThat(grid.trained().get(0))
        .isEqualTo(grid.trained().get(3))
        .isEqualTo(new Hyperparameters(0.1, MIXUP));
    assertThat(grid.trained().get(6))
        .isEqualTo(grid.trained().get(9))
        .isEqualTo(new Hyperparameters(0.01, MIXUP));
    assertThat(grid.positions(0)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
  }

  @ParameterizedTest
  @MethodSource("org.genlabel.train.TrainedSchemes#all")
  void everyCandidateFindsWhatIsTrainedForIt(Scheme scheme) {
    List<Candidate> candidates = scheme.candidates(SETTINGS);
    List<Scheme> mixedAlike =
        TrainedSchemes.all().filter(other -> other.points().equals(scheme.points())).toList();
    Grid alone = Grid.separate(scheme, SETTINGS);
    Grid together = Grid.shared(mixedAlike, SETTINGS);
    int[] ownPositions = alone.positions(0);
    int[] sharedPositions = together.positions(mixedAlike.indexOf(scheme));

    assertThat(ownPositions).hasSameSizeAs(candidates);
    assertThat(sharedPositions).hasSameSizeAs(candidates);
    for (int c = 0; c < candidates.size(); c++) {
      Candidate candidate = candidates.get(c);
      double gamma = candidate.gamma().orElse(0);
      Optional<DensityKind> density = gamma > 0 ? candidate.density() : Optional.empty();
      Hyperparameters expected =
          new Hyperparameters(
              candidate.learningRate(),
              new TargetBlend(scheme.target(), gamma, density, scheme.excludesIntrusion()));

      assertThat(alone.trained().get(ownPositions[c])).isEqualTo(expected);
      assertThat(together.trained().get(sharedPositions[c])).isEqualTo(expected);
    }
  }

  @Test
  void selectedHyperparametersAreInTheRequestedOrder() {
    Grid grid = Grid.separate(Scheme.GENLABEL_GM, SETTINGS);

    assertThat(grid.trained(List.of(5, 0, 5)))
        .containsExactly(grid.trained().get(5), grid.trained().get(0), grid.trained().get(5));
  }
}
