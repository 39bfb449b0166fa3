package org.genlabel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.AuthorsRandom;
import org.genlabel.model.LaneClassifier;
import org.genlabel.model.Precision;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuthorsTrainerTest {
  private static final int ROWS = 43;
  private static final int TRIAL = 3;

  private static TrainingSettings settings() {
    return settings(Precision.SINGLE);
  }

  private static TrainingSettings settings(Precision precision) {
    return new TrainingSettings(
        6,
        16,
        TrainingSettings.OptimizerKind.ADAM,
        precision,
        List.of(0.1, 0.01),
        List.of(0.0, 0.5, 1.0),
        5,
        1e-4);
  }

  private static AuthorsTrainer trainer(Scheme scheme) {
    return trainer(scheme, Precision.SINGLE);
  }

  private static AuthorsTrainer trainer(Scheme scheme, Precision precision) {
    return new AuthorsTrainer(scheme, alpha(scheme), settings(precision));
  }

  private static OptionalDouble alpha(Scheme scheme) {
    return scheme.dependsOnAlpha() ? OptionalDouble.of(2) : OptionalDouble.empty();
  }

  private static int[] labels() {
    return IntStream.range(0, ROWS).map(i -> i % 7 < 3 ? 0 : i % 7 < 5 ? 1 : 2).toArray();
  }

  /** Three overlapping classes, uneven. */
  private static double[][] rows() {
    KeyedRandom random = KeyedRandom.of("rows");
    int[] labels = labels();
    double[][] x = new double[ROWS][4];
    for (int i = 0; i < ROWS; i++) {
      for (int k = 0; k < 4; k++) {
        x[i][k] = 2 * random.nextDouble() - 1 + (k == labels[i] ? 1 : 0);
      }
    }
    return x;
  }

  @ParameterizedTest
  @EnumSource(value = Scheme.class, mode = EnumSource.Mode.EXCLUDE, names = "GM_CLASSIFIER")
  void planHasTheFoldsOfEveryCandidateInGridOrderAndThenTheFinalFit(Scheme scheme) {
    List<PlannedFit> plan = trainer(scheme).plan(rows(), labels(), TRIAL);

    int candidates = scheme.candidates(settings()).size();
    assertThat(plan).hasSize(5 * candidates + 1);
    // 43 rows: the first three folds have nine, the others eight.
    int[] starts = {0, 9, 18, 27, 35, 43};
    for (int f = 0; f < 5 * candidates; f++) {
      int from = starts[f % 5];
      int to = starts[f % 5 + 1];
      assertThat(plan.get(f).candidate()).isEqualTo(f / 5);
      assertThat(plan.get(f).validation()).isEqualTo(IntStream.range(from, to).toArray());
      assertThat(plan.get(f).rows())
          .isEqualTo(IntStream.range(0, ROWS).filter(i -> i < from || i >= to).toArray());
    }
    PlannedFit last = plan.get(5 * candidates);
    assertThat(last.candidate()).isEqualTo(PlannedFit.BEST);
    assertThat(last.rows()).isEqualTo(IntStream.range(0, ROWS).toArray());
    assertThat(last.validation()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = Scheme.class, mode = EnumSource.Mode.EXCLUDE, names = "GM_CLASSIFIER")
  void fitsRunInReverseOrderGiveTheSameParameters(Scheme scheme) {
    AuthorsTrainer trainer = trainer(scheme);
    List<Candidate> candidates = scheme.candidates(settings());
    List<PlannedFit> plan = trainer.plan(rows(), labels(), TRIAL);
    List<double[]> inOrder = new ArrayList<>();
    for (PlannedFit fit : plan) {
      inOrder.add(parameters(trainer, fit, candidates));
    }

    List<PlannedFit> again = trainer.plan(rows(), labels(), TRIAL);
    for (int f = plan.size() - 1; f >= 0; f--) {
      assertThat(parameters(trainer, plan.get(f), candidates))
          .as("fit " + f)
          .isEqualTo(inOrder.get(f));
      assertThat(parameters(trainer, again.get(f), candidates))
          .as("fit " + f + " of another plan")
          .isEqualTo(inOrder.get(f));
    }
  }

  private static double[] parameters(
      AuthorsTrainer trainer, PlannedFit fit, List<Candidate> candidates) {
    Candidate candidate = candidates.get(Math.max(0, fit.candidate()));
    return trainer.fit(rows(), labels(), fit, candidate).classifiers().parameters(0);
  }

  @ParameterizedTest
  @EnumSource(value = Scheme.class, mode = EnumSource.Mode.EXCLUDE, names = "GM_CLASSIFIER")
  void evaluationIsThatOfThePlansFits(Scheme scheme) {
    assertEvaluationIsThatOfThePlansFits(trainer(scheme), scheme, labels());
  }

  /**
   * Fits are trained side by side where they have as many rows and classes: here, of three kinds.
   */
  @ParameterizedTest
  @EnumSource(value = Scheme.class, mode = EnumSource.Mode.EXCLUDE, names = "GM_CLASSIFIER")
  void evaluationIsThatOfThePlansFitsWhereAFoldMissesTheLastClass(Scheme scheme) {
    // The only rows of class 2 are the first, which the first fold leaves out.
    int[] labels = IntStream.range(0, ROWS).map(i -> i < 4 ? 2 : i % 2).toArray();
    AuthorsTrainer trainer = trainer(scheme);
    List<PlannedFit> plan = trainer.plan(rows(), labels, TRIAL);

    assertThat(plan.subList(0, 5).stream().mapToInt(fit -> fit.rows().length))
        .containsExactly(34, 34, 34, 35, 35);
    assertThat(plan).noneMatch(PlannedFit::fails);
    assertEvaluationIsThatOfThePlansFits(trainer, scheme, labels);
  }

  @ParameterizedTest
  @EnumSource(
      value = Scheme.class,
      names = {"VANILLA", "GENLABEL_CV", "MIXUP_EXCLUDE_MI", "ADAMIXUP"})
  void evaluationIsThatOfThePlansFitsInDoublePrecision(Scheme scheme) {
    AuthorsTrainer trainer = trainer(scheme, Precision.DOUBLE);

    assertEvaluationIsThatOfThePlansFits(trainer, scheme, labels());
    double[] parameters =
        trainer.evaluate(rows(), labels(), TRIAL).fit().classifiers().parameters(0);
    assertThat(Arrays.stream(parameters))
        .as("parameters, none of them a float")
        .noneMatch(parameter -> parameter == (double) parameter.floatValue());
  }

  private static void assertEvaluationIsThatOfThePlansFits(
      AuthorsTrainer trainer, Scheme scheme, int[] labels) {
    List<Candidate> candidates = scheme.candidates(settings());
    List<PlannedFit> plan = trainer.plan(rows(), labels, TRIAL);

    Evaluation evaluation = trainer.evaluate(rows(), labels, TRIAL);

    int best = 0;
    for (int c = 0; c < candidates.size(); c++) {
      double sum = 0;
      for (int fold = 0; fold < 5; fold++) {
        PlannedFit fit = plan.get(5 * c + fold);
        Fit trained = trainer.fit(rows(), labels, fit, candidates.get(c));
        sum += accuracy(trained.classifiers(), fit.validation(), labels);
      }
      assertThat(evaluation.scores().get(c).candidate()).isEqualTo(candidates.get(c));
      assertThat(evaluation.scores().get(c).accuracy()).isEqualTo(sum / 5);
      best = sum / 5 > evaluation.scores().get(best).accuracy() ? c : best;
    }
    assertThat(evaluation.chosen()).isEqualTo(best);
    Fit last = trainer.fit(rows(), labels, plan.get(plan.size() - 1), candidates.get(best));
    assertThat(evaluation.fit().classifiers().parameters(0))
        .isEqualTo(last.classifiers().parameters(0));
    assertThat(evaluation.fit().intrusionRate().isPresent()).isEqualTo(scheme.excludesIntrusion());
  }

  private static double accuracy(LaneClassifier classifier, int[] validation, int[] labels) {
    int[] prediction = new int[1];
    int correct = 0;
    for (int row : validation) {
      classifier.predict(rows()[row], prediction);
      correct += prediction[0] == labels[row] ? 1 : 0;
    }
    return (double) correct / validation.length;
  }

  @ParameterizedTest
  @EnumSource(value = Scheme.class, mode = EnumSource.Mode.EXCLUDE, names = "GM_CLASSIFIER")
  void fitLeavesThePlansGeneratorsWhereTheyWere(Scheme scheme) {
    AuthorsTrainer trainer = trainer(scheme);
    PlannedFit fit = trainer.plan(rows(), labels(), TRIAL).get(7);
    AuthorsRandom before = fit.random().copy();

    Fit ignored = trainer.fit(rows(), labels(), fit, scheme.candidates(settings()).get(0));

    assertThat(ignored.classifiers()).isNotNull();
    assertThat(fit.random().torch().nextFloat()).isEqualTo(before.torch().nextFloat());
    if (scheme.dependsOnAlpha()) {
      assertThat(fit.random().nextLambda()).isEqualTo(before.nextLambda());
    }
  }

  @Test
  void foldsAreAtMostAsManyAsRows() {
    double[][] x = Arrays.copyOf(rows(), 4);
    int[] labels = {0, 1, 0, 1};

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> trainer(Scheme.VANILLA).evaluate(x, labels, TRIAL))
        .withMessageContaining("4, not 5");
  }

  @Test
  void trialsDiffer() {
    AuthorsTrainer trainer = trainer(Scheme.MIXUP);
    double[] one = trainer.evaluate(rows(), labels(), 0).fit().classifiers().parameters(0);
    double[] other = trainer.evaluate(rows(), labels(), 1).fit().classifiers().parameters(0);

    assertThat(other).isNotEqualTo(one);
  }

  /** Class 1 has one row, the first, which only the first fold leaves out. */
  private static int[] singleton() {
    return IntStream.range(0, ROWS).map(i -> i == 0 ? 1 : i % 2 * 2).toArray();
  }

  @Test
  void densityThatTheAuthorsCannotFitEndsItsCandidateAndDrawsNothing() {
    AuthorsTrainer trainer = trainer(Scheme.GENLABEL_CV);
    List<Candidate> candidates = Scheme.GENLABEL_CV.candidates(settings());
    List<PlannedFit> plan = trainer.plan(rows(), singleton(), TRIAL);

    Evaluation evaluation = trainer.evaluate(rows(), singleton(), TRIAL);

    // Without its only row class 1 is empty; with it, kernels have no covariance.
    assertThat(evaluation.scores()).allSatisfy(score -> assertThat(score.accuracy()).isNaN());
    for (int f = 0; f < plan.size() - 1; f++) {
      boolean fails =
          f % 5 == 0 || candidates.get(f / 5).density().equals(Optional.of(DensityKind.KDE));
      float here = plan.get(f).random().copy().torch().nextFloat();
      float next = plan.get(f + 1).random().copy().torch().nextFloat();
      assertThat(next == here).as("fit " + f + " draws nothing").isEqualTo(fails);
    }
    // The first candidate, as none could be scored.
    assertThat(evaluation.chosen()).isEqualTo(0);
  }

  @Test
  void candidateThatCouldNotBeFittedNeverWins() {
    // Class 1 has two rows, which the first two folds leave out one by one.
    int[] labels = IntStream.range(0, ROWS).map(i -> i == 0 || i == 10 ? 1 : i % 2 * 2).toArray();

    Evaluation evaluation = trainer(Scheme.GENLABEL_CV).evaluate(rows(), labels, TRIAL);

    for (int c = 0; c < evaluation.scores().size(); c++) {
      CrossValidation.Score score = evaluation.scores().get(c);
      assertThat(Double.isNaN(score.accuracy()))
          .as("candidate " + c)
          .isEqualTo(score.candidate().density().equals(Optional.of(DensityKind.KDE)));
    }
    assertThat(evaluation.best().candidate().density()).contains(DensityKind.GM);
    assertThat(evaluation.best().accuracy()).isPositive();
  }

  @Test
  void foldKnowsOfAsManyClassesAsItsLargestLabelSays() {
    // The only rows of class 2 are the first: the first fold's training rows know of two classes.
    int[] labels = IntStream.range(0, ROWS).map(i -> i < 3 ? 2 : i % 2).toArray();
    AuthorsTrainer trainer = trainer(Scheme.MIXUP);
    List<PlannedFit> plan = trainer.plan(rows(), labels, TRIAL);
    Candidate candidate = Scheme.MIXUP.candidates(settings()).get(0);

    int two = 2 * (4 + 1);
    int three = 3 * (4 + 1);
    assertThat(plan.subList(0, 5).stream().mapToInt(fit -> count(trainer, labels, fit, candidate)))
        .containsExactly(two, three, three, three, three);
  }

  private static int count(
      AuthorsTrainer trainer, int[] labels, PlannedFit fit, Candidate candidate) {
    return trainer.fit(rows(), labels, fit, candidate).classifiers().parameters(0).length;
  }

  @Test
  void tiesGoToTheFirstCandidateInGridOrder() {
    // Rows so far apart that every candidate is right everywhere, or wrong alike.
    double[][] x = new double[ROWS][4];
    int[] labels = new int[ROWS];
    for (int i = 0; i < ROWS; i++) {
      labels[i] = i % 2;
      Arrays.fill(x[i], labels[i] == 0 ? -100 : 100);
      x[i][0] += i % 5;
    }

    Evaluation evaluation = trainer(Scheme.GENLABEL_GM).evaluate(x, labels, TRIAL);

    List<Double> accuracies =
        evaluation.scores().stream().map(CrossValidation.Score::accuracy).toList();
    assertThat(accuracies.stream().filter(accuracy -> accuracy == 1).count()).isGreaterThan(1);
    assertThat(evaluation.chosen()).isEqualTo(accuracies.indexOf(1.0));
  }

  @Test
  void schemeThatMixesNeedsAnAlphaAndTheOthersHaveNone() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new AuthorsTrainer(Scheme.MIXUP, OptionalDouble.empty(), settings()))
        .withMessageContaining("mixup");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new AuthorsTrainer(Scheme.ADAMIXUP, OptionalDouble.of(1), settings()))
        .withMessageContaining("adamixup");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () -> new AuthorsTrainer(Scheme.GM_CLASSIFIER, OptionalDouble.empty(), settings()))
        .withMessageContaining("gm-classifier");
  }
}
