package org.genlabel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.genlabel.experiment.CellGroup;
import org.genlabel.experiment.CellRunner;
import org.genlabel.experiment.Study;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.plan.DatasetSelection;
import org.genlabel.experiment.plan.ExperimentPlan;
import org.genlabel.experiment.plan.Partition;
import org.genlabel.experiment.plan.PlannedTask;
import org.genlabel.experiment.plan.SplitRule;
import org.genlabel.experiment.plan.TaskPlan;
import org.genlabel.report.page.TextTable;
import org.genlabel.results.ResultStore;
import org.genlabel.simd.Kernels;
import org.genlabel.spark.ExperimentJob;
import org.genlabel.spark.Progress;

/** Measures the overhead of Spark and of writing rows. */
public final class PipelineSection {
  private static final int REPETITIONS = 3;

  private final SparkSession spark;
  private final ExperimentConfig config;
  private final DatasetSelection selection;
  private final int cores;

  /**
   * @param spark a session in this process
   * @param config a study that takes at least about ten seconds
   */
  public PipelineSection(SparkSession spark, ExperimentConfig config, DatasetSelection selection) {
    this.spark = spark;
    this.config = config;
    this.selection = selection;
    this.cores = spark.sparkContext().defaultParallelism();
  }

  /** Measures both ways alternately, after a warm-up of each. */
  public void run(BenchOutput output) throws IOException, InterruptedException {
    output.section(
        String.format(
            Locale.ROOT,
            "Pipeline: study %s, %d datasets, as a Spark job and in a pool of %d threads",
            config.name(),
            selection.datasets().size(),
            cores));
    output.progress("warm-up");
    secondsOfPool();
    secondsOfSpark(new ArrayList<>());
    List<Double> pool = new ArrayList<>();
    List<Double> job = new ArrayList<>();
    List<Double> preparations = new ArrayList<>();
    List<Double> overheads = new ArrayList<>();
    for (int repetition = 1; repetition <= REPETITIONS; repetition++) {
      output.progress("repetition " + repetition + " of " + REPETITIONS);
      pool.add(secondsOfPool());
      job.add(secondsOfSpark(preparations));
      overheads.add(job.get(job.size() - 1) / pool.get(pool.size() - 1) - 1);
    }
    Spread ofPool = Spread.of(pool);
    Spread ofSpark = Spread.of(job);
    TaskPlan tasks = plan().tasks(config.partitionSeconds(), cores, SplitRule.DEFAULT);
    Spread overhead = Spread.of(overheads).map(value -> 100 * value);
    TextTable table =
        new TextTable(
            "overhead %",
            "min..max",
            "extra s",
            "before cells s",
            "Spark s",
            "min..max",
            "pool s",
            "min..max",
            "cells",
            "tasks");
    table.add(
        String.format(Locale.ROOT, "%.1f", 100 * (ofSpark.median() / ofPool.median() - 1)),
        String.format(Locale.ROOT, "%.1f..%.1f", overhead.least(), overhead.largest()),
        Spread.text(ofSpark.median() - ofPool.median()),
        Spread.of(preparations).medianText(),
        ofSpark.medianText(),
        ofSpark.rangeText(),
        ofPool.medianText(),
        ofPool.rangeText(),
        Integer.toString(plan().cells().size()),
        Integer.toString(tasks.all().size()));
    output.table(table);
    output.note(
        "Overhead: Spark / pool - 1 from the medians; its range is over the pairs. Extra: Spark -"
            + " pool; part of it does not depend on the size of the study, so that the overhead"
            + " applies to studies of this length (more trials make a study longer: --set"
            + " experiment.trials=20). Spark: from the study in memory to the closed manifest, in a"
            + " new folder, with an existing session. Pool: the same groups in the same order,"
            + " without writing rows. Kernels: "
            + Kernels.active().description()
            + ".");
  }

  private List<Partition> partitions() {
    return plan().partitions(config.partitionSeconds(), cores);
  }

  private ExperimentPlan plan() {
    return ExperimentPlan.of(config, selection.datasets());
  }

  /** Measures how long a job takes before its first cell begins. */
  private static final class Preparation implements Progress {
    private final long start = System.nanoTime();
    private double seconds;

    @Override
    public void planned(int cells, double estimatedSeconds) {
      seconds = (System.nanoTime() - start) / 1e9;
    }

    @Override
    public void started(int task, PlannedTask work) {}

    @Override
    public void stopped(int task, PlannedTask work, boolean finished) {}
  }

  private double secondsOfSpark(List<Double> preparations) throws IOException {
    java.nio.file.Path folder = Files.createTempDirectory("genlabel-bench");
    try {
      long start = System.nanoTime();
      Preparation preparation = new Preparation();
      ExperimentJob.Summary summary =
          new ExperimentJob(spark, config, selection, preparation)
              .run(ResultStore.at(folder.toString()), false);
      double seconds = (System.nanoTime() - start) / 1e9;
      requireNoFailures(summary.failed());
      preparations.add(preparation.seconds);
      return seconds;
    } finally {
      FileSystem.getLocal(spark.sparkContext().hadoopConfiguration())
          .delete(new Path(folder.toUri()), true);
    }
  }

  private double secondsOfPool() throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(cores);
    try {
      long start = System.nanoTime();
      // A new runner prepares its datasets again, as an executor does.
      CellRunner runner =
          new CellRunner(
              new Study(config.seed(), config.protocol(), config.training(), selection.datasets()));
      List<Future<Integer>> failures = new ArrayList<>();
      for (Partition partition : partitions()) {
        for (CellGroup group : partition.groups()) {
          failures.add(pool.submit(() -> failures(runner, group)));
        }
      }
      int failed = 0;
      for (Future<Integer> of : failures) {
        failed += of.get();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      requireNoFailures(failed);
      return seconds;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static int failures(CellRunner runner, CellGroup group) {
    return (int) runner.run(group).stream().filter(outcome -> !outcome.result().isOk()).count();
  }

  private static void requireNoFailures(int failed) {
    if (failed > 0) {
      throw new IllegalStateException(failed + " cells failed: nothing to compare");
    }
  }
}
