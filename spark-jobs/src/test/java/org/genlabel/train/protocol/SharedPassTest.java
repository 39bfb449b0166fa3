package org.genlabel.train.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.Bandwidth;
import org.genlabel.learner.Batch;
import org.genlabel.learner.Hyperparameters;
import org.genlabel.learner.Learner;
import org.genlabel.learner.LearnerSetup;
import org.genlabel.learner.ModelKind;
import org.genlabel.learner.Phase;
import org.genlabel.learner.SoftmaxRegressionLanes;
import org.genlabel.mixup.KeyedMixStream;
import org.genlabel.random.FitKey;
import org.genlabel.random.KeyedRandom;
import org.genlabel.train.Evaluation;
import org.genlabel.train.FittedDensities;
import org.genlabel.train.Grid;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainedFits;
import org.genlabel.train.TrainedSchemes;
import org.genlabel.train.TrainingLoop;
import org.genlabel.train.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that schemes that are trained together give the same results as each one alone. */
class SharedPassTest {
  private static final FitKey KEY = new FitKey(3, "made up", 1, FitKey.FINAL);

  private static final TrainingSettings SETTINGS =
      new TrainingSettings(
          8,
          16,
          TrainingSettings.OptimizerKind.ADAM,
          List.of(0.1, 0.01),
          List.of(0.0, 0.5, 1.0),
          4,
          1e-4);

  /**
   * Returns rows of overlapping classes of unequal size; the last class has two rows, only one of
   * them in some folds.
   */
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

  /** Returns all schemes that are trained on the same points as a scheme. */
  private static List<Scheme> like(Scheme one) {
    return TrainedSchemes.all().filter(other -> other.points().equals(one.points())).toList();
  }

  static List<Arguments> groups() {
    List<Scheme> mixup = like(Scheme.MIXUP);
    return List.of(
        // Enough features for distances by the mixing identity, and too few for it.
        Arguments.of(mixup, 40),
        Arguments.of(mixup, 3),
        Arguments.of(mixup, 5),
        Arguments.of(like(Scheme.CUTMIX), 4),
        Arguments.of(like(Scheme.GENMIX_GM), 4),
        Arguments.of(List.of(Scheme.MIXUP_EXCLUDE_MI, Scheme.GENLABEL_NN), 5),
        Arguments.of(List.of(Scheme.GENLABEL_CV, Scheme.MIXUP, Scheme.GENLABEL_CV), 5),
        Arguments.of(List.of(Scheme.ADAMIXUP, Scheme.ADAMIXUP), 4));
  }

  private static List<Evaluation> evaluate(List<Scheme> schemes, LabeledRows rows) {
    OptionalDouble alpha = TrainedSchemes.alpha(schemes.get(0), 1);
    return PairedProtocol.crossValidation(
            ModelKind.SOFTMAX_REGRESSION, schemes, alpha, SETTINGS, KEY)
        .evaluate(rows);
  }

  @ParameterizedTest
  @MethodSource("groups")
  void everySchemeOfAGroupIsTheSchemeAlone(List<Scheme> schemes, int features) {
    LabeledRows rows = rows(features);

    List<Evaluation> together = evaluate(schemes, rows);

    assertThat(together).hasSameSizeAs(schemes);
    for (int s = 0; s < schemes.size(); s++) {
      Scheme scheme = schemes.get(s);
      Evaluation actual = together.get(s);
      List<Evaluation> alone = evaluate(List.of(scheme), rows);
      assertThat(alone).hasSize(1);
      Evaluation expected = alone.get(0);

      assertThat(actual.scores()).as(scheme.key()).isEqualTo(expected.scores());
      assertThat(actual.chosen()).as(scheme.key()).isEqualTo(expected.chosen());
      assertThat(actual.classifier().parameters())
          .as(scheme.key())
          .isEqualTo(expected.classifier().parameters());
      assertThat(actual.intrusionRate()).as(scheme.key()).isEqualTo(expected.intrusionRate());
      assertThat(actual.intrusionRate().isPresent()).isEqualTo(scheme.excludesIntrusion());
      assertThat(actual.classifier().predict(rows.x()))
          .isEqualTo(expected.classifier().predict(rows.x()));
    }
  }

  /** Trains every candidate alone by the rules of its scheme. */
  @ParameterizedTest
  @MethodSource("org.genlabel.train.TrainedSchemes#notAdaptive")
  void candidatesAreTrainedByTheRulesOfTheirScheme(Scheme scheme) {
    OptionalDouble alpha = TrainedSchemes.alpha(scheme, 1);
    LabeledRows rows = rows(5);
    List<Hyperparameters> candidates = Grid.separate(scheme, SETTINGS).trained();

    TrainedFits fit =
        new PairedProtocol(ModelKind.SOFTMAX_REGRESSION, List.of(scheme), alpha, SETTINGS, KEY)
            .train(rows, KEY, candidates);

    for (int c = 0; c < candidates.size(); c++) {
      Learner alone =
          new SoftmaxRegressionLanes(
              new LearnerSetup(
                  5,
                  rows.classes(),
                  SETTINGS.batchSize(),
                  List.of(candidates.get(c)),
                  SETTINGS::newOptimizer,
                  List.of(Phase.of(SETTINGS.epochs())),
                  candidate -> KEY.stream("initial weights")));
      Batch batch =
          new Batch(
              new KeyedMixStream(KEY, scheme.mixing(), alpha, 53, SETTINGS.batchSize(), 5),
              new PairedRules(scheme, new FittedDensities(rows, Bandwidth.SCOTT)));
      TrainingLoop.run(alone, List.of(batch));

      assertThat(fit.learner().classifier(c).parameters())
          .as(candidates.get(c).toString())
          .isEqualTo(alone.classifier(0).parameters());
      assertThat(fit.intrusionRate(c)).isEqualTo(batch.intrusionRate());
    }
  }

  /** In one pass GenLabel with gamma = 0 shares the lane of mixup, but must still have a score. */
  @Test
  void genLabelWithGammaZeroHasMixupsScoreInAGroup() {
    List<Evaluation> together = evaluate(List.of(Scheme.MIXUP, Scheme.GENLABEL_KDE), rows(5));

    List<Evaluation.Score> mixup = together.get(0).scores();
    List<Evaluation.Score> genLabel = together.get(1).scores();
    for (int rate = 0; rate < 2; rate++) {
      Evaluation.Score gammaZero = genLabel.get(3 * rate);
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
              () ->
                  PairedProtocol.crossValidation(
                      ModelKind.SOFTMAX_REGRESSION, schemes, OptionalDouble.of(1), SETTINGS, KEY))
          .withMessageContaining(schemes.toString());
    }
  }
}
