package org.genlabel.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.genlabel.experiment.CellRunnerTest.assertSameOutcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.apache.commons.lang3.SerializationUtils;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.Scaling;
import org.genlabel.data.Split;
import org.genlabel.learner.ModelKind;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainingSettings;
import org.genlabel.train.protocol.Randomness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Groups whose folds are run separately have the outcomes of groups that are run whole. */
class SplitGroupTest {
  private static final int FOLDS = 5;
  private static final List<Scheme> SCHEMES =
      List.of(
          Scheme.VANILLA,
          Scheme.ADAMIXUP,
          Scheme.MIXUP,
          Scheme.MIXUP_EXCLUDE_MI,
          Scheme.GENLABEL_CV);

  private static CellRunner runner(Randomness randomness) {
    return runner(randomness, CellRunnerTest.training(List.of(0.0, 0.4, 1.0)), 60);
  }

  /** Creates a runner with its own copy of the study, as in another process. */
  private static CellRunner runner(Randomness randomness, TrainingSettings training, int rows) {
    Protocol protocol =
        new Protocol(
            Split.Rule.STRATIFIED, Scaling.TRAINING_ROWS, FeatureHandling.NUMERIC, randomness);
    return new CellRunner(
        new Study(
            3,
            protocol,
            training,
            List.of(CellRunnerTest.clouds("clouds", Optional.empty(), rows))));
  }

  private static Cell cell(Scheme scheme) {
    Double alpha = scheme.dependsOnAlpha() ? 1.0 : null;
    return new Cell("clouds", ModelKind.SOFTMAX_REGRESSION, scheme, alpha, 1);
  }

  private static List<FoldOutcome> folds(CellGroup group, Randomness randomness) {
    List<FoldOutcome> folds = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      folds.add(SerializationUtils.clone(runner(randomness).runFold(group, fold)));
    }
    return folds;
  }

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @ParameterizedTest
  @EnumSource(Randomness.class)
  void outcomesAreThoseOfWholeGroups(Randomness randomness) {
    List<CellGroup> groups =
        CellGroup.of(SCHEMES.stream().map(SplitGroupTest::cell).toList(), randomness);
    assertThat(groups).hasSize(randomness == Randomness.PAIRED ? 3 : SCHEMES.size());
    for (CellGroup group : groups) {
      List<CellOutcome> whole = runner(randomness).run(group);

      List<FoldOutcome> folds = folds(group, randomness);
      List<CellOutcome> split = runner(randomness).finish(group, folds);

      assertThat(folds).allMatch(FoldOutcome::isOk);
      assertThat(split).hasSameSizeAs(group.cells());
      for (int i = 0; i < whole.size(); i++) {
        assertThat(whole.get(i).result().isOk()).isTrue();
        assertSameOutcome(split.get(i), whole.get(i));
      }
    }
  }

  @Test
  void cellsShareTheSecondsOfTheirFolds() {
    CellGroup group =
        new CellGroup(
            Stream.of(Scheme.MIXUP, Scheme.GENLABEL_CV).map(SplitGroupTest::cell).toList());
    List<FoldOutcome> slow =
        folds(group, Randomness.PAIRED).stream()
            .map(fold -> new FoldOutcome(fold.countsOrNull(), 1000))
            .toList();

    long start = System.nanoTime();
    double seconds =
        runner(Randomness.PAIRED).finish(group, slow).stream()
            .mapToDouble(outcome -> outcome.result().fitSeconds())
            .sum();

    assertThat(seconds).isBetween(5000.0, 5000 + (System.nanoTime() - start) / 1e9);
  }

  @Test
  void aFoldThatFailedMakesItsGroupRunAnew() {
    CellGroup group =
        new CellGroup(
            Stream.of(Scheme.MIXUP, Scheme.GENLABEL_CV).map(SplitGroupTest::cell).toList());
    List<FoldOutcome> folds = folds(group, Randomness.PAIRED);
    folds.set(2, new FoldOutcome(null, 1000));

    List<CellOutcome> outcomes = runner(Randomness.PAIRED).finish(group, folds);

    List<CellOutcome> whole = runner(Randomness.PAIRED).run(group);
    for (int i = 0; i < whole.size(); i++) {
      assertSameOutcome(outcomes.get(i), whole.get(i));
      assertThat(outcomes.get(i).result().fitSeconds()).isLessThan(1000);
    }
  }

  @ParameterizedTest
  @EnumSource(Randomness.class)
  void aCellThatFailsFailsWithTheSameRow(Randomness randomness) {
    // Seven training rows cannot be dealt to eight folds.
    TrainingSettings eightFolds =
        new TrainingSettings(
            1, 8, TrainingSettings.OptimizerKind.ADAM, List.of(0.1), List.of(0.0), 8, 1e-4);
    CellGroup group = new CellGroup(List.of(cell(Scheme.MIXUP)));
    CellRunner runner = runner(randomness, eightFolds, 10);

    FoldOutcome fold = runner.runFold(group, 0);
    List<CellOutcome> outcomes = runner.finish(group, List.of(fold));

    assertThat(fold.isOk()).isFalse();
    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.get(0).result().isOk()).isFalse();
    assertThat(outcomes.get(0).result().error()).contains("folds", "7", "8");
    assertSameOutcome(outcomes.get(0), runner.run(group).get(0));
  }

  @Test
  void cellsThatFailTogetherAreRunOneByOne() {
    // Schemes that mix in different ways share no pass, but each can be run alone.
    CellGroup group =
        new CellGroup(
            Stream.of(Scheme.VANILLA, Scheme.ADAMIXUP).map(SplitGroupTest::cell).toList());
    List<FoldOutcome> folds = folds(group, Randomness.PAIRED);

    List<CellOutcome> outcomes = runner(Randomness.PAIRED).finish(group, folds);

    assertThat(folds).noneMatch(FoldOutcome::isOk);
    assertThat(outcomes).allMatch(outcome -> outcome.result().isOk());
    for (int i = 0; i < outcomes.size(); i++) {
      assertSameOutcome(outcomes.get(i), runner(Randomness.PAIRED).run(group.cells().get(i)));
    }
  }

  @Test
  void anInterruptedFoldIsCancelledAndNotFailed() {
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(
            () ->
                runner(Randomness.PAIRED).runFold(new CellGroup(List.of(cell(Scheme.VANILLA))), 0));
  }
}
