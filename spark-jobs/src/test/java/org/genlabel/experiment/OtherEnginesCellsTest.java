package org.genlabel.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.genlabel.cost.CostModel;
import org.genlabel.cost.Shape;
import org.genlabel.cost.Work;
import org.genlabel.experiment.FakeEngine.FakeModel;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.plan.ExperimentPlan;
import org.genlabel.experiment.plan.ExperimentPlanTest;
import org.genlabel.experiment.plan.SplitRule;
import org.genlabel.learner.Model;
import org.genlabel.learner.ModelKind;
import org.genlabel.train.Scheme;
import org.genlabel.train.protocol.Randomness;
import org.junit.jupiter.api.Test;

/** Cells of a model that another module's engine runs. */
class OtherEnginesCellsTest {
  private final FakeEngine engine = new FakeEngine();
  private final CellEngines engines =
      new CellEngines(List.of(new TabularEngine(), engine), Map.of());
  private final CellRunner runner =
      new CellRunner(CellRunnerTest.study(CellRunnerTest.GAMMAS), Duration.ofMinutes(1), engines);

  private static Cell cell(Model model, Scheme scheme, int trial) {
    return new Cell("clouds", model, scheme, scheme.dependsOnAlpha() ? 1.0 : null, trial);
  }

  @Test
  void theEngineOfTheModelRunsACell() {
    CellOutcome fake = runner.run(cell(FakeModel.CONSTANT, Scheme.MIXUP, 0));
    assertThat(engine.calls()).containsExactly("prepare [mixup]", "run");
    assertThat(fake.result().metrics()).containsExactly(Map.entry(Metric.TEST_ACCURACY, 0.5));

    CellOutcome tabular = runner.run(cell(ModelKind.SOFTMAX_REGRESSION, Scheme.MIXUP, 0));
    assertThat(engine.calls()).hasSize(2);
    assertThat(tabular.result().metrics()).containsOnlyKeys(Metric.values());
  }

  @Test
  void aModelWithoutEngineMakesAFailedCell() {
    CellRunner builtIn = new CellRunner(CellRunnerTest.study(CellRunnerTest.GAMMAS));

    CellResult result = builtIn.run(cell(FakeModel.CONSTANT, Scheme.MIXUP, 0)).result();

    assertThat(result.status()).isEqualTo(CellResult.FAILED);
    assertThat(result.error())
        .startsWith("IllegalArgumentException: the model must be ")
        .contains(ModelKind.SOFTMAX_REGRESSION.key())
        .endsWith(", not constant-model");
  }

  @Test
  void cellsThatFailTogetherAreRunOneByOne() {
    CellGroup group =
        new CellGroup(
            Stream.of(Scheme.VANILLA, Scheme.MIXUP)
                .map(scheme -> cell(FakeModel.FRAGILE, scheme, 0))
                .toList());

    List<CellOutcome> outcomes = runner.run(group);

    assertThat(engine.calls())
        .containsExactly(
            "prepare [vanilla, mixup]",
            "run",
            "prepare [vanilla]",
            "run",
            "prepare [mixup]",
            "run");
    assertThat(outcomes.get(0).result().isOk()).isTrue();
    assertThat(outcomes.get(1).result().error()).isEqualTo("IllegalStateException: no luck");
  }

  @Test
  void cellsShareTheTimeByTheUnitsOfWorkThatTheEngineCounts() {
    CellGroup group =
        new CellGroup(
            List.of(
                cell(FakeModel.CONSTANT, Scheme.MIXUP, 0),
                cell(FakeModel.CONSTANT, Scheme.MIXUP, 2)));
    List<FoldOutcome> folds = Stream.of(0, 1).map(fold -> runner.runFold(group, fold)).toList();
    List<FoldOutcome> slow =
        folds.stream().map(fold -> new FoldOutcome(fold.countsOrNull(), 500)).toList();

    List<CellOutcome> outcomes = runner.finish(group, slow);

    assertThat(engine.calls()).contains("fold 0", "fold 1").endsWith("finish [0, 1]");
    // One unit against three, of a thousand seconds and however long the test took.
    assertThat(outcomes.get(0).result().fitSeconds()).isCloseTo(250, within(10.0));
    assertThat(outcomes.get(1).result().fitSeconds()).isCloseTo(750, within(30.0));
  }

  @Test
  void cellsOfDifferentModelsAreNotRunTogether() {
    List<Cell> cells =
        List.of(
            cell(FakeModel.CONSTANT, Scheme.MIXUP, 0),
            cell(ModelKind.SOFTMAX_REGRESSION, Scheme.MIXUP, 0),
            cell(FakeModel.CONSTANT, Scheme.MIXUP_LOGISTIC, 0));

    List<CellGroup> groups = CellGroup.of(cells, Randomness.PAIRED);

    assertThat(groups)
        .containsExactly(
            new CellGroup(List.of(cells.get(0), cells.get(2))),
            new CellGroup(List.of(cells.get(1))));
    assertThat(groups.get(0).model()).isEqualTo(FakeModel.CONSTANT);
  }

  @Test
  void aPlanCostsWhatTheEngineCountsAndSplitsOnlyWhatHasFolds() {
    CostModel costs = new CostModel(Map.of(Work.CELL, 100.0, Work.FIT, 7.0));
    for (FakeModel model : FakeModel.values()) {
      ExperimentPlan plan = plan(model, costs);
      CellGroup group = plan.groups().get(0);

      assertThat(plan.groups()).hasSize(2);
      assertThat(plan.estimatedSeconds()).isEqualTo(300);
      assertThat(plan.estimatedSecondsOfFold(group)).isEqualTo(7);
      assertThat(plan.estimatedSecondsAfterFolds(group)).isEqualTo(100);
      assertThat(plan.tasks(1000, 4, new SplitRule(0.1, 1)).folds().isEmpty())
          .as("no fold of %s is a task", model)
          .isEqualTo(!engine.hasFolds(group));
    }
  }

  private ExperimentPlan plan(Model model, CostModel costs) {
    ExperimentConfig base = ExperimentPlanTest.config(List.of(Scheme.VANILLA));
    ExperimentConfig config =
        new ExperimentConfig(
            base.name(),
            base.datasets(),
            model,
            base.schemes(),
            base.alphas(),
            2,
            base.seed(),
            base.protocol(),
            base.training(),
            base.dataPath(),
            base.data(),
            base.partitionSeconds(),
            base.cellTimeoutSeconds());
    return ExperimentPlan.of(config, Map.of("clouds", new Shape(100, 4, 3)), costs, engines);
  }

  @Test
  void theEngineForTabularDataTakesNoOtherModel() {
    CellGroup group = new CellGroup(List.of(cell(FakeModel.CONSTANT, Scheme.MIXUP, 0)));
    Study study = CellRunnerTest.study(CellRunnerTest.GAMMAS);

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new TabularEngine().prepare(study, group))
        .withMessage("a model for tabular data is needed, not constant-model");
  }
}
