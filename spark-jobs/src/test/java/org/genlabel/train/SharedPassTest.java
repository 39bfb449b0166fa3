package org.genlabel.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.genlabel.mixup.FitKey;
import org.genlabel.mixup.Mixing;
import org.genlabel.model.Precision;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Schemes that are trained together come out as each does alone. */
class SharedPassTest {
  private static final FitKey KEY = new FitKey(3, "made up", 1, FitKey.FINAL);

  private static TrainingSettings settings(Precision precision) {
    return new TrainingSettings(
        8,
        16,
        TrainingSettings.OptimizerKind.ADAM,
        precision,
        List.of(0.1, 0.01),
        List.of(0.0, 0.5, 1.0),
        4,
        1e-4);
  }

  /** Overlapping classes, uneven, the last of them of two rows: in some folds it has one. */
  private static TrainingRows rows(int features) {
    KeyedRandom random = KeyedRandom.of("rows");
    double[][] x = new double[53][features];
    int[] labels = new int[53];
    for (int i = 0; i < 53; i++) {
      labels[i] = i == 11 || i == 40 ? 3 : i % 7 < 3 ? 0 : i % 7 < 5 ? 1 : 2;
      int label = labels[i];
      Arrays.setAll(x[i], k -> 2 * random.nextDouble() - 1 + (k == label ? 1 : 0));
    }
    x[20] = x[3].clone();
    return new TrainingRows(x, labels, 4);
  }

  private static List<Scheme> schemes(Mixing... mixings) {
    return Arrays.stream(Scheme.values())
        .filter(scheme -> scheme.isTrained() && List.of(mixings).contains(scheme.mixing()))
        .toList();
  }

  static List<Arguments> groups() {
    List<Scheme> mixup = schemes(Mixing.MIXUP);
    return List.of(
        Arguments.of(mixup, Precision.SINGLE, 5),
        Arguments.of(mixup, Precision.DOUBLE, 5),
        // So few features that no distance comes from the mixing identity.
        Arguments.of(mixup, Precision.SINGLE, 3),
        Arguments.of(schemes(Mixing.MIXUP, Mixing.CUTMIX, Mixing.GENERATIVE), Precision.SINGLE, 4),
        Arguments.of(List.of(Scheme.MIXUP_EXCLUDE_MI, Scheme.GENLABEL_NN), Precision.SINGLE, 5),
        Arguments.of(
            List.of(Scheme.GENLABEL_CV, Scheme.MIXUP, Scheme.GENLABEL_CV), Precision.SINGLE, 5),
        Arguments.of(schemes(Mixing.NONE, Mixing.ADAPTIVE), Precision.SINGLE, 4));
  }

  @ParameterizedTest
  @MethodSource("groups")
  void everySchemeOfAGroupIsTheSchemeAlone(
      List<Scheme> schemes, Precision precision, int features) {
    OptionalDouble alpha =
        schemes.get(0).dependsOnAlpha() ? OptionalDouble.of(1) : OptionalDouble.empty();
    TrainingSettings settings = settings(precision);
    TrainingRows rows = rows(features);

    List<Evaluation> together =
        new PairedTrainer(schemes, alpha, settings)
            .evaluate(rows.x(), rows.labels(), rows.classes(), KEY);

    assertThat(together).hasSameSizeAs(schemes);
    for (int s = 0; s < schemes.size(); s++) {
      Scheme scheme = schemes.get(s);
      Evaluation actual = together.get(s);
      List<Evaluation> alone =
          new PairedTrainer(scheme, alpha, settings)
              .evaluate(rows.x(), rows.labels(), rows.classes(), KEY);
      assertThat(alone).hasSize(1);
      Evaluation expected = alone.get(0);

      assertThat(actual.scores()).as(scheme.word()).isEqualTo(expected.scores());
      assertThat(actual.chosen()).as(scheme.word()).isEqualTo(expected.chosen());
      assertThat(actual.fit().classifiers().lanes()).isEqualTo(1);
      assertThat(actual.fit().classifiers().parameters(0))
          .as(scheme.word())
          .isEqualTo(expected.fit().classifiers().parameters(0));
      assertThat(actual.fit().intrusionRate())
          .as(scheme.word())
          .isEqualTo(expected.fit().intrusionRate());
      assertThat(actual.fit().intrusionRate().isPresent()).isEqualTo(scheme.excludesIntrusion());
      int[] prediction = {7};
      int[] predictionAlone = {8};
      for (double[] row : rows.x()) {
        actual.fit().classifiers().predict(row, prediction);
        expected.fit().classifiers().predict(row, predictionAlone);
        assertThat(prediction).isEqualTo(predictionAlone);
      }
    }
  }

  /**
   * In one pass GenLabel without its label shares mixup's lane; it must still have its own score.
   */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void genLabelWithGammaZeroHasMixupsScoreInAGroup(Precision precision) {
    TrainingRows rows = rows(5);
    List<Evaluation> together =
        new PairedTrainer(
                List.of(Scheme.MIXUP, Scheme.GENLABEL_KDE),
                OptionalDouble.of(1),
                settings(precision))
            .evaluate(rows.x(), rows.labels(), rows.classes(), KEY);

    List<CrossValidation.Score> mixup = together.get(0).scores();
    List<CrossValidation.Score> genLabel = together.get(1).scores();
    for (int rate = 0; rate < 2; rate++) {
      CrossValidation.Score gammaZero = genLabel.get(3 * rate);
      assertThat(gammaZero.candidate().gamma()).hasValue(0);
      assertThat(gammaZero.candidate().density()).isPresent();
      assertThat(gammaZero.accuracy()).isEqualTo(mixup.get(rate).accuracy());
    }
    assertThat(together.get(0).fit().classifiers().parameters(0)).isNotEmpty();
  }
}
