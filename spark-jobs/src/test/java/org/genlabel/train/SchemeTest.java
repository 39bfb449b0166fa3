package org.genlabel.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.Mixing;
import org.genlabel.mixup.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemeTest {
  /** The names of the schemes in docs/method.md, Sec. 4, except those with a hidden layer. */
  private static final List<String> NAMES_OF_THE_METHOD =
      List.of(
          "vanilla",
          "mixup",
          "mixup-logistic",
          "mixup-exclude-mi",
          "mixup-exclude-mi-logistic",
          "mixup-nn-label",
          "adamixup",
          "gm-classifier",
          "genlabel-gm",
          "genlabel-kde",
          "genlabel-nn",
          "genlabel-cv",
          "cutmix",
          "cutmix-genlabel-gm",
          "genmix-gm");

  private static final TrainingSettings SETTINGS =
      new TrainingSettings(
          100,
          128,
          TrainingSettings.OptimizerKind.ADAM,
          List.of(0.1, 0.01, 0.001, 0.0001),
          List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0),
          5,
          1e-4);

  private static Stream<String> names() {
    return Arrays.stream(Scheme.values()).map(Scheme::key);
  }

  @Test
  void namesAreUniqueAndThoseOfTheMethodInItsOrder() {
    assertThat(names()).doesNotHaveDuplicates();
    assertThat(names()).containsExactlyElementsOf(NAMES_OF_THE_METHOD);
    assertThat(Scheme.keys()).isEqualTo(String.join(", ", names().toList()));
  }

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void schemeIsFoundByItsName(Scheme scheme) {
    assertThat(Scheme.byKey(scheme.key())).contains(scheme);
  }

  @Test
  void unknownNameFindsNothing() {
    assertThat(Scheme.byKey("MIXUP")).isEmpty();
    assertThat(Scheme.byKey("")).isEmpty();
  }

  @Test
  void schemesAreWhatTheMethodSaysTheyAre() {
    Target linear = Target.LINEAR;
    assertThat(Arrays.stream(Scheme.values()).map(SchemeTest::row))
        .containsExactly(
            row("vanilla", Mixing.NONE, linear, List.of()),
            row("mixup", Mixing.MIXUP, linear, List.of()),
            row("mixup-logistic", Mixing.MIXUP, Target.LOGISTIC, List.of()),
            row("mixup-exclude-mi", Mixing.MIXUP, linear, List.of()),
            row("mixup-exclude-mi-logistic", Mixing.MIXUP, Target.LOGISTIC, List.of()),
            row("mixup-nn-label", Mixing.MIXUP, Target.NEAREST, List.of()),
            row("adamixup", Mixing.ADAPTIVE, linear, List.of()),
            row("gm-classifier", Mixing.NONE, linear, List.of()),
            row("genlabel-gm", Mixing.MIXUP, linear, List.of(DensityKind.GM)),
            row("genlabel-kde", Mixing.MIXUP, linear, List.of(DensityKind.KDE)),
            row("genlabel-nn", Mixing.MIXUP, linear, List.of(DensityKind.NN)),
            row("genlabel-cv", Mixing.MIXUP, linear, List.of(DensityKind.GM, DensityKind.KDE)),
            row("cutmix", Mixing.CUTMIX, linear, List.of()),
            row("cutmix-genlabel-gm", Mixing.CUTMIX, linear, List.of(DensityKind.GM)),
            row("genmix-gm", Mixing.GENERATIVE, linear, List.of()));
  }

  /** Returns the properties in a row of the table in docs/method.md. */
  private static List<Object> row(
      String key, Mixing mixing, Target target, List<DensityKind> densities) {
    return List.of(key, mixing, target, densities);
  }

  private static List<Object> row(Scheme scheme) {
    return row(scheme.key(), scheme.mixing(), scheme.target(), scheme.labelDensities());
  }

  @Test
  void onlyTheGaussianClassifierIsNotTrained() {
    assertThat(Arrays.stream(Scheme.values()).filter(scheme -> !scheme.isTrained()))
        .containsExactly(Scheme.GM_CLASSIFIER);
  }

  @Test
  void onlySchemesThatDrawLambdaDependOnAlpha() {
    assertThat(Arrays.stream(Scheme.values()).filter(scheme -> !scheme.dependsOnAlpha()))
        .containsExactly(Scheme.VANILLA, Scheme.ADAMIXUP, Scheme.GM_CLASSIFIER);
  }

  @Test
  void schemesAreTrainedOnTheSamePointsIfTheyMixAlikeByTheSameDensity() {
    assertThat(Scheme.GENLABEL_KDE.points()).isEqualTo(Scheme.MIXUP_NN_LABEL.points());
    assertThat(Scheme.CUTMIX_GENLABEL_GM.points()).isEqualTo(Scheme.CUTMIX.points());
    assertThat(Scheme.GENMIX_GM.points())
        .isEqualTo(new Scheme.PointSource(Mixing.GENERATIVE, Optional.of(DensityKind.GM)))
        .isNotEqualTo(new Scheme.PointSource(Mixing.GENERATIVE, Optional.of(DensityKind.KDE)));
    assertThat(Scheme.MIXUP.points()).isNotEqualTo(Scheme.CUTMIX.points());
  }

  @Test
  void intrusionIsExcludedWhereTheNameSaysSo() {
    for (Scheme scheme : Scheme.values()) {
      assertThat(scheme.excludesIntrusion())
          .as(scheme.key())
          .isEqualTo(scheme.key().contains("exclude-mi"));
    }
  }

  @Test
  void gaussianDensityItselfClassifiesAndMixes() {
    assertThat(Arrays.stream(Scheme.values()).filter(scheme -> scheme.ownDensity().isPresent()))
        .containsExactly(Scheme.GM_CLASSIFIER, Scheme.GENMIX_GM)
        .allSatisfy(scheme -> assertThat(scheme.ownDensity()).contains(DensityKind.GM));
  }

  @Test
  void schemesWithoutGammaHaveOneCandidateForEveryLearningRate() {
    for (Scheme scheme :
        List.of(
            Scheme.VANILLA,
            Scheme.MIXUP,
            Scheme.MIXUP_LOGISTIC,
            Scheme.MIXUP_EXCLUDE_MI,
            Scheme.MIXUP_EXCLUDE_MI_LOGISTIC,
            Scheme.MIXUP_NN_LABEL,
            Scheme.ADAMIXUP,
            Scheme.CUTMIX,
            Scheme.GENMIX_GM)) {
      assertThat(scheme.candidates(SETTINGS))
          .as(scheme.key())
          .containsExactly(plain(0.1), plain(0.01), plain(0.001), plain(0.0001));
    }
  }

  private static Candidate plain(double learningRate) {
    return new Candidate(learningRate, OptionalDouble.empty(), Optional.empty());
  }

  @Test
  void genLabelHasLearningRatesOutsideAndGammasInside() {
    List<Candidate> candidates = Scheme.GENLABEL_GM.candidates(SETTINGS);

    assertThat(candidates).hasSize(24);
    for (int i = 0; i < 24; i++) {
      assertThat(candidates.get(i))
          .as("candidate " + i)
          .isEqualTo(
              new Candidate(
                  SETTINGS.learningRates().get(i / 6),
                  OptionalDouble.of(SETTINGS.gammas().get(i % 6)),
                  Optional.of(DensityKind.GM)));
    }
  }

  @Test
  void crossValidatedGenLabelHasItsDensitiesBetweenLearningRatesAndGammas() {
    List<Candidate> candidates = Scheme.GENLABEL_CV.candidates(SETTINGS);

    assertThat(candidates).hasSize(48);
    for (int i = 0; i < 48; i++) {
      assertThat(candidates.get(i))
          .as("candidate " + i)
          .isEqualTo(
              new Candidate(
                  SETTINGS.learningRates().get(i / 12),
                  OptionalDouble.of(SETTINGS.gammas().get(i % 6)),
                  Optional.of(i % 12 < 6 ? DensityKind.GM : DensityKind.KDE)));
    }
  }

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void everySchemeHasTheNumberOfCandidatesOfItsGrid(Scheme scheme) {
    int expected;
    if (!scheme.isTrained()) {
      expected = 0;
    } else if (scheme.labelDensities().isEmpty()) {
      expected = 4;
    } else {
      expected = 4 * 6 * scheme.labelDensities().size();
    }

    assertThat(scheme.candidates(SETTINGS)).hasSize(expected).doesNotHaveDuplicates();
  }
}
