package org.genlabel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.genlabel.data.LabeledRows;
import org.genlabel.learner.ModelKind;
import org.genlabel.random.KeyedRandom;
import org.genlabel.train.protocol.AuthorsProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that fits that run one after another, each with the generators of the previous one, equal
 * those whose starts are computed in advance.
 */
class ChainedFitsTest {
  private static final int ROWS = 43;
  private static final int FOLDS = 5;
  private static final int TRIAL = 3;
  private static final TrainingSettings SETTINGS =
      new TrainingSettings(
          6,
          16,
          TrainingSettings.OptimizerKind.ADAM,
          List.of(0.1, 0.01),
          List.of(0.0, 0.5, 1.0),
          FOLDS,
          1e-4);

  /** Returns rows of overlapping classes of unequal size. */
  private static LabeledRows rows() {
    return rows(i -> i % 7 < 3 ? 0 : i % 7 < 5 ? 1 : 2);
  }

  private static LabeledRows rows(IntUnaryOperator label) {
    KeyedRandom random = KeyedRandom.of("rows");
    int[] labels = IntStream.range(0, ROWS).map(label).toArray();
    double[][] x = new double[ROWS][4];
    for (int i = 0; i < ROWS; i++) {
      for (int k = 0; k < 4; k++) {
        x[i][k] = 2 * random.nextDouble() - 1 + (k == labels[i] ? 1 : 0);
      }
    }
    return new LabeledRows(x, labels, 3);
  }

  private static AuthorsProtocol chained(Scheme scheme) {
    return AuthorsProtocol.chained(
        ModelKind.SOFTMAX_REGRESSION, scheme, TrainedSchemes.alpha(scheme, 2), SETTINGS, TRIAL);
  }

  private static CrossValidation chain(Scheme scheme) {
    return new CrossValidation(chained(scheme), SETTINGS, Scorer.CLEAN);
  }

  private static CrossValidation planned(Scheme scheme) {
    return AuthorsProtocol.crossValidation(
        ModelKind.SOFTMAX_REGRESSION, scheme, TrainedSchemes.alpha(scheme, 2), SETTINGS, TRIAL);
  }

  private static void assertSame(Evaluation actual, Evaluation expected) {
    assertThat(actual.scores()).isEqualTo(expected.scores());
    assertThat(actual.chosen()).isEqualTo(expected.chosen());
    assertThat(actual.classifier().parameters()).isEqualTo(expected.classifier().parameters());
    assertThat(actual.intrusionRate()).isEqualTo(expected.intrusionRate());
  }

  @ParameterizedTest
  @MethodSource("org.genlabel.train.TrainedSchemes#all")
  void chainGivesTheEvaluationOfThePlan(Scheme scheme) {
    Evaluation expected = planned(scheme).evaluate(rows()).get(0);

    List<Evaluation> actual = chain(scheme).evaluate(rows());

    assertThat(actual).hasSize(1);
    assertSame(actual.get(0), expected);
  }

  static List<Arguments> rareClasses() {
    IntUnaryOperator twoClasses = i -> i % 2 * 2;
    return List.of(
        // Class 1 has two rows, which the first two folds leave out, so that kernels fail in both.
        Arguments.of(rows(i -> i == 0 || i == 10 ? 1 : twoClasses.applyAsInt(i)), 6),
        // The same in the last two folds.
        Arguments.of(rows(i -> i == 30 || i == 40 ? 1 : twoClasses.applyAsInt(i)), 6),
        // Class 1 has one row: kernels fail in all folds, and Gaussians in the fold that leaves it
        // out. In the first fold the chain begins with a fit that draws nothing.
        Arguments.of(rows(i -> i == 0 ? 1 : twoClasses.applyAsInt(i)), 12),
        Arguments.of(rows(i -> i == 20 ? 1 : twoClasses.applyAsInt(i)), 12),
        Arguments.of(rows(i -> i == 42 ? 1 : twoClasses.applyAsInt(i)), 12));
  }

  @ParameterizedTest
  @MethodSource("rareClasses")
  void densityThatFailsInAFoldLeavesTheOtherFitsWhereTheyAre(LabeledRows rows, int withoutScore) {
    Evaluation expected = planned(Scheme.GENLABEL_CV).evaluate(rows).get(0);

    Evaluation actual = chain(Scheme.GENLABEL_CV).evaluate(rows).get(0);

    assertThat(actual.scores().stream().filter(score -> Double.isNaN(score.accuracy())))
        .hasSize(withoutScore);
    assertSame(actual, expected);
  }

  @Test
  void foldMayMissTheLastClass() {
    // The only rows of class 2 are the first, which the first fold leaves out.
    LabeledRows rows = rows(i -> i < 4 ? 2 : i % 2);

    assertSame(
        chain(Scheme.MIXUP).evaluate(rows).get(0), planned(Scheme.MIXUP).evaluate(rows).get(0));
  }

  @Test
  void chainBeginsAnewWithEveryEvaluation() {
    CrossValidation chain = chain(Scheme.GENLABEL_GM);
    LabeledRows rows = rows();
    Evaluation once = chain.evaluate(rows).get(0);

    assertSame(chain.evaluate(rows).get(0), once);
    assertSame(chain.evaluate(rows()).get(0), once);
  }

  @Test
  void fitsOfAChainAreTrainedOneByOneInTheOrderOfThePlan() {
    AuthorsProtocol chain = chained(Scheme.GENLABEL_CV);
    LabeledRows rows = rows();
    List<Fit> fits = chain.fits(rows);

    assertThat(fits.get(0).start().needsPrevious()).isFalse();
    assertThat(fits.subList(1, fits.size())).allMatch(fit -> fit.start().needsPrevious());
    assertThat(chain.finalFits(rows, List.of(0)).get(0).start().needsPrevious()).isTrue();
    assertThat(chain.sideBySide(rows, fits)).isEqualTo(fits.stream().map(List::of).toList());
  }

  @Test
  void afterFitsThatFailTheStartIsStillTheOneBefore() {
    AuthorsProtocol chain = chained(Scheme.GENLABEL_CV);
    // Kernels fail in every fold, Gaussians in the first.
    List<Fit> fits = chain.fits(rows(i -> i == 0 ? 1 : i % 2 * 2));

    assertThat(fits.get(0).fails()).isTrue();
    assertThat(fits.get(1).fails()).isFalse();
    assertThat(fits.get(1).start()).isSameAs(fits.get(0).start());
    assertThat(fits.get(2).start().needsPrevious()).isTrue();
  }

  /**
   * In a chain all fits are trained, whichever fold is requested, because the following fits depend
   * on them.
   */
  @Test
  void singleFoldIsTheFoldOfThePlan() {
    LabeledRows rows = rows();
    List<FoldCounts> folds = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      FoldCounts actual = chain(Scheme.GENLABEL_GM).validate(rows, fold);
      FoldCounts expected = planned(Scheme.GENLABEL_GM).validate(rows, fold);

      assertThat(actual.correct()).isEqualTo(expected.correct());
      assertThat(actual.rows()).isEqualTo(expected.rows());
      folds.add(actual);
    }
    CrossValidation chain = chain(Scheme.GENLABEL_GM);
    chain.validate(rows, 4);
    assertSame(chain.finish(rows, folds).get(0), planned(Scheme.GENLABEL_GM).evaluate(rows).get(0));
  }

  @Test
  void aLinkCannotBeginBeforeTheOneBeforeItHasEnded() {
    List<FoldCounts> elsewhere =
        IntStream.range(0, FOLDS).mapToObj(fold -> new FoldCounts(new int[] {3, 4}, 8)).toList();

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> chain(Scheme.MIXUP).finish(rows(), elsewhere))
        .withMessage("a fit of a chain can begin only after the previous one has ended");
  }
}
