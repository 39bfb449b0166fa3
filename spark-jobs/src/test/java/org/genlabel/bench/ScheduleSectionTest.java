package org.genlabel.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.genlabel.cost.CostModel;
import org.genlabel.cost.Shape;
import org.genlabel.cost.Work;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.experiment.CellGroup;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.plan.ExperimentPlan;
import org.genlabel.experiment.plan.FoldTask;
import org.genlabel.experiment.plan.PlannedTask;
import org.genlabel.experiment.plan.Schedule;
import org.genlabel.experiment.plan.SplitRule;
import org.genlabel.experiment.plan.TaskPlan;
import org.genlabel.train.protocol.Randomness;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
class ScheduleSectionTest {
  @TempDir private Path folder;

  private ExperimentConfig config(String... settings) throws IOException {
    File file = Files.writeString(folder.resolve("empty.conf"), "").toFile();
    return ExperimentConfig.read(file, List.of(settings));
  }

  @Test
  void partsOfASplitGroupAreAsLongAsTheirSharesInItsMeasuredSeconds() throws IOException {
    ExperimentPlan plan =
        ExperimentPlan.of(
            config(
                "experiment.schemes=[mixup]",
                "experiment.alphas=[1]",
                "experiment.trials=1",
                "training.folds=5",
                "training.epochs=1"),
            Map.of("dear", new Shape(100, 2, 2), "cheap", new Shape(1, 2, 2)),
            new CostModel(Map.of(Work.ROW, 1.0)));
    TaskPlan tasks = plan.tasks(1e9, 1, new SplitRule(0.5, 1));
    CellGroup dear = tasks.folds().get(0).group();
    // Estimates: five folds of 80 s and a final fit of 100 s for one group, and five seconds for
    // the other.
    ToDoubleFunction<CellGroup> measured = group -> group.equals(dear) ? 1000 : 7;

    List<Double> seconds =
        tasks.all().stream()
            .map(task -> ScheduleSection.secondsOfTask(task, Set.of(dear), plan, measured))
            .toList();

    assertThat(tasks.folds()).hasSize(5);
    assertThat(seconds.subList(0, 5)).allSatisfy(s -> assertThat(s).isCloseTo(160, within(1e-9)));
    assertThat(seconds.get(5)).isCloseTo(200, within(1e-9));
    assertThat(seconds.get(6)).isEqualTo(7);
    assertThat(seconds).hasSize(7);
  }

  @ParameterizedTest
  @EnumSource(Randomness.class)
  void theDearestGroupDoesNotLimitTwoHundredFiftySixCores(Randomness randomness)
      throws IOException {
    ExperimentConfig config = PaperStudy.config(config(), randomness);
    ExperimentPlan plan =
        ExperimentPlan.of(config, PaperStudy.shapes(new DatasetCatalog()), CostModel.fitted());
    double dearest = plan.groups().stream().mapToDouble(plan::estimatedSeconds).max().orElseThrow();

    TaskPlan tasks = plan.tasks(config.partitionSeconds(), 256, SplitRule.DEFAULT);
    Schedule schedule = Schedule.of(tasks, PlannedTask::estimatedSeconds, 256);

    assertThat(dearest).isGreaterThan(plan.estimatedSeconds() / 256);
    assertThat(schedule.makespan()).isLessThan(0.6 * dearest);
    double leastShare = SplitRule.DEFAULT.shares().get(SplitRule.DEFAULT.shares().size() - 1);
    assertThat(tasks.folds().stream().map(FoldTask::group).map(plan::estimatedSeconds))
        .allMatch(seconds -> seconds > leastShare * plan.estimatedSeconds() / 256);
  }
}
