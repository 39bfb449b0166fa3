package org.genlabel.bench;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.genlabel.cost.CostModel;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.experiment.Cell;
import org.genlabel.experiment.CellGroup;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.plan.ExperimentPlan;
import org.genlabel.experiment.plan.FoldTask;
import org.genlabel.experiment.plan.MeasuredCell;
import org.genlabel.experiment.plan.Partition;
import org.genlabel.experiment.plan.PlannedTask;
import org.genlabel.experiment.plan.Schedule;
import org.genlabel.experiment.plan.SplitRule;
import org.genlabel.experiment.plan.TaskPlan;
import org.genlabel.report.page.TextTable;
import org.genlabel.spark.RunMeasurements;
import org.genlabel.train.protocol.Randomness;

/** Simulates how well the plan of a study would use many cores. */
public final class ScheduleSection {
  private static final int LEAST_CORES = 8;
  private static final int MOST_CORES = 1024;

  /** Simulates the paper's study in both protocols by the cost model. */
  public void run(ExperimentConfig base, DatasetCatalog catalog, BenchOutput output) {
    output.section("Scheduling: the paper's study, simulated from the cost model");
    TextTable table = newTable();
    for (Randomness randomness : Randomness.values()) {
      ExperimentConfig config = PaperStudy.config(base, randomness);
      ExperimentPlan plan =
          ExperimentPlan.of(config, PaperStudy.shapes(catalog), CostModel.fitted());
      addRows(table, randomness, plan, config.partitionSeconds(), plan::estimatedSeconds);
    }
    print(table, output);
  }

  /** Simulates the groups of a run, planned by the cost model and with their measured durations. */
  public void run(RunMeasurements run, BenchOutput output) {
    output.section("Scheduling: the run " + run.folder() + ", simulated from its cells' seconds");
    Randomness randomness = run.config().protocol().randomness();
    Map<CellGroup, Double> seconds = MeasuredCell.secondsOfGroups(run.cells(), randomness);
    ExperimentPlan plan = plan(run);
    TextTable table = newTable();
    addRows(
        table,
        randomness,
        plan,
        run.config().partitionSeconds(),
        // A group that was run in several attempts consists of parts.
        group -> seconds.getOrDefault(group, secondsOfParts(group, seconds)));
    print(table, output);
  }

  private static ExperimentPlan plan(RunMeasurements run) {
    ExperimentPlan all =
        ExperimentPlan.of(run.config(), MeasuredCell.shapes(run.cells()), CostModel.fitted());
    Set<Cell> absent = new HashSet<>(all.cells());
    run.cells().forEach(measured -> absent.remove(measured.cell()));
    return all.without(absent);
  }

  private static double secondsOfParts(CellGroup group, Map<CellGroup, Double> seconds) {
    Set<Cell> cells = new HashSet<>(group.cells());
    return seconds.entrySet().stream()
        .filter(entry -> cells.containsAll(entry.getKey().cells()))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private static TextTable newTable() {
    return new TextTable(
        "efficiency",
        "speed-up",
        "protocol",
        "cores",
        "tasks",
        "groups split",
        "makespan s",
        "work s",
        "last task",
        "last task s");
  }

  private static void addRows(
      TextTable table,
      Randomness randomness,
      ExperimentPlan plan,
      double partitionSeconds,
      ToDoubleFunction<CellGroup> seconds) {
    double work = plan.groups().stream().mapToDouble(seconds).sum();
    for (int cores = LEAST_CORES; cores <= MOST_CORES; cores *= 2) {
      TaskPlan tasks = plan.tasks(partitionSeconds, cores, SplitRule.DEFAULT);
      Set<CellGroup> split = split(tasks);
      ToDoubleFunction<PlannedTask> secondsOfTask =
          task -> secondsOfTask(task, split, plan, seconds);
      Schedule schedule = Schedule.of(tasks, secondsOfTask, cores);
      PlannedTask last = tasks.all().get(schedule.last());
      table.add(
          String.format(Locale.ROOT, "%.3f", schedule.efficiency(work)),
          String.format(Locale.ROOT, "%.1f", work / schedule.makespan()),
          randomness.key(),
          Integer.toString(cores),
          Integer.toString(tasks.all().size()),
          Integer.toString(split.size()),
          Spread.text(schedule.makespan()),
          Spread.text(work),
          described(last, split),
          Spread.text(secondsOfTask.applyAsDouble(last)));
    }
  }

  private static Set<CellGroup> split(TaskPlan tasks) {
    return tasks.folds().stream().map(FoldTask::group).collect(Collectors.toSet());
  }

  /**
   * Returns the seconds of a task; the measured seconds of a split group are divided among its
   * parts in the proportions of the cost model.
   */
  static double secondsOfTask(
      PlannedTask task,
      Set<CellGroup> split,
      ExperimentPlan plan,
      ToDoubleFunction<CellGroup> seconds) {
    if (task instanceof FoldTask fold) {
      return fold.estimatedSeconds() * scale(fold.group(), plan, seconds);
    }
    List<CellGroup> groups = ((Partition) task).groups();
    return split.contains(groups.get(0))
        ? task.estimatedSeconds() * scale(groups.get(0), plan, seconds)
        : groups.stream().mapToDouble(seconds).sum();
  }

  private static double scale(
      CellGroup group, ExperimentPlan plan, ToDoubleFunction<CellGroup> seconds) {
    return seconds.applyAsDouble(group) / plan.estimatedSeconds(group);
  }

  private static String described(PlannedTask task, Set<CellGroup> split) {
    int others = task.cells().size() - 1;
    String cells = task.cells().get(0) + (others == 0 ? "" : " and " + others + " more");
    if (task instanceof FoldTask fold) {
      return cells + ": fold " + fold.fold();
    }
    boolean finishes = split.contains(((Partition) task).groups().get(0));
    return cells + (finishes ? ": after its folds" : "");
  }

  private static void print(TextTable table, BenchOutput output) {
    output.table(table);
    output.note(
        "Tasks as planned for this number of cores, each on the first free core, with 1 ms per"
            + " task. A split group has a task for each fold, and one after all folds. Efficiency:"
            + " work / (cores x makespan), with the work of whole groups. Last task: the task that"
            + " ends last, and its seconds.");
  }
}
