package org.genlabel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.FitKey;
import org.genlabel.mixup.KeyedMixStream;
import org.genlabel.mixup.Mixing;
import org.genlabel.model.Lane;
import org.genlabel.model.LaneModel;
import org.genlabel.model.Precision;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;
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
  private static LabeledRows rows(int features) {
    KeyedRandom random = KeyedRandom.of("rows");
    double[][] x = new double[53][features];
    int[] labels = new int[53];
    for (int i = 0; i < 53; i++) {
      labels[i] = i == 11 || i == 40 ? 3 : i % 7 < 3 ? 0 : i % 7 < 5 ? 1 : 2;
      int label = labels[i];
      Arrays.setAll(x[i], k -> 2 * random.nextDouble() - 1 + (k == label ? 1 : 0));
    }
    x[20] = x[3].clone();
    return new LabeledRows(x, labels, 4);
  }

  private static List<Scheme> schemes(Mixing mixing) {
    return Arrays.stream(Scheme.values())
        .filter(scheme -> scheme.isTrained() && scheme.mixing() == mixing)
        .toList();
  }

  static List<Arguments> groups() {
    List<Scheme> mixup = schemes(Mixing.MIXUP);
    return List.of(
        // So many features that distances come from the mixing identity, and so few that none does.
        Arguments.of(mixup, Precision.SINGLE, 40),
        Arguments.of(mixup, Precision.DOUBLE, 40),
        Arguments.of(mixup, Precision.SINGLE, 3),
        Arguments.of(mixup, Precision.DOUBLE, 5),
        Arguments.of(schemes(Mixing.CUTMIX), Precision.SINGLE, 4),
        Arguments.of(List.of(Scheme.MIXUP_EXCLUDE_MI, Scheme.GENLABEL_NN), Precision.SINGLE, 5),
        Arguments.of(
            List.of(Scheme.GENLABEL_CV, Scheme.MIXUP, Scheme.GENLABEL_CV), Precision.SINGLE, 5),
        Arguments.of(List.of(Scheme.ADAMIXUP, Scheme.ADAMIXUP), Precision.SINGLE, 4));
  }

  @ParameterizedTest
  @MethodSource("groups")
  void everySchemeOfAGroupIsTheSchemeAlone(
      List<Scheme> schemes, Precision precision, int features) {
    OptionalDouble alpha =
        schemes.get(0).dependsOnAlpha() ? OptionalDouble.of(1) : OptionalDouble.empty();
    TrainingSettings settings = settings(precision);
    LabeledRows rows = rows(features);

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

  /** Every candidate by itself, with its scheme's own rules and nothing else in the pass. */
  @ParameterizedTest
  @EnumSource(
      value = Scheme.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"GM_CLASSIFIER", "ADAMIXUP"})
  void candidatesAreTrainedByTheRulesOfTheirScheme(Scheme scheme) {
    OptionalDouble alpha = scheme.dependsOnAlpha() ? OptionalDouble.of(1) : OptionalDouble.empty();
    TrainingSettings settings = settings(Precision.SINGLE);
    LabeledRows rows = rows(5);
    List<Candidate> candidates = scheme.candidates(settings);

    Fit fit =
        new PairedTrainer(scheme, alpha, settings)
            .fit(rows.x(), rows.labels(), rows.classes(), KEY, candidates);

    for (int c = 0; c < candidates.size(); c++) {
      Candidate candidate = candidates.get(c);
      double gamma = candidate.gamma().orElse(0);
      List<DensityKind> density = candidate.density().map(List::of).orElse(List.of());
      Lane lane = new Lane(candidate.learningRate(), gamma, 0, density.isEmpty() ? Lane.NONE : 1);
      LaneModel model = settings.newModels(5, rows.classes(), List.of(lane));
      model.initialize(KEY.stream("initial weights"));
      KeyedRandom columns = KEY.stream("cut columns");
      OptionalDouble intrusionRate =
          SchemeRules.train(
              model,
              5,
              rows.classes(),
              new KeyedMixStream(KEY, scheme.mixing(), alpha, 53, settings.batchSize()),
              SchemeRules.paired(scheme, density, rows, columns::permutation),
              settings.epochs());

      assertThat(fit.classifiers().parameters(c))
          .as(candidate.toString())
          .isEqualTo(model.parameters(0));
      assertThat(fit.intrusionRate()).isEqualTo(intrusionRate);
    }
  }

  /**
   * In one pass GenLabel without its label shares mixup's lane; it must still have its own score.
   */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void genLabelWithGammaZeroHasMixupsScoreInAGroup(Precision precision) {
    LabeledRows rows = rows(5);
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
  }

  @Test
  void schemesThatMixInDifferentWaysShareNoPass() {
    for (List<Scheme> schemes :
        List.of(
            List.of(Scheme.MIXUP, Scheme.CUTMIX), List.of(Scheme.GENMIX_GM, Scheme.GENLABEL_GM))) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(
              () -> new PairedTrainer(schemes, OptionalDouble.of(1), settings(Precision.SINGLE)))
          .withMessageContaining(schemes.toString());
    }
  }
}
