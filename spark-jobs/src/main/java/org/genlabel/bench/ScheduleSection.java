package org.genlabel.bench;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.genlabel.data.DatasetCatalog;
import org.genlabel.experiment.Cell;
import org.genlabel.experiment.CellGroup;
import org.genlabel.experiment.CostModel;
import org.genlabel.experiment.ExperimentConfig;
import org.genlabel.experiment.ExperimentPlan;
import org.genlabel.experiment.MeasuredCell;
import org.genlabel.report.TextTable;
import org.genlabel.spark.RunMeasurements;
import org.genlabel.train.Randomness;

/** How the plan of a study would keep many cores busy: simulated, not run. */
public final class ScheduleSection {
  private static final int LEAST_CORES = 8;
  private static final int MOST_CORES = 1024;
  private static final double SECONDS_OF_TASK = 1e-3;

  /** The paper's study in both protocols, by the cost model. */
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

  /** The groups of a run, planned by the cost model and as long as they were. */
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
        // A group that was run in several attempts: its parts.
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
        "partitions",
        "makespan s",
        "work s",
        "ends last",
        "its s");
  }

  private static void addRows(
      TextTable table,
      Randomness randomness,
      ExperimentPlan plan,
      double partitionSeconds,
      ToDoubleFunction<CellGroup> seconds) {
    for (int cores = LEAST_CORES; cores <= MOST_CORES; cores *= 2) {
      List<ExperimentPlan.Partition> partitions = plan.partitions(partitionSeconds, cores);
      List<Double> durations =
          partitions.stream()
              .map(partition -> partition.groups().stream().mapToDouble(seconds).sum())
              .toList();
      Schedule schedule = Schedule.of(durations, cores, SECONDS_OF_TASK);
      double work = durations.stream().mapToDouble(Double::doubleValue).sum();
      CellGroup last =
          partitions.get(schedule.last()).groups().stream()
              .max(Comparator.comparingDouble(seconds))
              .orElseThrow();
      table.add(
          String.format(Locale.ROOT, "%.3f", schedule.efficiency()),
          String.format(Locale.ROOT, "%.1f", work / schedule.makespan()),
          randomness.word(),
          Integer.toString(cores),
          Integer.toString(partitions.size()),
          Spread.text(schedule.makespan()),
          Spread.text(work),
          described(last),
          Spread.text(seconds.applyAsDouble(last)));
    }
  }

  private static String described(CellGroup group) {
    int others = group.cells().size() - 1;
    return group.cells().get(0) + (others == 0 ? "" : " and " + others + " more");
  }

  private static void print(TextTable table, BenchOutput output) {
    output.table(table);
    output.note(
        "Partitions as a run cuts them for so many cores, each to the core that is free first, 1 ms a task;"
            + " efficiency: work / (cores x makespan).");
  }
}
