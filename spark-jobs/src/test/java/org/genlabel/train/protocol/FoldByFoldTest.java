package org.genlabel.train.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.commons.lang3.SerializationUtils;
import org.genlabel.data.LabeledRows;
import org.genlabel.learner.ModelKind;
import org.genlabel.random.FitKey;
import org.genlabel.random.KeyedRandom;
import org.genlabel.train.CrossValidation;
import org.genlabel.train.Evaluation;
import org.genlabel.train.FoldCounts;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainedSchemes;
import org.genlabel.train.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that folds trained separately, in reverse order, give the same results as all folds at
 * once.
 */
class FoldByFoldTest {
  private static final int FOLDS = 5;
  private static final int ROWS = 53;
  private static final int CLASSES = 4;
  private static final FitKey KEY = new FitKey(3, "made up", 1, FitKey.FINAL);
  private static final int TRIAL = 3;
  private static final List<Scheme> MIXUP = List.of(Scheme.MIXUP);

  private static final TrainingSettings SETTINGS =
      new TrainingSettings(
          6,
          16,
          TrainingSettings.OptimizerKind.ADAM,
          List.of(0.1, 0.01),
          List.of(0.0, 0.5, 1.0),
          FOLDS,
          1e-4);

  private static CrossValidation paired(List<Scheme> schemes) {
    return PairedProtocol.crossValidation(
        ModelKind.SOFTMAX_REGRESSION,
        schemes,
        TrainedSchemes.alpha(schemes.get(0), 1),
        SETTINGS,
        KEY);
  }

  private static CrossValidation authors(Scheme scheme) {
    return AuthorsProtocol.crossValidation(
        ModelKind.SOFTMAX_REGRESSION, scheme, TrainedSchemes.alpha(scheme, 1), SETTINGS, TRIAL);
  }

  /**
   * Returns labels of overlapping classes of unequal size; the last class has two rows, which are
   * in different folds.
   */
  private static int[] labels() {
    return IntStream.range(0, ROWS)
        .map(i -> i == 11 || i == 40 ? 3 : i % 7 < 3 ? 0 : i % 7 < 5 ? 1 : 2)
        .toArray();
  }

  private static LabeledRows rows() {
    return new LabeledRows(points(), labels(), CLASSES);
  }

  private static double[][] points() {
    KeyedRandom random = KeyedRandom.of("rows");
    int[] labels = labels();
    double[][] x = new double[ROWS][5];
    for (int i = 0; i < ROWS; i++) {
      int label = labels[i];
      Arrays.setAll(x[i], k -> 2 * random.nextDouble() - 1 + (k == label ? 1 : 0));
    }
    return x;
  }

  /** Returns the counts of the folds after serialization, as from tasks in other processes. */
  private static List<FoldCounts> backwards(IntFunction<FoldCounts> validate) {
    List<FoldCounts> folds = new ArrayList<>();
    for (int fold = FOLDS - 1; fold >= 0; fold--) {
      folds.add(SerializationUtils.clone(validate.apply(fold)));
    }
    Collections.reverse(folds);
    return folds;
  }

  private static void assertSame(Evaluation actual, Evaluation expected) {
    assertThat(actual.scores()).isEqualTo(expected.scores());
    assertThat(actual.chosen()).isEqualTo(expected.chosen());
    assertThat(actual.classifier().parameters()).isEqualTo(expected.classifier().parameters());
    assertThat(actual.intrusionRate()).isEqualTo(expected.intrusionRate());
  }

  static List<List<Scheme>> groups() {
    return List.of(
        List.of(Scheme.VANILLA),
        List.of(Scheme.ADAMIXUP),
        List.of(Scheme.MIXUP, Scheme.MIXUP_EXCLUDE_MI, Scheme.GENLABEL_CV),
        List.of(Scheme.CUTMIX, Scheme.CUTMIX_GENLABEL_GM),
        List.of(Scheme.GENMIX_GM));
  }

  @ParameterizedTest
  @MethodSource("groups")
  void foldByFoldGivesTheSameInThePairedProtocol(List<Scheme> schemes) {
    List<Evaluation> atOnce = paired(schemes).evaluate(rows());

    List<FoldCounts> folds = backwards(fold -> paired(schemes).validate(rows(), fold));
    List<Evaluation> foldByFold = paired(schemes).finish(rows(), folds);

    assertThat(folds.stream().mapToInt(FoldCounts::rows).sum()).isEqualTo(ROWS);
    assertThat(foldByFold).hasSameSizeAs(schemes);
    for (int s = 0; s < schemes.size(); s++) {
      assertSame(foldByFold.get(s), atOnce.get(s));
    }
  }

  @ParameterizedTest
  @MethodSource("org.genlabel.train.TrainedSchemes#all")
  void foldByFoldGivesTheSameInTheAuthorsProtocol(Scheme scheme) {
    assertAuthorsSame(scheme, rows());
  }

  @Test
  void aDensityThatCannotBeFittedInOneFoldHasNoScoreEither() {
    // The only rows of class 2 are the first two, so that there are none outside their fold.
    int[] labels =
        IntStream.range(0, ROWS).map(i -> i < 2 ? 2 : i % 2 == 0 ? 3 : i % 4 / 2).toArray();

    Evaluation atOnce =
        assertAuthorsSame(Scheme.GENLABEL_CV, new LabeledRows(points(), labels, CLASSES));

    assertThat(atOnce.scores()).anyMatch(score -> Double.isNaN(score.accuracy()));
  }

  private static Evaluation assertAuthorsSame(Scheme scheme, LabeledRows rows) {
    Evaluation atOnce = authors(scheme).evaluate(rows).get(0);

    List<FoldCounts> folds = backwards(fold -> authors(scheme).validate(rows, fold));

    assertThat(folds.stream().mapToInt(FoldCounts::rows).sum()).isEqualTo(ROWS);
    assertSame(authors(scheme).finish(rows, folds).get(0), atOnce);
    return atOnce;
  }

  @Test
  void theCandidateIsChosenByTheCountsOfTheFolds() {
    List<FoldCounts> secondIsBetter =
        IntStream.range(0, FOLDS).mapToObj(fold -> new FoldCounts(new int[] {3, 4}, 10)).toList();

    for (CrossValidation validation : List.of(paired(MIXUP), authors(Scheme.MIXUP))) {
      Evaluation evaluation = validation.finish(rows(), secondIsBetter).get(0);

      assertThat(evaluation.chosen()).isEqualTo(1);
      assertThat(evaluation.best().candidate().learningRate()).isEqualTo(0.01);
      // A mean of five equal numbers, summed in floating point.
      assertThat(evaluation.best().accuracy()).isCloseTo(0.4, within(1e-15));
    }
  }

  @Test
  void allFoldsAreNeeded() {
    List<FoldCounts> folds = backwards(fold -> paired(MIXUP).validate(rows(), fold));

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> paired(MIXUP).finish(rows(), folds.subList(0, 4)))
        .withMessageContaining("5 folds, not by 4");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> authors(Scheme.MIXUP).finish(rows(), folds.subList(1, 5)))
        .withMessageContaining("5 folds, not by 4");
  }
}
