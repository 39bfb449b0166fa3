package org.genlabel.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.genlabel.cost.CostModel;
import org.genlabel.cost.Shape;
import org.genlabel.cost.Work;
import org.genlabel.experiment.Cell;
import org.genlabel.experiment.CellGroup;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.train.Scheme;
import org.genlabel.train.protocol.Randomness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskPlanTest {
  private static final int EPOCHS = 10;
  private static final double NO_LIMIT = 1e9;

  // A row in an epoch takes 1 / EPOCHS s. With five folds a group of n rows takes n s for its final
  // fit, 0.8 n s for every fold, and 5 n s in all.
  private static final CostModel COSTS =
      new CostModel(Map.of(Work.ROW, 1.0 / EPOCHS, Work.WHITENING, 1.0));

  @TempDir private Path folder;

  private ExperimentPlan plan(Map<String, Integer> rows, String... settings) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "experiment.schemes=[mixup]",
                "experiment.alphas=[1]",
                "experiment.trials=1",
                "training.folds=5",
                "training.epochs=" + EPOCHS));
    all.addAll(List.of(settings));
    File file = Files.writeString(folder.resolve("empty.conf"), "").toFile();
    Map<String, Shape> shapes = new LinkedHashMap<>();
    rows.forEach((key, count) -> shapes.put(key, new Shape(count, 4, 3)));
    return ExperimentPlan.of(ExperimentConfig.read(file, all), shapes, COSTS);
  }

  /** Returns a plan with 500 s of one dataset and 50 s of each of the others. */
  private static Map<String, Integer> oneDearDataset() {
    Map<String, Integer> rows = new LinkedHashMap<>();
    rows.put("a", 10);
    rows.put("dear", 100);
    rows.put("b", 10);
    rows.put("c", 10);
    return rows;
  }

  private static double makespan(TaskPlan tasks, int cores) {
    return Schedule.of(tasks, PlannedTask::estimatedSeconds, cores, 0).makespan();
  }

  private static List<String> datasets(List<Partition> partitions) {
    return partitions.stream()
        .flatMap(partition -> partition.groups().stream())
        .map(CellGroup::dataset)
        .toList();
  }

  @Test
  void aGroupIsSplitThatExceedsAShareOfTheWorkOfACore() {
    assertThat(new SplitRule(0.5, 1).thresholds(100, 2)).containsExactly(25.0);
    assertThat(new SplitRule(List.of(1.0, 0.5), 1).thresholds(100, 2)).containsExactly(50.0, 25.0);
    assertThat(new SplitRule(0.5, 1).thresholds(100, 256)).containsExactly(1.0);
  }

  @Test
  void theDearGroupIsFiveFoldsAndARest() throws IOException {
    TaskPlan tasks = plan(oneDearDataset()).tasks(NO_LIMIT, 2, new SplitRule(0.7, 1));

    assertThat(tasks.folds()).extracting(task -> task.group().dataset()).containsOnly("dear");
    assertThat(tasks.folds()).extracting(FoldTask::fold).containsExactly(0, 1, 2, 3, 4);
    assertThat(tasks.folds())
        .allSatisfy(task -> assertThat(task.estimatedSeconds()).isCloseTo(80, within(1e-9)));
    assertThat(tasks.afterFolds().get(0).groups()).containsExactly(tasks.folds().get(0).group());
    assertThat(tasks.afterFolds().get(0).estimatedSeconds()).isCloseTo(100, within(1e-9));
    assertThat(tasks.estimatedSeconds()).isCloseTo(650, within(1e-9));
  }

  @Test
  void coresAreKeptBusyUntilTheFoldsAreInAndNoLonger() throws IOException {
    TaskPlan tasks = plan(oneDearDataset()).tasks(NO_LIMIT, 2, new SplitRule(0.7, 1));

    // The last of five folds of 80 s runs on one core from 160 to 240 s, and beside it one group
    // from 160 to 210 s and another from there.
    assertThat(datasets(tasks.meanwhile())).containsExactly("a", "b");
    assertThat(datasets(tasks.afterFolds())).containsExactly("dear", "c");
  }

  @Test
  void aGroupOfAtMostTheThresholdIsRunWhole() throws IOException {
    ExperimentPlan plan = plan(oneDearDataset());
    double dearest = plan.estimatedSeconds(plan.groups().get(1));

    TaskPlan whole = plan.tasks(NO_LIMIT, 2, new SplitRule(0, dearest));

    assertThat(dearest).isCloseTo(500, within(1e-9));
    assertThat(whole.folds()).isEmpty();
    assertThat(whole.meanwhile()).isEmpty();
    assertThat(whole.afterFolds()).isEqualTo(plan.partitions(NO_LIMIT, 2));
    assertThat(plan.tasks(NO_LIMIT, 2, new SplitRule(0, dearest - 1)).folds()).hasSize(5);
  }

  @Test
  void onTwoCoresNothingIsSplitOfAStudyOfManyGroups() throws IOException {
    Map<String, Integer> rows = new LinkedHashMap<>();
    for (int dataset = 0; dataset < 40; dataset++) {
      rows.put("dataset" + dataset, 100);
    }

    assertThat(plan(rows).tasks(NO_LIMIT, 2, SplitRule.DEFAULT).folds()).isEmpty();
    assertThat(plan(rows).tasks(NO_LIMIT, 256, SplitRule.DEFAULT).folds()).hasSize(40 * 5);
  }

  @Test
  void threeEqualGroupsOnTwoCoresEndEarlierFoldByFold() throws IOException {
    Map<String, Integer> rows = Map.of("a", 100, "b", 100, "c", 100);
    TaskPlan tasks = plan(rows).tasks(NO_LIMIT, 2, SplitRule.DEFAULT);

    // A group of 100 rows takes 500 s: five folds of 80 s and a fit of 100 s. Two cores take 1000 s
    // for three of them, and for their fifteen folds eight times 80 s; then two fits, and another.
    assertThat(tasks.folds()).hasSize(3 * 5);
    assertThat(makespan(tasks, 2)).isCloseTo(8 * 80 + 200, within(1e-9));
    assertThat(makespan(plan(rows).tasks(NO_LIMIT, 2, new SplitRule(2, 1)), 2))
        .isCloseTo(1000, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8, 31, 256})
  void ofItsSharesAPlanTakesOneWithWhichItEndsEarly(int cores) throws IOException {
    ExperimentPlan plan = plan(oneDearDataset(), "experiment.trials=3");
    double makespan = makespan(plan.tasks(NO_LIMIT, cores, SplitRule.DEFAULT), cores);

    for (double share : SplitRule.DEFAULT.shares()) {
      TaskPlan other = plan.tasks(NO_LIMIT, cores, new SplitRule(share, 1));
      assertThat(SplitRule.WORTHWHILE * makespan).isLessThanOrEqualTo(makespan(other, cores));
    }
  }

  @Test
  void aGroupOfLessThanASecondIsNotWorthSplitting() throws IOException {
    // A row is five seconds in ten epochs, half a second in one.
    TaskPlan tasks =
        plan(Map.of("a", 1), "training.epochs=1").tasks(NO_LIMIT, 64, SplitRule.DEFAULT);

    assertThat(tasks.estimatedSeconds()).isCloseTo(0.5, within(1e-9));
    assertThat(tasks.folds()).isEmpty();
    assertThat(plan(Map.of("a", 1)).tasks(NO_LIMIT, 64, SplitRule.DEFAULT).folds()).hasSize(5);
  }

  @Test
  void aClassifierWithoutTrainingHasNoFolds() throws IOException {
    ExperimentPlan plan =
        plan(Map.of("a", 1000), "experiment.schemes=[mixup,gm-classifier,vanilla]");
    TaskPlan tasks = plan.tasks(NO_LIMIT, 1024, new SplitRule(0, 0));

    assertThat(tasks.folds())
        .extracting(task -> task.cells().get(0).scheme())
        .doesNotContain(Scheme.GM_CLASSIFIER)
        .hasSize(2 * 5);
    assertThat(tasks.all().stream().mapToInt(PlannedTask::finishedCells).sum()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(Randomness.class)
  void everyCellIsFinishedOnce(Randomness randomness) throws IOException {
    ExperimentPlan plan =
        plan(
            oneDearDataset(),
            "experiment.schemes=[mixup,adamixup,genlabel-cv,mixup-exclude-mi,gm-classifier]",
            "experiment.alphas=[1,2]",
            "experiment.trials=2",
            "protocol.randomness=" + randomness.key());
    for (int cores = 1; cores <= 1024; cores *= 4) {
      TaskPlan tasks = plan.tasks(NO_LIMIT, cores, new SplitRule(0.5, 0));
      List<Cell> finished = new ArrayList<>();
      tasks.meanwhile().forEach(partition -> finished.addAll(partition.cells()));
      tasks.afterFolds().forEach(partition -> finished.addAll(partition.cells()));

      assertThat(finished).containsExactlyInAnyOrderElementsOf(plan.cells());
    }
  }

  @Test
  void inThePairedProtocolFoldsAndTheRestCostWhatTheGroupDoes() throws IOException {
    List<String> schemes = List.of("vanilla", "adamixup", "mixup,genlabel-cv,mixup-exclude-mi");
    for (String scheme : schemes) {
      ExperimentPlan plan =
          ExperimentPlan.of(
              ExperimentConfig.read(
                  Files.writeString(folder.resolve("empty.conf"), "").toFile(),
                  List.of("experiment.schemes=[" + scheme + "]", "training.folds=5")),
              Map.of("a", new Shape(500, 8, 3)),
              CostModel.fitted());
      CellGroup group = plan.groups().get(0);

      assertThat(5 * plan.estimatedSecondsOfFold(group) + plan.estimatedSecondsAfterFolds(group))
          .as(scheme)
          .isCloseTo(plan.estimatedSeconds(group), Percentage.withPercentage(1e-6));
      assertThat(plan.estimatedSecondsOfFold(group)).isPositive();
    }
  }

  @Test
  void inTheAuthorsProtocolFoldsRunAloneLeaveMoreLanesEmpty() throws IOException {
    ExperimentPlan plan =
        ExperimentPlan.of(
            ExperimentConfig.read(
                Files.writeString(folder.resolve("empty.conf"), "").toFile(),
                List.of(
                    "experiment.schemes=[mixup]",
                    "training.folds=5",
                    "protocol.randomness=authors")),
            Map.of("a", new Shape(500, 8, 3)),
            CostModel.fitted());
    CellGroup group = plan.groups().get(0);
    double parts = 5 * plan.estimatedSecondsOfFold(group) + plan.estimatedSecondsAfterFolds(group);

    assertThat(parts)
        .isGreaterThan(plan.estimatedSeconds(group))
        .isLessThan(3 * plan.estimatedSeconds(group));
  }
}
