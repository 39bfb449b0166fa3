package org.genlabel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.commons.lang3.SerializationUtils;
import org.genlabel.mixup.FitKey;
import org.genlabel.model.Precision;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Folds that are trained each by itself, last one first, come to what they do all at once. */
class FoldByFoldTest {
  private static final int FOLDS = 5;
  private static final int ROWS = 53;
  private static final int CLASSES = 4;
  private static final FitKey KEY = new FitKey(3, "made up", 1, FitKey.FINAL);
  private static final int TRIAL = 3;

  private static TrainingSettings settings(Precision precision) {
    return new TrainingSettings(
        6,
        16,
        TrainingSettings.OptimizerKind.ADAM,
        precision,
        List.of(0.1, 0.01),
        List.of(0.0, 0.5, 1.0),
        FOLDS,
        1e-4);
  }

  private static OptionalDouble alpha(Scheme scheme) {
    return scheme.dependsOnAlpha() ? OptionalDouble.of(1) : OptionalDouble.empty();
  }

  /** Overlapping classes, uneven; the last has two rows, which fall into different folds. */
  private static int[] labels() {
    return IntStream.range(0, ROWS)
        .map(i -> i == 11 || i == 40 ? 3 : i % 7 < 3 ? 0 : i % 7 < 5 ? 1 : 2)
        .toArray();
  }

  private static double[][] rows() {
    KeyedRandom random = KeyedRandom.of("rows");
    int[] labels = labels();
    double[][] x = new double[ROWS][5];
    for (int i = 0; i < ROWS; i++) {
      int label = labels[i];
      Arrays.setAll(x[i], k -> 2 * random.nextDouble() - 1 + (k == label ? 1 : 0));
    }
    return x;
  }

  /** As a task elsewhere would hand it over. */
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
    assertThat(actual.fit().classifiers().parameters(0))
        .isEqualTo(expected.fit().classifiers().parameters(0));
    assertThat(actual.fit().intrusionRate()).isEqualTo(expected.fit().intrusionRate());
  }

  static List<Arguments> groups() {
    List<Arguments> groups = new ArrayList<>();
    for (Precision precision : Precision.values()) {
      groups.add(Arguments.of(List.of(Scheme.VANILLA), precision));
      groups.add(Arguments.of(List.of(Scheme.ADAMIXUP), precision));
      groups.add(
          Arguments.of(
              List.of(Scheme.MIXUP, Scheme.MIXUP_EXCLUDE_MI, Scheme.GENLABEL_CV), precision));
    }
    groups.add(Arguments.of(List.of(Scheme.CUTMIX, Scheme.CUTMIX_GENLABEL_GM), Precision.SINGLE));
    groups.add(Arguments.of(List.of(Scheme.GENMIX_GM), Precision.SINGLE));
    return groups;
  }

  @ParameterizedTest
  @MethodSource("groups")
  void pairedSchemesComeOutTheSame(List<Scheme> schemes, Precision precision) {
    OptionalDouble alpha = alpha(schemes.get(0));
    TrainingSettings settings = settings(precision);
    List<Evaluation> atOnce =
        new PairedTrainer(schemes, alpha, settings).evaluate(rows(), labels(), CLASSES, KEY);

    List<FoldCounts> folds =
        backwards(
            fold ->
                new PairedTrainer(schemes, alpha, settings)
                    .validate(rows(), labels(), CLASSES, KEY, fold));
    List<Evaluation> foldByFold =
        new PairedTrainer(schemes, alpha, settings).finish(rows(), labels(), CLASSES, KEY, folds);

    assertThat(folds.stream().mapToInt(FoldCounts::rows).sum()).isEqualTo(ROWS);
    assertThat(foldByFold).hasSameSizeAs(schemes);
    for (int s = 0; s < schemes.size(); s++) {
      assertSame(foldByFold.get(s), atOnce.get(s));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Scheme.class, mode = EnumSource.Mode.EXCLUDE, names = "GM_CLASSIFIER")
  void authorsSchemesComeOutTheSame(Scheme scheme) {
    assertAuthorsSame(scheme, Precision.SINGLE, labels());
  }

  @ParameterizedTest
  @EnumSource(
      value = Scheme.class,
      names = {"GENLABEL_CV", "MIXUP_EXCLUDE_MI", "ADAMIXUP"})
  void authorsSchemesComeOutTheSameInDoublePrecision(Scheme scheme) {
    assertAuthorsSame(scheme, Precision.DOUBLE, labels());
  }

  @Test
  void aDensityThatCannotBeFittedInOneFoldHasNoScoreEither() {
    // The only rows of class 2 are the first two: outside their fold there is none.
    int[] labels =
        IntStream.range(0, ROWS).map(i -> i < 2 ? 2 : i % 2 == 0 ? 3 : i % 4 / 2).toArray();

    Evaluation atOnce = assertAuthorsSame(Scheme.GENLABEL_CV, Precision.SINGLE, labels);

    assertThat(atOnce.scores()).anyMatch(score -> Double.isNaN(score.accuracy()));
  }

  private static Evaluation assertAuthorsSame(Scheme scheme, Precision precision, int[] labels) {
    TrainingSettings settings = settings(precision);
    Evaluation atOnce =
        new AuthorsTrainer(scheme, alpha(scheme), settings).evaluate(rows(), labels, TRIAL);

    List<FoldCounts> folds =
        backwards(
            fold ->
                new AuthorsTrainer(scheme, alpha(scheme), settings)
                    .validate(rows(), labels, TRIAL, fold));

    assertThat(folds.stream().mapToInt(FoldCounts::rows).sum()).isEqualTo(ROWS);
    assertSame(
        new AuthorsTrainer(scheme, alpha(scheme), settings).finish(rows(), labels, TRIAL, folds),
        atOnce);
    return atOnce;
  }

  @Test
  void theCandidateIsChosenByTheCountsOfTheFolds() {
    List<FoldCounts> secondIsBetter =
        IntStream.range(0, FOLDS).mapToObj(fold -> new FoldCounts(new int[] {3, 4}, 10)).toList();

    Evaluation paired =
        new PairedTrainer(Scheme.MIXUP, OptionalDouble.of(1), settings(Precision.SINGLE))
            .finish(rows(), labels(), CLASSES, KEY, secondIsBetter)
            .get(0);
    Evaluation authors =
        new AuthorsTrainer(Scheme.MIXUP, OptionalDouble.of(1), settings(Precision.SINGLE))
            .finish(rows(), labels(), TRIAL, secondIsBetter);

    for (Evaluation evaluation : List.of(paired, authors)) {
      assertThat(evaluation.chosen()).isEqualTo(1);
      assertThat(evaluation.best().candidate().learningRate()).isEqualTo(0.01);
      // A mean of five equal numbers, summed in floating point.
      assertThat(evaluation.best().accuracy()).isCloseTo(0.4, within(1e-15));
    }
  }

  @Test
  void allFoldsAreNeeded() {
    PairedTrainer trainer =
        new PairedTrainer(Scheme.MIXUP, OptionalDouble.of(1), settings(Precision.SINGLE));
    AuthorsTrainer authors =
        new AuthorsTrainer(Scheme.MIXUP, OptionalDouble.of(1), settings(Precision.SINGLE));
    List<FoldCounts> folds =
        backwards(fold -> trainer.validate(rows(), labels(), CLASSES, KEY, fold));

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> trainer.finish(rows(), labels(), CLASSES, KEY, folds.subList(0, 4)))
        .withMessageContaining("5 folds, not by 4");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> authors.finish(rows(), labels(), TRIAL, folds.subList(1, 5)))
        .withMessageContaining("5 folds, not by 4");
  }
}
