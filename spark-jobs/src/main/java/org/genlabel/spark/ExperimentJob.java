package org.genlabel.spark;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.genlabel.experiment.Cell;
import org.genlabel.experiment.CellOutcome;
import org.genlabel.experiment.CellRunner;
import org.genlabel.experiment.DatasetSelection;
import org.genlabel.experiment.ExperimentConfig;
import org.genlabel.experiment.ExperimentPlan;
import org.genlabel.experiment.SplitRule;
import org.genlabel.experiment.Study;
import org.genlabel.experiment.TaskPlan;

/**
 * A study on Spark: the plan's partitions become tasks of one stage without a shuffle; a task runs
 * its cells in plain Java and writes their rows itself; nothing but two sums comes back to the
 * driver. Cells that would keep the others waiting are split: see {@link TaskJobs}.
 */
public final class ExperimentJob {
  /** How long tasks that are told to end may take to put down what they have. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SparkSession spark;
  private final ExperimentConfig config;
  private final DatasetSelection selection;
  private final Progress progress;
  private final SplitRule splitRule;
  private volatile boolean cancelled;

  public ExperimentJob(
      SparkSession spark, ExperimentConfig config, DatasetSelection selection, Progress progress) {
    this(spark, config, selection, progress, SplitRule.DEFAULT);
  }

  /** A job that splits cells by a rule of its own. */
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
   * What an attempt did.
   *
   * @param cells of the whole study
   * @param alreadyDone found in the run folder
   * @param failed of those run now
   * @param plannedSeconds what the cost model gave those run now, in seconds of one core
   * @param workSeconds what they took
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
   * Runs every cell that the folder has no result of.
   *
   * @param store the run's folder
   * @param fresh move what the folder holds aside and start anew
   * @throws org.genlabel.experiment.InvalidConfigException if the folder holds something else or
   *     cannot be written to
   */
  public Summary run(ResultStore store, boolean fresh) throws IOException {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    ExperimentPlan whole = ExperimentPlan.of(config, selection.datasets());
    int cells = whole.cells().size();
    try (RunFolder folder =
        RunFolder.open(
            store,
            config,
            selection,
            cells,
            spark.version(),
            fresh,
            context.hadoopConfiguration(),
            progress::notice)) {
      context.setJobDescription("cells that are done");
      Set<Cell> done = finishedCells(folder);
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
   * Ends {@link #run} soon, from another thread: tasks put down what they have finished, and it
   * throws something.
   */
  public void cancel() {
    cancelled = true;
    spark.sparkContext().cancelJobGroup(RunFolder.runId(config));
  }

  private TaskPlan tasks(JavaSparkContext context, ExperimentPlan plan) {
    return plan.tasks(config.partitionSeconds(), context.defaultParallelism(), splitRule);
  }

  /** The cells that have a row; those that failed in earlier attempts have none any longer. */
  private Set<Cell> finishedCells(RunFolder folder) throws IOException {
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    Set<Cell> done = new HashSet<>();
    if (folder.store().isEmpty(ResultSchema.CELLS, configuration)) {
      return done;
    }
    for (Row row :
        new ResultTables(spark, folder.store())
            .cells(configuration)
            .select("dataset_id", "dataset", "model", "scheme", "alpha", "trial")
            .collectAsList()) {
      ResultTables.cell(row).ifPresent(done::add);
    }
    return done;
  }

  /** What the tasks came to. */
  private record Totals(int failed, double seconds) {}

  private Totals runTasks(
      JavaSparkContext context, RunFolder folder, ExperimentPlan plan, TaskPlan tasks)
      throws IOException {
    if (plan.cells().isEmpty()) {
      return new Totals(0, 0);
    }
    StudyOnExecutors study =
        StudyOnExecutors.of(
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
      new Rounds(context, folder, plan, study).run(tasks);
      return new Totals(Math.toIntExact(study.failedCells().value()), study.workSeconds().value());
    } finally {
      context.clearJobGroup();
      study.destroy();
    }
  }

  /**
   * Runs tasks until every cell has a row: usually one round. When executors keep dying with a
   * task, the cells that it has not finished are suspected; the others go on without them, and then
   * each suspect is tried by itself.
   */
  private final class Rounds {
    private final JavaSparkContext context;
    private final RunFolder folder;
    private final ExperimentPlan plan;
    private final StudyOnExecutors study;
    private int tasksBefore;

    Rounds(
        JavaSparkContext context, RunFolder folder, ExperimentPlan plan, StudyOnExecutors study) {
      this.context = context;
      this.folder = folder;
      this.plan = plan;
      this.study = study;
    }

    void run(TaskPlan first) throws IOException {
      Set<Cell> suspects = new LinkedHashSet<>();
      TaskPlan tasks = first;
      while (!tasks.all().isEmpty()) {
        try {
          runRound(tasks);
          break;
        } catch (LostTaskException e) {
          suspects.addAll(e.cells());
          progress.notice(
              String.format(
                  "%s: %d cells will be tried one by one", e.getMessage(), e.cells().size()));
          Set<Cell> settled = settle();
          suspects.removeAll(settled);
          settled.addAll(suspects);
          tasks = tasks(context, plan.without(settled));
        }
      }
      for (Cell suspect : suspects) {
        tryAlone(suspect);
      }
    }

    private void tryAlone(Cell suspect) throws IOException {
      Set<Cell> others = new HashSet<>(plan.cells());
      others.remove(suspect);
      try {
        runRound(tasks(context, plan.without(others)));
      } catch (LostTaskException e) {
        settle();
        CellOutcome failed = new CellRunner(study.study().value()).failed(suspect, e.getMessage());
        folder.writeFailed(tasksBefore++, failed);
        study.failedCells().add(1);
      }
    }

    /** Sees to it that nothing of the last round is written any more; tells what has been. */
    private Set<Cell> settle() throws IOException {
      folder.recover();
      return finishedCells(folder);
    }

    private void runRound(TaskPlan tasks) throws IOException {
      PartitionListener listener =
          new PartitionListener(
              folder.manifest().runId(), tasks.all(), study.failedCells(), progress);
      context.sc().addSparkListener(listener);
      try {
        if (cancelled) {
          throw new CancellationException("the study was cancelled");
        }
        new TaskJobs(context, tasks, tasksBefore, study, folder.fence()).run();
      } catch (Exception e) {
        listener.awaitTasks(PATIENCE);
        // Spark's exceptions are checked ones, which Scala does not declare.
        throw whatItMeans(e, listener);
      } finally {
        context.sc().removeSparkListener(listener);
        tasksBefore += tasks.all().size();
      }
    }

    private RuntimeException whatItMeans(Exception failure, PartitionListener listener)
        throws IOException {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof OutputException output) {
          throw output;
        }
        Optional<LostTaskException> lost = LostTaskException.of(cause, listener);
        if (lost.isPresent()) {
          return lost.get();
        }
      }
      return failure instanceof RuntimeException unchecked
          ? unchecked
          : new IllegalStateException(failure.getMessage(), failure);
    }
  }
}
