package org.genlabel.spark;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.genlabel.experiment.Cell;
import org.genlabel.experiment.Study;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.plan.DatasetSelection;
import org.genlabel.experiment.plan.ExperimentPlan;
import org.genlabel.experiment.plan.SplitRule;
import org.genlabel.experiment.plan.TaskPlan;
import org.genlabel.results.Manifest;
import org.genlabel.results.PlannedAttempt;
import org.genlabel.results.ResultStore;
import org.genlabel.results.RunFolder;

/**
 * A study on Spark: the plan's partitions become tasks of one stage without a shuffle; a task runs
 * its cells in plain Java and writes their rows itself; nothing but two sums comes back to the
 * driver. Cells that would keep the others waiting are split: see {@link TaskJobs}.
 */
public final class ExperimentJob {
  private final SparkSession spark;
  private final ExperimentConfig config;
  private final DatasetSelection selection;
  private final Progress progress;
  private final SplitRule splitRule;

  public ExperimentJob(
      SparkSession spark, ExperimentConfig config, DatasetSelection selection, Progress progress) {
    this(spark, config, selection, progress, SplitRule.DEFAULT);
  }

  /** Creates a job that splits cells by the given rule. */
  ExperimentJob(
      SparkSession spark,
      ExperimentConfig config,
      DatasetSelection selection,
      Progress progress,
      SplitRule splitRule) {
    this.spark = spark;
    this.config = config;
    this.selection = selection;
    this.progress = progress;
    this.splitRule = splitRule;
  }

  /**
   * The result of an attempt.
   *
   * @param cells of the whole study
   * @param alreadyDone found in the run folder
   * @param failed of those run now
   * @param plannedSeconds what the cost model predicted for those run now, in seconds of one core
   * @param workSeconds what they took, in seconds of one core
   * @param movedTo where the folder's former results are now, if they were moved aside
   */
  public record Summary(
      int cells,
      int alreadyDone,
      int failed,
      double plannedSeconds,
      double workSeconds,
      Optional<String> movedTo) {}

  /**
   * Runs every cell without a result in the folder.
   *
   * @param store the run's folder
   * @param fresh move what the folder holds aside and start anew
   * @throws org.genlabel.experiment.config.InvalidConfigException if the folder holds something
   *     else or cannot be written to
   */
  public Summary run(ResultStore store, boolean fresh) throws IOException {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    ExperimentPlan whole = ExperimentPlan.of(config, selection.datasets());
    int cells = whole.cells().size();
    try (RunFolder folder =
        RunFolder.open(
            store,
            new PlannedAttempt(config, selection, cells, spark.version(), RunPartition.host()),
            fresh,
            context.hadoopConfiguration(),
            progress::notice)) {
      context.setJobDescription("cells that are done");
      Set<Cell> done = new ResultTables(spark, store).cellsWithRows(context.hadoopConfiguration());
      context.setJobDescription(null);
      done.retainAll(new HashSet<>(whole.cells()));
      ExperimentPlan plan = whole.without(done);
      TaskPlan tasks = tasks(context, plan);
      progress.planned(plan.cells().size(), tasks.estimatedSeconds());
      Totals totals = runTasks(context, folder, plan, tasks);
      folder.finish(totals.failed());
      return new Summary(
          cells,
          done.size(),
          totals.failed(),
          tasks.estimatedSeconds(),
          totals.seconds(),
          folder.movedTo());
    }
  }

  /**
   * Ends {@link #run} early, from another thread: tasks write what they have finished, and {@code
   * run} throws an exception.
   */
  public void cancel() {
    // Future jobs too, such as those that follow the folds.
    spark.sparkContext().cancelJobGroupAndFutureJobs(Manifest.runId(config));
  }

  private TaskPlan tasks(JavaSparkContext context, ExperimentPlan plan) {
    return plan.tasks(config.partitionSeconds(), context.defaultParallelism(), splitRule);
  }

  /** The sums over the tasks. */
  private record Totals(int failed, double seconds) {}

  private Totals runTasks(
      JavaSparkContext context, RunFolder folder, ExperimentPlan plan, TaskPlan tasks)
      throws IOException {
    if (plan.cells().isEmpty()) {
      return new Totals(0, 0);
    }
    StudyBroadcast study =
        StudyBroadcast.of(
            context,
            config,
            new Study(config.seed(), config.protocol(), config.training(), selection.datasets()),
            folder.manifest());
    try {
      context.setJobGroup(
          folder.manifest().runId(),
          String.format(
              "GenLabel study %s: %d cells on %d datasets",
              config.name(), plan.cells().size(), selection.datasets().size()),
          true);
      new SuspectRetry(spark, folder, plan, study, left -> tasks(context, left), progress)
          .run(tasks);
      return new Totals(Math.toIntExact(study.failedCells().value()), study.workSeconds().value());
    } finally {
      context.clearJobGroup();
      study.destroy();
    }
  }
}
