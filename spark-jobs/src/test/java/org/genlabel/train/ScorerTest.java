package org.genlabel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.genlabel.classifier.Classifier;
import org.genlabel.data.LabeledRows;
import org.genlabel.learner.ModelKind;
import org.genlabel.random.FitKey;
import org.genlabel.random.KeyedRandom;
import org.genlabel.train.protocol.AuthorsProtocol;
import org.genlabel.train.protocol.PairedProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that candidates are chosen by their scores, in both protocols. */
class ScorerTest {
  private static final int FOLDS = 4;
  private static final TrainingSettings SETTINGS =
      new TrainingSettings(
          8,
          16,
          TrainingSettings.OptimizerKind.ADAM,
          List.of(0.1, 0.001),
          List.of(0.0, 0.5, 1.0),
          FOLDS,
          1e-4);

  /** Returns rows of three overlapping classes of unequal size. */
  private static LabeledRows rows() {
    KeyedRandom random = KeyedRandom.of("rows");
    double[][] x = new double[53][5];
    int[] labels = new int[53];
    for (int i = 0; i < 53; i++) {
      labels[i] = i % 7 < 3 ? 0 : i % 7 < 5 ? 1 : 2;
      int label = labels[i];
      Arrays.setAll(x[i], k -> 2 * random.nextDouble() - 1 + (k == label ? 1 : 0));
    }
    return new LabeledRows(x, labels, 3);
  }

  static Stream<TrainingProtocol> protocols() {
    OptionalDouble alpha = OptionalDouble.of(1);
    FitKey key = new FitKey(3, "made up", 1, FitKey.FINAL);
    return Stream.of(
        new PairedProtocol(
            ModelKind.SOFTMAX_REGRESSION, List.of(Scheme.GENLABEL_CV), alpha, SETTINGS, key),
        new PairedProtocol(
            ModelKind.SOFTMAX_REGRESSION,
            List.of(Scheme.ADAMIXUP),
            OptionalDouble.empty(),
            SETTINGS,
            key),
        new AuthorsProtocol(ModelKind.SOFTMAX_REGRESSION, Scheme.GENLABEL_CV, alpha, SETTINGS, 3),
        new AuthorsProtocol(
            ModelKind.SOFTMAX_REGRESSION, Scheme.ADAMIXUP, OptionalDouble.empty(), SETTINGS, 3),
        AuthorsProtocol.chained(
            ModelKind.SOFTMAX_REGRESSION, Scheme.GENLABEL_GM, alpha, SETTINGS, 3));
  }

  private static Evaluation evaluate(TrainingProtocol protocol, Scorer scorer) {
    return new CrossValidation(protocol, SETTINGS, scorer).evaluate(rows()).get(0);
  }

  private static double[] accuracies(Evaluation evaluation) {
    return evaluation.scores().stream().mapToDouble(Evaluation.Score::accuracy).toArray();
  }

  /** Returns the number of rows that a classifier predicts incorrectly. */
  private static int wrong(Classifier classifier, LabeledRows rows) {
    return rows.count() - Scorer.CLEAN.correct(classifier, rows);
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void scorerThatCountsWrongRowsPrefersTheWorstCandidate(TrainingProtocol protocol) {
    double[] clean = accuracies(evaluate(protocol, Scorer.CLEAN));

    Evaluation worst = evaluate(protocol, ScorerTest::wrong);

    double[] ofWrong = accuracies(worst);
    for (int c = 0; c < clean.length; c++) {
      // Means of four quotients, rounded.
      assertThat(ofWrong[c]).isCloseTo(1 - clean[c], within(1e-15));
    }
    double lowest = Arrays.stream(clean).min().orElseThrow();
    assertThat(lowest).isLessThan(Arrays.stream(clean).max().orElseThrow());
    assertThat(clean[worst.chosen()]).isCloseTo(lowest, within(1e-15));
    assertThat(worst.classifier().parameters()).isEqualTo(finalFit(protocol, worst.chosen()));
  }

  private static double[] finalFit(TrainingProtocol protocol, int candidate) {
    LabeledRows rows = rows();
    int position = protocol.grid().positions(0)[candidate];
    // In a chain the final fit needs all previous fits.
    protocol.fits(rows).stream()
        .filter(fit -> !fit.fails())
        .forEach(fit -> protocol.train(rows, List.of(fit)));
    return protocol
        .train(rows, protocol.finalFits(rows, List.of(position)))
        .learner()
        .classifier(0)
        .parameters();
  }

  /** Uses the recall of one class as an example; rows of other classes do not count. */
  @ParameterizedTest
  @MethodSource("protocols")
  void scoreIsTheMeanOfWhatTheScorerCountsInEachFold(TrainingProtocol protocol) {
    Scorer ofClassOne =
        (classifier, validation) -> {
          int[] predictions = classifier.predict(validation.x());
          int correct = 0;
          for (int row = 0; row < predictions.length; row++) {
            correct += predictions[row] == 1 && validation.labels()[row] == 1 ? 1 : 0;
          }
          return correct;
        };

    double[] actual = accuracies(evaluate(protocol, ofClassOne));

    LabeledRows rows = rows();
    double[] expected = new double[protocol.grid().trained().size()];
    for (Fit fit : protocol.fits(rows)) {
      int[] predictions =
          protocol
              .train(rows, List.of(fit))
              .learner()
              .predict(protocol.select(rows, fit.validation()).x())[0];
      int correct = 0;
      for (int row = 0; row < predictions.length; row++) {
        correct += predictions[row] == 1 && rows.labels()[fit.validation()[row]] == 1 ? 1 : 0;
      }
      expected[fit.candidate()] += (double) correct / predictions.length / FOLDS;
    }
    int[] positions = protocol.grid().positions(0);
    for (int c = 0; c < actual.length; c++) {
      // Means of four quotients, rounded.
      assertThat(actual[c]).isCloseTo(expected[positions[c]], within(1e-15));
    }
    assertThat(actual).isNotEqualTo(accuracies(evaluate(protocol, Scorer.CLEAN)));
  }

  /** Scoring all candidates in one pass gives the same counts as one after another. */
  @ParameterizedTest
  @MethodSource("protocols")
  void candidatesOneByOneHaveTheScoresOfAllAtOnce(TrainingProtocol protocol) {
    Scorer oneByOne = (classifier, validation) -> Scorer.CLEAN.correct(classifier, validation);

    Evaluation actual = evaluate(protocol, oneByOne);
    Evaluation expected = evaluate(protocol, Scorer.CLEAN);

    assertThat(actual.scores()).isEqualTo(expected.scores());
    assertThat(actual.chosen()).isEqualTo(expected.chosen());
    assertThat(actual.classifier().parameters()).isEqualTo(expected.classifier().parameters());
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void scorerSeesTheRowsThatTheFoldLeftOut(TrainingProtocol protocol) {
    List<LabeledRows> seen = new ArrayList<>();
    evaluate(
        protocol,
        (classifier, validation) -> {
          seen.add(validation);
          return 0;
        });

    int candidates = protocol.grid().trained().size();
    assertThat(seen.stream().mapToInt(LabeledRows::count).sum()).isEqualTo(53 * candidates);
    List<double[]> left = seen.stream().flatMap(fold -> Arrays.stream(fold.x())).toList();
    for (double[] row : rows().x()) {
      assertThat(left.stream().filter(other -> Arrays.equals(other, row))).hasSize(candidates);
    }
  }

  @Test
  void withoutADifferenceTheFirstCandidateIsChosen() {
    for (TrainingProtocol protocol : protocols().toList()) {
      Evaluation evaluation = evaluate(protocol, (classifier, validation) -> 1);

      assertThat(evaluation.chosen()).isZero();
      // A fold has 13 or 14 rows.
      assertThat(evaluation.best().accuracy()).isBetween(1 / 14.0, 1 / 13.0);
    }
  }
}
