package org.genlabel.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.ParentLabeling;
import org.genlabel.model.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemeTest {
  /**
   * The names the study gives its schemes (method Sec. 4); not all of them need to be there yet.
   */
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
          "manifold-mixup",
          "manifold-mixup-genlabel-gm",
          "genmix-gm");

  private static final TrainingSettings SETTINGS =
      new TrainingSettings(
          100,
          128,
          TrainingSettings.OptimizerKind.ADAM,
          Precision.SINGLE,
          List.of(0.1, 0.01, 0.001, 0.0001),
          List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0),
          5,
          1e-4);

  private static Stream<String> names() {
    return Arrays.stream(Scheme.values()).map(Scheme::word);
  }

  @Test
  void namesAreUniqueAndThoseOfTheMethodInItsOrder() {
    assertThat(names()).doesNotHaveDuplicates();
    assertThat(names()).isSubsetOf(NAMES_OF_THE_METHOD);
    assertThat(names().map(NAMES_OF_THE_METHOD::indexOf)).isSorted();
    assertThat(names())
        .contains("vanilla", "mixup", "mixup-logistic", "gm-classifier", "genlabel-gm");
    assertThat(Scheme.words()).isEqualTo(String.join(", ", names().toList()));
  }

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void schemeIsFoundByItsName(Scheme scheme) {
    assertThat(Scheme.byWord(scheme.word())).contains(scheme);
  }

  @Test
  void unknownNameFindsNothing() {
    assertThat(Scheme.byWord("MIXUP")).isEmpty();
    assertThat(Scheme.byWord("")).isEmpty();
  }

  @Test
  void schemesAreWhatTheMethodSaysTheyAre() {
    assertThat(Scheme.VANILLA.isMixed()).isFalse();
    assertThat(Scheme.VANILLA.isTrained()).isTrue();
    assertThat(Scheme.VANILLA.labeling()).isEqualTo(ParentLabeling.LINEAR);
    assertThat(Scheme.VANILLA.densities()).isEmpty();
    assertThat(Scheme.MIXUP.isMixed()).isTrue();
    assertThat(Scheme.MIXUP.isTrained()).isTrue();
    assertThat(Scheme.MIXUP.labeling()).isEqualTo(ParentLabeling.LINEAR);
    assertThat(Scheme.MIXUP.densities()).isEmpty();
    assertThat(Scheme.MIXUP_LOGISTIC.isMixed()).isTrue();
    assertThat(Scheme.MIXUP_LOGISTIC.labeling()).isEqualTo(ParentLabeling.LOGISTIC);
    assertThat(Scheme.MIXUP_LOGISTIC.densities()).isEmpty();
    assertThat(Scheme.GM_CLASSIFIER.isMixed()).isFalse();
    assertThat(Scheme.GM_CLASSIFIER.isTrained()).isFalse();
    assertThat(Scheme.GM_CLASSIFIER.densities()).containsExactly(DensityKind.GM);
    assertThat(Scheme.GENLABEL_GM.isMixed()).isTrue();
    assertThat(Scheme.GENLABEL_GM.isTrained()).isTrue();
    assertThat(Scheme.GENLABEL_GM.labeling()).isEqualTo(ParentLabeling.LINEAR);
    assertThat(Scheme.GENLABEL_GM.densities()).containsExactly(DensityKind.GM);
  }

  @Test
  void schemesWithoutGammaHaveOneCandidateForEveryLearningRate() {
    for (Scheme scheme : List.of(Scheme.VANILLA, Scheme.MIXUP, Scheme.MIXUP_LOGISTIC)) {
      assertThat(scheme.candidates(SETTINGS))
          .as(scheme.word())
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

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void everySchemeHasTheNumberOfCandidatesOfItsGrid(Scheme scheme) {
    int expected;
    if (!scheme.isTrained()) {
      expected = 0;
    } else if (scheme.densities().isEmpty()) {
      expected = 4;
    } else {
      expected = 4 * 6 * scheme.densities().size();
    }

    assertThat(scheme.candidates(SETTINGS)).hasSize(expected).doesNotHaveDuplicates();
  }
}
