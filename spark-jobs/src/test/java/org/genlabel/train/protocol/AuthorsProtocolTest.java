package org.genlabel.train.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.genlabel.classifier.Classifier;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.Bandwidth;
import org.genlabel.density.DensityKind;
import org.genlabel.learner.Batch;
import org.genlabel.learner.BatchRules;
import org.genlabel.learner.Learner;
import org.genlabel.learner.ModelKind;
import org.genlabel.learner.OwnStreamLanes;
import org.genlabel.mixup.AuthorsMixStream;
import org.genlabel.network.InitialParameters;
import org.genlabel.random.AuthorsRandom;
import org.genlabel.random.KeyedRandom;
import org.genlabel.reference.DoubleAdam;
import org.genlabel.reference.DoubleSoftmaxLearner;
import org.genlabel.train.Candidate;
import org.genlabel.train.Evaluation;
import org.genlabel.train.Fit;
import org.genlabel.train.FitStart;
import org.genlabel.train.FittedDensities;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainedFits;
import org.genlabel.train.TrainedSchemes;
import org.genlabel.train.TrainingLoop;
import org.genlabel.train.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AuthorsProtocolTest {
  private static final int ROWS = 43;
  private static final int FEATURES = 4;
  private static final int EPOCHS = 6;
  private static final int BATCH = 16;
  private static final double WEIGHT_DECAY = 1e-4;
  private static final int TRIAL = 3;
  private static final TrainingSettings SETTINGS =
      new TrainingSettings(
          EPOCHS,
          BATCH,
          TrainingSettings.OptimizerKind.ADAM,
          List.of(0.1, 0.01),
          List.of(0.0, 0.5, 1.0),
          5,
          WEIGHT_DECAY);

  private static AuthorsProtocol protocol(Scheme scheme) {
    return new AuthorsProtocol(
        ModelKind.SOFTMAX_REGRESSION, scheme, TrainedSchemes.alpha(scheme, 2), SETTINGS, TRIAL);
  }

  private static Evaluation evaluate(Scheme scheme, LabeledRows rows) {
    List<Evaluation> evaluations =
        AuthorsProtocol.crossValidation(
                ModelKind.SOFTMAX_REGRESSION,
                scheme,
                TrainedSchemes.alpha(scheme, 2),
                SETTINGS,
                TRIAL)
            .evaluate(rows);
    assertThat(evaluations).hasSize(1);
    return evaluations.get(0);
  }

  private static int[] labels() {
    return IntStream.range(0, ROWS).map(i -> i % 7 < 3 ? 0 : i % 7 < 5 ? 1 : 2).toArray();
  }

  /** Returns points of three overlapping classes of unequal size. */
  private static double[][] points() {
    KeyedRandom random = KeyedRandom.of("rows");
    int[] labels = labels();
    double[][] x = new double[ROWS][FEATURES];
    for (int i = 0; i < ROWS; i++) {
      for (int k = 0; k < FEATURES; k++) {
        x[i][k] = 2 * random.nextDouble() - 1 + (k == labels[i] ? 1 : 0);
      }
    }
    return x;
  }

  private static LabeledRows rows(int[] labels) {
    return new LabeledRows(points(), labels, 3);
  }

  private static LabeledRows rows() {
    return rows(labels());
  }

  /** Returns the fits of all folds and candidates, and the final fits of all candidates. */
  private static List<Fit> allFits(AuthorsProtocol protocol, LabeledRows rows) {
    List<Fit> fits = new ArrayList<>(protocol.fits(rows));
    int candidates = protocol.grid().trained().size();
    fits.addAll(protocol.finalFits(rows, IntStream.range(0, candidates).boxed().toList()));
    return fits;
  }

  private static AuthorsRandom generators(Fit fit) {
    assertThat(fit.start()).isInstanceOf(FitStart.Known.class);
    return ((FitStart.Known) fit.start()).random();
  }

  private static double[] parameters(AuthorsProtocol protocol, LabeledRows rows, Fit fit) {
    return protocol.train(rows, List.of(fit)).learner().classifier(0).parameters();
  }

  @ParameterizedTest
  @MethodSource("org.genlabel.train.TrainedSchemes#all")
  void planHasTheFoldsOfEveryCandidateInGridOrderAndThenTheFinalFit(Scheme scheme) {
    AuthorsProtocol protocol = protocol(scheme);

    List<Fit> plan = protocol.fits(rows());

    int candidates = scheme.candidates(SETTINGS).size();
    assertThat(plan).hasSize(5 * candidates);
    // 43 rows: the first three folds have nine, the others eight.
    int[] starts = {0, 9, 18, 27, 35, 43};
    for (int f = 0; f < 5 * candidates; f++) {
      int from = starts[f % 5];
      int to = starts[f % 5 + 1];
      assertThat(plan.get(f).candidate()).isEqualTo(f / 5);
      assertThat(plan.get(f).fold()).isEqualTo(f % 5);
      assertThat(plan.get(f).validation()).isEqualTo(IntStream.range(from, to).toArray());
      assertThat(plan.get(f).rows())
          .isEqualTo(IntStream.range(0, ROWS).filter(i -> i < from || i >= to).toArray());
    }
    List<Fit> last = protocol.finalFits(rows(), List.of(candidates - 1));
    assertThat(last).hasSize(1);
    assertThat(last.get(0).candidate()).isEqualTo(candidates - 1);
    assertThat(last.get(0).fold()).isEqualTo(Fit.FINAL);
    assertThat(last.get(0).rows()).isEqualTo(IntStream.range(0, ROWS).toArray());
    assertThat(last.get(0).validation()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("org.genlabel.train.TrainedSchemes#all")
  void fitsRunInReverseOrderGiveTheSameParameters(Scheme scheme) {
    LabeledRows rows = rows();
    AuthorsProtocol protocol = protocol(scheme);
    List<Fit> plan = allFits(protocol, rows);
    List<double[]> inOrder = new ArrayList<>();
    for (Fit fit : plan) {
      inOrder.add(parameters(protocol, rows, fit));
    }

    AuthorsProtocol other = protocol(scheme);
    List<Fit> again = allFits(other, rows());
    for (int f = plan.size() - 1; f >= 0; f--) {
      assertThat(parameters(protocol, rows, plan.get(f))).as("fit " + f).isEqualTo(inOrder.get(f));
      assertThat(parameters(other, rows(), again.get(f)))
          .as("fit " + f + " of another plan")
          .isEqualTo(inOrder.get(f));
    }
  }

  @ParameterizedTest
  @MethodSource("org.genlabel.train.TrainedSchemes#all")
  void evaluationIsThatOfThePlansFits(Scheme scheme) {
    assertEvaluationIsThatOfThePlansFits(scheme, rows());
  }

  /**
   * Tests fits of three shapes; fits are trained side by side if they have equal numbers of rows
   * and classes.
   */
  @ParameterizedTest
  @MethodSource("org.genlabel.train.TrainedSchemes#all")
  void evaluationIsThatOfThePlansFitsWhereAFoldMissesTheLastClass(Scheme scheme) {
    // The only rows of class 2 are the first, which the first fold leaves out.
    LabeledRows rows = rows(IntStream.range(0, ROWS).map(i -> i < 4 ? 2 : i % 2).toArray());
    List<Fit> plan = protocol(scheme).fits(rows);

    assertThat(plan.subList(0, 5).stream().mapToInt(fit -> fit.rows().length))
        .containsExactly(34, 34, 34, 35, 35);
    assertThat(plan).noneMatch(Fit::fails);
    assertEvaluationIsThatOfThePlansFits(scheme, rows);
  }

  private static void assertEvaluationIsThatOfThePlansFits(Scheme scheme, LabeledRows rows) {
    List<Candidate> candidates = scheme.candidates(SETTINGS);
    AuthorsProtocol protocol = protocol(scheme);
    List<Fit> plan = protocol.fits(rows);

    Evaluation evaluation = evaluate(scheme, rows);

    int best = 0;
    for (int c = 0; c < candidates.size(); c++) {
      double sum = 0;
      for (int fold = 0; fold < 5; fold++) {
        Fit fit = plan.get(5 * c + fold);
        Learner trained = protocol.train(rows, List.of(fit)).learner();
        sum += accuracy(trained.classifier(0), rows.subset(fit.validation()));
      }
      assertThat(evaluation.scores().get(c).candidate()).isEqualTo(candidates.get(c));
      assertThat(evaluation.scores().get(c).accuracy()).isEqualTo(sum / 5);
      best = sum / 5 > evaluation.scores().get(best).accuracy() ? c : best;
    }
    assertThat(evaluation.chosen()).isEqualTo(best);
    TrainedFits last = protocol.train(rows, protocol.finalFits(rows, List.of(best)));
    assertThat(evaluation.classifier().parameters())
        .isEqualTo(last.learner().classifier(0).parameters());
    assertThat(evaluation.intrusionRate()).isEqualTo(last.intrusionRate(0));
    assertThat(evaluation.intrusionRate().isPresent()).isEqualTo(scheme.excludesIntrusion());
  }

  private static double accuracy(Classifier classifier, LabeledRows validation) {
    int[] predictions = classifier.predict(validation.x());
    int correct = 0;
    for (int row = 0; row < predictions.length; row++) {
      correct += predictions[row] == validation.labels()[row] ? 1 : 0;
    }
    return (double) correct / predictions.length;
  }

  @ParameterizedTest
  @MethodSource("org.genlabel.train.TrainedSchemes#all")
  void fitIsThatOfTheOracleInDoublePrecisionButForRounding(Scheme scheme) {
    LabeledRows rows = rows();
    AuthorsProtocol protocol = protocol(scheme);
    for (Fit fit : allFits(protocol, rows)) {
      // 6 epochs of 3 batches, each of which rounds a parameter below 4 by at most 2^-23.
      assertThat(parameters(protocol, rows, fit))
          .as("fold " + fit.fold() + " of candidate " + fit.candidate())
          .containsExactly(inDoublePrecision(scheme, protocol, rows, fit), within(18 * 0x1p-23));
    }
  }

  private static double[] inDoublePrecision(
      Scheme scheme, AuthorsProtocol protocol, LabeledRows rows, Fit fit) {
    LabeledRows training = rows.subset(fit.rows());
    AuthorsRandom random = generators(fit).copy();
    double[] start = InitialParameters.draw(random.torch(), FEATURES, 3);
    BatchRules rules = new AuthorsRules(scheme, new FittedDensities(training, Bandwidth.SCOTT));
    if (scheme.mixing().isLearned()) {
      FrozenPolicy policy = FrozenPolicy.draw(FEATURES, random.torch());
      // Skips the weights and biases of the intrusion classifier.
      random.torch().skip(2 * FEATURES + 2);
      rules = new FrozenPolicyRules(training, policy);
    }
    AuthorsMixStream stream =
        new AuthorsMixStream(random, scheme.mixing(), training.count(), BATCH, FEATURES);
    DoubleSoftmaxLearner oracle =
        new DoubleSoftmaxLearner(
            FEATURES,
            3,
            List.of(protocol.grid().trained().get(fit.candidate())),
            () -> new DoubleAdam(WEIGHT_DECAY),
            EPOCHS,
            List.of(start));
    TrainingLoop.run(oracle, List.of(new Batch(stream, rules)));
    return oracle.classifier(0).parameters();
  }

  @ParameterizedTest
  @MethodSource("org.genlabel.train.TrainedSchemes#all")
  void fitLeavesThePlansGeneratorsWhereTheyWere(Scheme scheme) {
    LabeledRows rows = rows();
    AuthorsProtocol protocol = protocol(scheme);
    Fit fit = protocol.fits(rows).get(7);
    AuthorsRandom before = generators(fit).copy();

    double[] ignored = parameters(protocol, rows, fit);

    assertThat(ignored).isNotEmpty();
    assertThat(generators(fit).torch().nextFloat()).isEqualTo(before.torch().nextFloat());
    if (scheme.dependsOnAlpha()) {
      assertThat(generators(fit).nextLambda()).isEqualTo(before.nextLambda());
    }
  }

  @ParameterizedTest
  @MethodSource("org.genlabel.train.TrainedSchemes#all")
  void singleFitPredictsWhatItPredictsAmongOthers(Scheme scheme) {
    LabeledRows rows = rows();
    AuthorsProtocol protocol = protocol(scheme);
    List<Fit> block = protocol.sideBySide(rows, protocol.fits(rows)).get(0);
    TrainedFits together = protocol.train(rows, block);

    int[][] predictions = together.learner().predict(rows.x());

    assertThat(predictions).hasNumberOfRows(block.size());
    for (int f = 0; f < block.size(); f++) {
      TrainedFits alone = protocol.train(rows, List.of(block.get(f)));
      assertThat(together.learner().classifier(f).predict(rows.x())).isEqualTo(predictions[f]);
      assertThat(alone.learner().classifier(0).predict(rows.x())).isEqualTo(predictions[f]);
      assertThat(together.intrusionRate(f)).isEqualTo(alone.intrusionRate(0));
    }
  }

  @ParameterizedTest
  @MethodSource("org.genlabel.train.TrainedSchemes#all")
  void rowsThatAFitLeavesOutHaveNoInfluenceOnIt(Scheme scheme) {
    AuthorsProtocol protocol = protocol(scheme);
    // The second fold of the last candidate.
    int last = protocol.grid().trained().size() - 1;
    int[] leftOut = IntStream.range(9, 18).toArray();

    double[] parameters = ofFit(protocol, rows(), 5 * last + 1);

    assertThat(ofFit(protocol, moved(leftOut), 5 * last + 1)).isEqualTo(parameters);
    assertThat(ofFit(protocol, moved(new int[] {8}), 5 * last + 1)).isNotEqualTo(parameters);
    assertThat(ofFit(protocol, moved(new int[] {18}), 5 * last + 1)).isNotEqualTo(parameters);
  }

  private static double[] ofFit(AuthorsProtocol protocol, LabeledRows rows, int fit) {
    return parameters(protocol, rows, protocol.fits(rows).get(fit));
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
  void fitsSideBySideHaveEqualShapesAndEachOccursOnce() {
    // The only rows of class 2 are the first, which the first fold leaves out.
    LabeledRows rows = rows(IntStream.range(0, ROWS).map(i -> i < 4 ? 2 : i % 2).toArray());
    AuthorsProtocol protocol = protocol(Scheme.GENLABEL_CV);
    List<Fit> plan = protocol.fits(rows);

    List<List<Fit>> blocks = protocol.sideBySide(rows, plan);

    // Twelve candidates: the first fold, the next two, and the last two, in lanes of sixteen.
    assertThat(OwnStreamLanes.LANES).isEqualTo(16);
    assertThat(blocks.stream().map(List::size)).containsExactly(12, 16, 8, 16, 8);
    assertThat(blocks.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(plan);
    for (List<Fit> block : blocks) {
      assertThat(block.stream().map(fit -> fit.rows().length).distinct()).hasSize(1);
      assertThat(block.stream().map(fit -> protocol.select(rows, fit.rows()).classes()).distinct())
          .hasSize(1);
    }
  }

  @Test
  void foldsAreAtMostAsManyAsRows() {
    LabeledRows four = new LabeledRows(Arrays.copyOf(points(), 4), new int[] {0, 1, 0, 1}, 2);

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> evaluate(Scheme.VANILLA, four))
        .withMessageContaining("4, not 5");
  }

  @Test
  void trialsDiffer() {
    double[] one = ofTrial(0).classifier().parameters();
    double[] other = ofTrial(1).classifier().parameters();

    assertThat(other).isNotEqualTo(one);
  }

  private static Evaluation ofTrial(int trial) {
    return AuthorsProtocol.crossValidation(
            ModelKind.SOFTMAX_REGRESSION, Scheme.MIXUP, OptionalDouble.of(2), SETTINGS, trial)
        .evaluate(rows())
        .get(0);
  }

  @Test
  void densityThatTheAuthorsCannotFitEndsItsCandidateAndDrawsNothing() {
    // Class 1 has one row, the first, which only the first fold leaves out.
    LabeledRows rows = rows(IntStream.range(0, ROWS).map(i -> i == 0 ? 1 : i % 2 * 2).toArray());
    List<Candidate> candidates = Scheme.GENLABEL_CV.candidates(SETTINGS);
    AuthorsProtocol protocol = protocol(Scheme.GENLABEL_CV);
    List<Fit> plan = new ArrayList<>(protocol.fits(rows));
    plan.addAll(protocol.finalFits(rows, List.of(0)));

    Evaluation evaluation = evaluate(Scheme.GENLABEL_CV, rows);

    // Without its only row class 1 is empty, and with it kernels have no covariance.
    assertThat(evaluation.scores()).allSatisfy(score -> assertThat(score.accuracy()).isNaN());
    for (int f = 0; f < plan.size() - 1; f++) {
      boolean fails =
          f % 5 == 0 || candidates.get(f / 5).density().equals(Optional.of(DensityKind.KDE));
      assertThat(plan.get(f).fails()).isEqualTo(fails);
      float here = generators(plan.get(f)).copy().torch().nextFloat();
      float next = generators(plan.get(f + 1)).copy().torch().nextFloat();
      assertThat(next == here).as("fit " + f + " draws nothing").isEqualTo(fails);
    }
    // The first candidate is chosen, as none has a score.
    assertThat(evaluation.chosen()).isEqualTo(0);
  }

  @Test
  void candidateThatCouldNotBeFittedNeverWins() {
    // Class 1 has two rows, which the first two folds leave out one by one.
    int[] labels = IntStream.range(0, ROWS).map(i -> i == 0 || i == 10 ? 1 : i % 2 * 2).toArray();

    Evaluation evaluation = evaluate(Scheme.GENLABEL_CV, rows(labels));

    for (int c = 0; c < evaluation.scores().size(); c++) {
      Evaluation.Score score = evaluation.scores().get(c);
      assertThat(Double.isNaN(score.accuracy()))
          .as("candidate " + c)
          .isEqualTo(score.candidate().density().equals(Optional.of(DensityKind.KDE)));
    }
    assertThat(evaluation.best().candidate().density()).contains(DensityKind.GM);
    assertThat(evaluation.best().accuracy()).isPositive();
  }

  @Test
  void classesOfAFoldFollowFromItsLargestLabel() {
    // The only rows of class 2 are the first: the training rows of the first fold have labels of
    // two classes only.
    LabeledRows rows = rows(IntStream.range(0, ROWS).map(i -> i < 3 ? 2 : i % 2).toArray());
    AuthorsProtocol protocol = protocol(Scheme.MIXUP);
    List<Fit> plan = protocol.fits(rows);

    int two = 2 * (FEATURES + 1);
    int three = 3 * (FEATURES + 1);
    assertThat(plan.subList(0, 5).stream().mapToInt(fit -> parameters(protocol, rows, fit).length))
        .containsExactly(two, three, three, three, three);
  }

  @Test
  void tiesGoToTheFirstCandidateInGridOrder() {
    // Rows so far apart that all candidates make the same predictions.
    double[][] x = new double[ROWS][FEATURES];
    int[] labels = new int[ROWS];
    for (int i = 0; i < ROWS; i++) {
      labels[i] = i % 2;
      Arrays.fill(x[i], labels[i] == 0 ? -100 : 100);
      x[i][0] += i % 5;
    }

    Evaluation evaluation = evaluate(Scheme.GENLABEL_GM, new LabeledRows(x, labels, 2));

    List<Double> accuracies = evaluation.scores().stream().map(Evaluation.Score::accuracy).toList();
    assertThat(accuracies.stream().filter(accuracy -> accuracy == 1).count()).isGreaterThan(1);
    assertThat(evaluation.chosen()).isEqualTo(accuracies.indexOf(1.0));
  }

  @Test
  void schemeThatMixesNeedsAnAlphaAndTheOthersHaveNone() {
    assertRefused(Scheme.MIXUP, OptionalDouble.empty());
    assertRefused(Scheme.ADAMIXUP, OptionalDouble.of(1));
    assertRefused(Scheme.GM_CLASSIFIER, OptionalDouble.empty());
  }

  private static void assertRefused(Scheme scheme, OptionalDouble alpha) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                AuthorsProtocol.crossValidation(
                    ModelKind.SOFTMAX_REGRESSION, scheme, alpha, SETTINGS, TRIAL))
        .withMessageContaining(scheme.key());
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                AuthorsProtocol.chained(
                    ModelKind.SOFTMAX_REGRESSION, scheme, alpha, SETTINGS, TRIAL))
        .withMessageContaining(scheme.key());
  }
}
