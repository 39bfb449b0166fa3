package org.genlabel.train.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.Bandwidth;
import org.genlabel.density.DensityKind;
import org.genlabel.learner.Batch;
import org.genlabel.learner.Hyperparameters;
import org.genlabel.learner.Learner;
import org.genlabel.learner.ModelKind;
import org.genlabel.learner.TargetBlend;
import org.genlabel.mixup.KeyedMixStream;
import org.genlabel.network.InitialParameters;
import org.genlabel.random.FitKey;
import org.genlabel.random.KeyedRandom;
import org.genlabel.reference.DoubleAdam;
import org.genlabel.reference.DoubleSoftmaxLearner;
import org.genlabel.train.Candidate;
import org.genlabel.train.CrossValidation;
import org.genlabel.train.Evaluation;
import org.genlabel.train.Fit;
import org.genlabel.train.FitStart;
import org.genlabel.train.FittedDensities;
import org.genlabel.train.Grid;
import org.genlabel.train.Scheme;
import org.genlabel.train.Scorer;
import org.genlabel.train.TrainedFits;
import org.genlabel.train.TrainedSchemes;
import org.genlabel.train.TrainingLoop;
import org.genlabel.train.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairedProtocolTest {
  private static final int ROWS = 50;
  private static final int FEATURES = 5;
  private static final int CLASSES = 3;
  private static final int EPOCHS = 15;
  private static final int BATCH = 16;
  private static final double WEIGHT_DECAY = 1e-4;
  private static final FitKey KEY = new FitKey(1, "made up", 0, 2);
  private static final List<Double> LEARNING_RATES = List.of(0.1, 0.01, 0.001, 0.0001);
  private static final List<Double> GAMMAS = List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);

  private static TrainingSettings settings(TrainingSettings.OptimizerKind optimizer) {
    return new TrainingSettings(EPOCHS, BATCH, optimizer, LEARNING_RATES, GAMMAS, 5, WEIGHT_DECAY);
  }

  private static TrainingSettings settings() {
    return settings(TrainingSettings.OptimizerKind.ADAM);
  }

  private static PairedProtocol protocol(Scheme scheme, TrainingSettings settings) {
    return new PairedProtocol(
        ModelKind.SOFTMAX_REGRESSION,
        List.of(scheme),
        TrainedSchemes.alpha(scheme, 1),
        settings,
        KEY);
  }

  /** Returns fifty rows in three overlapping classes of unequal size. */
  private static LabeledRows rows() {
    KeyedRandom random = KeyedRandom.of("rows");
    int[] labels = labels();
    double[][] x = new double[ROWS][FEATURES];
    for (int i = 0; i < ROWS; i++) {
      for (int k = 0; k < FEATURES; k++) {
        x[i][k] = 2 * random.nextDouble() - 1 + (k == labels[i] ? 1 : 0);
      }
    }
    return new LabeledRows(x, labels, CLASSES);
  }

  private static int[] labels() {
    int[] labels = new int[ROWS];
    for (int i = 0; i < ROWS; i++) {
      labels[i] = i % 7 < 3 ? 0 : i % 7 < 5 ? 1 : 2;
    }
    return labels;
  }

  /** Returns the hyperparameters of a scheme's candidates, in grid order. */
  private static List<Hyperparameters> candidates(Scheme scheme) {
    return Grid.separate(scheme, settings()).trained();
  }

  private static Learner train(Scheme scheme, double alpha, List<Hyperparameters> candidates) {
    return train(scheme, alpha, settings(), candidates);
  }

  private static Learner train(
      Scheme scheme, double alpha, TrainingSettings settings, List<Hyperparameters> candidates) {
    return new PairedProtocol(
            ModelKind.SOFTMAX_REGRESSION,
            List.of(scheme),
            TrainedSchemes.alpha(scheme, alpha),
            settings,
            KEY)
        .train(rows(), KEY, candidates)
        .learner();
  }

  private static double[] parameters(Learner learner, int candidate) {
    return learner.classifier(candidate).parameters();
  }

  @ParameterizedTest
  @CsvSource({"ADAM,1", "ADAM,2", "SGD,1"})
  void genLabelWithGammaZeroIsMixupBitForBit(
      TrainingSettings.OptimizerKind optimizer, double alpha) {
    TrainingSettings settings = settings(optimizer);
    List<Candidate> grid = Scheme.GENLABEL_GM.candidates(settings);
    Learner genLabel = train(Scheme.GENLABEL_GM, alpha, settings, candidates(Scheme.GENLABEL_GM));
    Learner mixup = train(Scheme.MIXUP, alpha, settings, candidates(Scheme.MIXUP));

    for (int rate = 0; rate < LEARNING_RATES.size(); rate++) {
      int gammaZero = rate * GAMMAS.size();
      assertThat(grid.get(gammaZero).gamma()).hasValue(0);
      assertThat(parameters(genLabel, gammaZero))
          .as("learning rate " + LEARNING_RATES.get(rate))
          .isEqualTo(parameters(mixup, rate));
      assertThat(parameters(genLabel, gammaZero + 1))
          .as("gamma 0.2 is something else")
          .isNotEqualTo(parameters(mixup, rate));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 24, 25})
  void bitsOfACandidateDoNotDependOnTheCandidatesBesideIt(int count) {
    List<Hyperparameters> all = new ArrayList<>(candidates(Scheme.GENLABEL_GM));
    all.add(new Hyperparameters(0.05, TargetBlend.of(0.5, DensityKind.KDE)));
    List<Hyperparameters> candidates = all.subList(25 - count, 25);
    Learner together = train(Scheme.GENLABEL_GM, 1, candidates);

    for (int c = 0; c < count; c++) {
      Learner alone = train(Scheme.GENLABEL_GM, 1, List.of(candidates.get(c)));
      assertThat(parameters(together, c))
          .as(candidates.get(c).toString())
          .isEqualTo(parameters(alone, 0));
    }
  }

  @ParameterizedTest
  @MethodSource("org.genlabel.train.TrainedSchemes#all")
  void fitDependsOnItsKeyAlone(Scheme scheme) {
    PairedProtocol protocol = protocol(scheme, settings());
    List<Hyperparameters> two = candidates(scheme).subList(0, 2);
    FitKey otherFold = new FitKey(1, "made up", 0, 3);

    double[] once = parameters(protocol.train(rows(), KEY, two).learner(), 0);
    double[] again = parameters(protocol.train(rows(), KEY, two).learner(), 0);
    double[] other = parameters(protocol.train(rows(), otherFold, two).learner(), 0);

    assertThat(again).isEqualTo(once);
    assertThat(other).isNotEqualTo(once);
  }

  @Test
  void networksOfAdaMixupDoNotDependOnTheCandidatesBesideThem() {
    List<Hyperparameters> candidates = candidates(Scheme.ADAMIXUP);
    Learner together = train(Scheme.ADAMIXUP, 1, candidates);

    for (int c = 0; c < 4; c++) {
      Learner alone = train(Scheme.ADAMIXUP, 1, List.of(candidates.get(c)));
      assertThat(parameters(together, c)).isEqualTo(parameters(alone, 0));
      assertThat(together.classifier(c).predict(rows().x()))
          .isEqualTo(alone.classifier(0).predict(rows().x()));
    }
  }

  /**
   * Choosing a candidate uses the predictions of all; testing the chosen one uses only its
   * predictions.
   */
  @ParameterizedTest
  @MethodSource("org.genlabel.train.TrainedSchemes#all")
  void singleCandidatePredictsWhatItPredictsAmongOthers(Scheme scheme) {
    Learner learner = train(scheme, 1, candidates(scheme));

    int[][] together = learner.predict(rows().x());

    assertThat(together).hasNumberOfRows(candidates(scheme).size());
    for (int c = 0; c < together.length; c++) {
      assertThat(learner.classifier(c).predict(rows().x())).isEqualTo(together[c]);
    }
  }

  @ParameterizedTest
  @MethodSource("org.genlabel.train.TrainedSchemes#all")
  void theChosenCandidateIsFittedToAllRowsUnderTheFinalKey(Scheme scheme) {
    FitKey last = new FitKey(1, "made up", 0, FitKey.FINAL);
    PairedProtocol protocol =
        new PairedProtocol(
            ModelKind.SOFTMAX_REGRESSION,
            List.of(scheme),
            TrainedSchemes.alpha(scheme, 1),
            settings(),
            last);

    Evaluation evaluation =
        new CrossValidation(protocol, settings(), Scorer.CLEAN).evaluate(rows()).get(0);
    TrainedFits chosen =
        protocol.train(rows(), last, List.of(candidates(scheme).get(evaluation.chosen())));

    assertThat(evaluation.classifier().parameters()).isEqualTo(parameters(chosen.learner(), 0));
    assertThat(evaluation.classifier().predict(rows().x()))
        .isEqualTo(chosen.learner().predict(rows().x())[0]);
    assertThat(evaluation.intrusionRate()).isEqualTo(chosen.intrusionRate(0));
  }

  @ParameterizedTest
  @MethodSource("org.genlabel.train.TrainedSchemes#notAdaptive")
  void fitIsThatOfTheOracleInDoublePrecisionButForRounding(Scheme scheme) {
    List<Hyperparameters> candidates = candidates(scheme);
    double[] start = InitialParameters.draw(KEY.stream("initial weights"), FEATURES, CLASSES);
    DoubleSoftmaxLearner oracle =
        new DoubleSoftmaxLearner(
            FEATURES,
            CLASSES,
            candidates,
            () -> new DoubleAdam(WEIGHT_DECAY),
            EPOCHS,
            candidates.stream().map(candidate -> start).toList());
    KeyedMixStream stream =
        new KeyedMixStream(
            KEY, scheme.mixing(), TrainedSchemes.alpha(scheme, 1), ROWS, BATCH, FEATURES);
    FittedDensities fitted = new FittedDensities(rows(), Bandwidth.SCOTT);
    TrainingLoop.run(oracle, List.of(new Batch(stream, new PairedRules(scheme, fitted))));

    Learner learner = train(scheme, 1, candidates);

    for (int c = 0; c < candidates.size(); c++) {
      // 15 epochs of 4 batches, each of which rounds a parameter below 4 by at most 2^-23.
      assertThat(parameters(learner, c))
          .as(candidates.get(c).toString())
          .containsExactly(oracle.classifier(c).parameters(), within(60 * 0x1p-23));
    }
  }

  @ParameterizedTest
  @MethodSource("org.genlabel.train.TrainedSchemes#all")
  void intrusionRateIsMeasuredWhereIntrudersAreDropped(Scheme scheme) {
    TrainedFits fit =
        protocol(scheme, settings()).train(rows(), KEY, candidates(scheme).subList(0, 1));

    if (scheme.excludesIntrusion()) {
      // The three clouds overlap: some points intrude, most do not.
      assertThat(fit.intrusionRate(0).orElseThrow()).isBetween(0.02, 0.5);
    } else {
      assertThat(fit.intrusionRate(0)).isEmpty();
    }
  }

  @Test
  void initialWeightsAreTheSameForEverySchemeAndAlphaOfAFit() {
    // Without epochs, the parameters are the initial ones.
    TrainingSettings untrained =
        new TrainingSettings(
            0,
            BATCH,
            TrainingSettings.OptimizerKind.ADAM,
            List.of(0.1),
            List.of(0.0),
            5,
            WEIGHT_DECAY);
    List<Hyperparameters> vanilla = Grid.separate(Scheme.VANILLA, untrained).trained();
    double[] expected = parameters(train(Scheme.VANILLA, 1, untrained, vanilla), 0);

    assertThat(Arrays.stream(expected).distinct()).hasSize(CLASSES * (FEATURES + 1));
    for (Scheme scheme : TrainedSchemes.all().toList()) {
      List<Hyperparameters> candidates = Grid.separate(scheme, untrained).trained();
      for (double alpha : new double[] {1, 2}) {
        Learner learner = train(scheme, alpha, untrained, candidates);

        assertThat(parameters(learner, 0)).as(scheme.key()).isEqualTo(expected);
      }
    }
  }

  @Test
  void bandwidthChangesWhatKernelDensitiesLabelAndNothingElse() {
    TrainingSettings scott = settings();
    TrainingSettings fixed =
        new TrainingSettings(
            EPOCHS,
            BATCH,
            TrainingSettings.OptimizerKind.ADAM,
            LEARNING_RATES,
            GAMMAS,
            5,
            WEIGHT_DECAY,
            new Bandwidth(0.2));
    for (Scheme scheme : List.of(Scheme.MIXUP, Scheme.GENLABEL_GM, Scheme.GENLABEL_KDE)) {
      List<Hyperparameters> candidates = candidates(scheme);
      // The last candidate's gamma is 1.
      int last = candidates.size() - 1;
      double[] byScott = parameters(train(scheme, 1, scott, candidates), last);
      double[] byFixed = parameters(train(scheme, 1, fixed, candidates), last);

      assertThat(Arrays.equals(byFixed, byScott))
          .as(scheme.key())
          .isEqualTo(!scheme.labelDensities().contains(DensityKind.KDE));
    }
  }

  @Test
  void classWithoutRowsInAFoldIsTrainedAround() {
    int[] withoutClassOne = new int[ROWS];
    for (int i = 0; i < ROWS; i++) {
      withoutClassOne[i] = i % 2 * 2;
    }
    Learner learner =
        protocol(Scheme.GENLABEL_GM, settings())
            .train(
                new LabeledRows(rows().x(), withoutClassOne, CLASSES),
                KEY,
                candidates(Scheme.GENLABEL_GM))
            .learner();

    for (int c = 0; c < 24; c++) {
      assertThat(Arrays.stream(parameters(learner, c))).allMatch(Double::isFinite);
    }
  }

  /**
   * One pass trains all candidates of a fold, which leave out the same rows and have the same key.
   */
  @ParameterizedTest
  @MethodSource("org.genlabel.train.TrainedSchemes#all")
  void everyRowIsLeftOutInOneFoldAndTrainedOnInAllOthers(Scheme scheme) {
    PairedProtocol protocol = protocol(scheme, settings());

    List<Fit> fits = protocol.fits(rows());

    int candidates = protocol.grid().trained().size();
    assertThat(fits).hasSize(5 * candidates);
    int[] timesLeftOut = new int[ROWS];
    for (int f = 0; f < fits.size(); f++) {
      Fit fit = fits.get(f);
      int fold = f / candidates;
      assertThat(fit.fold()).isEqualTo(fold);
      assertThat(fit.candidate()).isEqualTo(f % candidates);
      assertThat(fit.fails()).isFalse();
      assertThat(fit.start()).isEqualTo(new FitStart.Keyed(new FitKey(1, "made up", 0, fold)));
      assertThat(IntStream.concat(IntStream.of(fit.rows()), IntStream.of(fit.validation())))
          .as("each row once")
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, ROWS).boxed().toList());
      assertThat(fit.rows()).isSorted();
      assertThat(fit.validation()).isSorted();
      IntStream.of(fit.validation()).forEach(row -> timesLeftOut[row]++);
    }
    assertThat(timesLeftOut).containsOnly(candidates);
    assertThat(protocol.sideBySide(rows(), fits))
        .as("a pass for every fold")
        .isEqualTo(
            IntStream.range(0, 5)
                .mapToObj(fold -> fits.subList(fold * candidates, (fold + 1) * candidates))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("org.genlabel.train.TrainedSchemes#all")
  void rowsThatAFitLeavesOutHaveNoInfluenceOnIt(Scheme scheme) {
    PairedProtocol protocol = protocol(scheme, settings());
    List<Hyperparameters> trained = protocol.grid().trained();
    int last = trained.size() - 1;
    Fit fit = protocol.fits(rows()).get(2 * trained.size() + last);

    double[] parameters = parameters(protocol.train(rows(), List.of(fit)).learner(), 0);

    assertThat(parameters(protocol.train(moved(fit.validation()), List.of(fit)).learner(), 0))
        .isEqualTo(parameters);
    assertThat(
            parameters(protocol.train(moved(new int[] {fit.rows()[7]}), List.of(fit)).learner(), 0))
        .isNotEqualTo(parameters);
  }

  /** Returns the rows, with some of them moved to another position in space. */
  private static LabeledRows moved(int[] positions) {
    LabeledRows rows = rows();
    for (int row : positions) {
      Arrays.setAll(rows.x()[row], k -> rows.x()[row][k] + 0.5);
    }
    return rows;
  }

  @Test
  void foldsAreTheSameForEverySchemeAndAlphaOfATrial() {
    List<int[]> expected =
        protocol(Scheme.VANILLA, settings()).fits(rows()).stream().map(Fit::validation).toList();
    for (Scheme scheme : TrainedSchemes.all().toList()) {
      for (double alpha : new double[] {1, 2}) {
        PairedProtocol protocol =
            new PairedProtocol(
                ModelKind.SOFTMAX_REGRESSION,
                List.of(scheme),
                TrainedSchemes.alpha(scheme, alpha),
                settings(),
                KEY);
        int candidates = protocol.grid().trained().size();
        List<Fit> fits = protocol.fits(rows());

        for (int fold = 0; fold < 5; fold++) {
          assertThat(fits.get(fold * candidates).validation())
              .as(scheme.key())
              .isEqualTo(expected.get(fold * LEARNING_RATES.size()));
        }
      }
    }
    List<Fit> ofOtherTrial =
        new PairedProtocol(
                ModelKind.SOFTMAX_REGRESSION,
                List.of(Scheme.VANILLA),
                OptionalDouble.empty(),
                settings(),
                new FitKey(1, "made up", 1, FitKey.FINAL))
            .fits(rows());
    assertThat(ofOtherTrial.get(0).validation()).isNotEqualTo(expected.get(0));
  }

  @Test
  void everyClassIsSpreadEvenlyOverTheFolds() {
    List<Fit> fits = protocol(Scheme.VANILLA, settings()).fits(rows());
    int[] perClass = rows().classCounts();

    for (Fit fit : fits) {
      int[] inFold = rows().subset(fit.validation()).classCounts();
      for (int label = 0; label < CLASSES; label++) {
        assertThat(inFold[label]).isBetween(perClass[label] / 5, (perClass[label] + 4) / 5);
      }
    }
  }

  @Test
  void finalFitsLeaveNothingOut() {
    List<Fit> fits = protocol(Scheme.GENLABEL_GM, settings()).finalFits(rows(), List.of(3, 11));

    assertThat(fits).extracting(Fit::candidate).containsExactly(3, 11);
    for (Fit fit : fits) {
      assertThat(fit.fold()).isEqualTo(Fit.FINAL);
      assertThat(fit.rows()).isEqualTo(IntStream.range(0, ROWS).toArray());
      assertThat(fit.validation()).isEmpty();
      assertThat(fit.start()).isEqualTo(new FitStart.Keyed(KEY));
    }
  }

  @Test
  void schemeThatMixesNeedsAnAlphaAndTheOthersHaveNone() {
    assertRefused(Scheme.MIXUP, OptionalDouble.empty());
    assertRefused(Scheme.VANILLA, OptionalDouble.of(1));
    assertRefused(Scheme.GM_CLASSIFIER, OptionalDouble.empty());
  }

  private static void assertRefused(Scheme scheme, OptionalDouble alpha) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                PairedProtocol.crossValidation(
                    ModelKind.SOFTMAX_REGRESSION, List.of(scheme), alpha, settings(), KEY))
        .withMessageContaining(scheme.key());
  }
}
