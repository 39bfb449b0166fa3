package org.genlabel.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.genlabel.data.Attribute;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.Table;
import org.genlabel.random.KeyedRandom;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainingSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests cells that throw, take too long, lack memory, or are interrupted. */
@Tag("slow")
class CellFailureTest {
  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @Test
  void cellThatThrowsBecomesAFailedRowWithALineThatSaysWhy() {
    // Seven training rows cannot be dealt to eight folds.
    TrainingSettings eightFolds =
        new TrainingSettings(
            1, 8, TrainingSettings.OptimizerKind.ADAM, List.of(0.1), List.of(0.0), 8, 1e-4);
    Study study =
        new Study(
            3,
            CellRunnerTest.PROTOCOL,
            eightFolds,
            List.of(CellRunnerTest.clouds("few", Optional.of(4), 10)));
    Cell cell = new Cell("4", CellRunnerTest.MODEL, Scheme.MIXUP, 1.0, 0);

    CellOutcome outcome = new CellRunner(study).run(cell);

    assertThat(outcome.result().isOk()).isFalse();
    assertThat(outcome.result().status()).isEqualTo("failed");
    assertThat(outcome.result().error())
        .isEqualTo(
            "IllegalArgumentException: folds must be between 2 and the number of rows 7, not 8");
    assertThat(outcome.result().cell()).isEqualTo(cell);
    assertThat(outcome.result().datasetId()).isEqualTo(4);
    assertThat(outcome.result().datasetName()).isEqualTo("few");
    assertThat(outcome.result().value(Metric.TEST_ACCURACY)).isNull();
    assertThat(outcome.scores()).isEmpty();
    assertThat(outcome.chosen()).isEqualTo(-1);
  }

  @Test
  void cellThatContradictsItselfFailsOnItsOwn() {
    // Mixup without an alpha; it does not affect the next cell of the same runner.
    CellRunner runner = new CellRunner(CellRunnerTest.study(CellRunnerTest.GAMMAS));

    CellResult failed =
        runner.run(new Cell("clouds", CellRunnerTest.MODEL, Scheme.MIXUP, null, 0)).result();

    assertThat(failed.status()).isEqualTo("failed");
    assertThat(failed.error())
        .startsWith("IllegalArgumentException: ")
        .contains("mixup")
        .doesNotContain("\n");
    assertThat(
            runner
                .run(new Cell("clouds", CellRunnerTest.MODEL, Scheme.MIXUP, 1.0, 0))
                .result()
                .isOk())
        .isTrue();
  }

  @Test
  void interruptedCellIsCancelledAndNotFailed() {
    CellRunner runner = new CellRunner(CellRunnerTest.study(CellRunnerTest.GAMMAS));
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(
            () -> runner.run(new Cell("clouds", CellRunnerTest.MODEL, Scheme.VANILLA, null, 0)));
  }

  @Test
  void aCellThatTakesTooLongFailsAndTheNextIsNotAffected() {
    Study study =
        new Study(
            3,
            CellRunnerTest.PROTOCOL,
            epochs(1_000_000),
            List.of(CellRunnerTest.clouds("c", Optional.empty(), 60)));
    CellRunner runner = new CellRunner(study, Duration.ofMillis(100));

    CellResult slow =
        runner.run(new Cell("c", CellRunnerTest.MODEL, Scheme.VANILLA, null, 0)).result();
    CellResult quick =
        runner.run(new Cell("c", CellRunnerTest.MODEL, Scheme.GM_CLASSIFIER, null, 0)).result();

    assertThat(slow.status()).isEqualTo("failed");
    assertThat(slow.error())
        .isEqualTo("CellTimeoutException: took longer than run.cell-timeout = 0.1 s");
    assertThat(quick.isOk()).as(quick.error()).isTrue();
  }

  @Test
  void aGroupThatTakesTooLongIsTriedCellByCell() {
    Study study =
        new Study(
            3,
            CellRunnerTest.PROTOCOL,
            epochs(1_000_000),
            List.of(CellRunnerTest.clouds("c", Optional.empty(), 60)));
    CellGroup group =
        new CellGroup(
            List.of(
                new Cell("c", CellRunnerTest.MODEL, Scheme.MIXUP, 1.0, 0),
                new Cell("c", CellRunnerTest.MODEL, Scheme.MIXUP_LOGISTIC, 1.0, 0)));

    List<CellOutcome> outcomes = new CellRunner(study, Duration.ofMillis(50)).run(group);

    assertThat(outcomes)
        .hasSize(2)
        .allSatisfy(
            outcome -> assertThat(outcome.result().error()).startsWith("CellTimeoutException: "));
  }

  @Test
  void aFoldThatTakesTooLongHasNoCounts() {
    Study study =
        new Study(
            3,
            CellRunnerTest.PROTOCOL,
            epochs(1_000_000),
            List.of(CellRunnerTest.clouds("c", Optional.empty(), 60)));
    CellGroup group =
        new CellGroup(List.of(new Cell("c", CellRunnerTest.MODEL, Scheme.VANILLA, null, 0)));

    assertThat(new CellRunner(study, Duration.ofMillis(50)).runFold(group, 0).isOk()).isFalse();
  }

  @Test
  void aCellThatRunsOutOfMemoryFailsAndTheNextIsNotAffected() {
    // A covariance of 30,000 features takes 7.2 GB, and the tests have 2.
    Study study =
        new Study(
            3,
            CellRunnerTest.PROTOCOL,
            epochs(1),
            List.of(wide(30_000), CellRunnerTest.clouds("c", Optional.empty(), 60)));
    CellRunner runner = new CellRunner(study);

    CellResult large =
        runner.run(new Cell("wide", CellRunnerTest.MODEL, Scheme.GM_CLASSIFIER, null, 0)).result();
    CellResult small =
        runner.run(new Cell("c", CellRunnerTest.MODEL, Scheme.GM_CLASSIFIER, null, 0)).result();

    assertThat(large.status()).isEqualTo("failed");
    assertThat(large.error()).startsWith("OutOfMemoryError: ");
    assertThat(small.isOk()).as(small.error()).isTrue();
  }

  private static TrainingSettings epochs(int epochs) {
    return new TrainingSettings(
        epochs, 8, TrainingSettings.OptimizerKind.ADAM, List.of(0.1), List.of(0.0), 3, 1e-4);
  }

  static Dataset wide(int features) {
    KeyedRandom random = KeyedRandom.of("wide");
    List<Attribute> attributes = new ArrayList<>();
    for (int i = 0; i < features; i++) {
      attributes.add(new Attribute("x" + i, Attribute.Kind.NUMERIC, List.of()));
    }
    attributes.add(new Attribute("class", Attribute.Kind.NOMINAL, List.of("a", "b")));
    double[][] values = new double[20][features + 1];
    for (int row = 0; row < values.length; row++) {
      for (int i = 0; i < features; i++) {
        values[row][i] = random.nextDouble();
      }
      values[row][features] = row % 2;
    }
    Table table = new Table("wide", "wide", attributes, values, new int[values.length]);
    return Dataset.of(
        table,
        Optional.empty(),
        "wide",
        Optional.empty(),
        List.of(),
        FeatureHandling.NUMERIC,
        "ee");
  }
}
