package org.genlabel.spark;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.genlabel.experiment.Cell;
import org.genlabel.experiment.CellOutcome;
import org.genlabel.experiment.CellRunner;
import org.genlabel.experiment.plan.ExperimentPlan;
import org.genlabel.experiment.plan.TaskPlan;
import org.genlabel.results.OutputException;
import org.genlabel.results.RunFolder;

/**
 * Runs tasks until every cell has a row: usually one round. When executors keep dying with a task,
 * the cells that it has not finished become suspects; the others go on without them, and then each
 * suspect is tried alone.
 */
final class SuspectRetry {
  /** How long cancelled tasks may take to write what they have finished. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final RunFolder folder;
  private final ExperimentPlan plan;
  private final StudyBroadcast study;
  private final Function<ExperimentPlan, TaskPlan> planner;
  private final Progress progress;
  private int tasksBefore;

  /**
   * @param plan all cells that are to be run
   * @param planner cuts a plan into tasks
   */
  SuspectRetry(
      SparkSession spark,
      RunFolder folder,
      ExperimentPlan plan,
      StudyBroadcast study,
      Function<ExperimentPlan, TaskPlan> planner,
      Progress progress) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.folder = folder;
    this.plan = plan;
    this.study = study;
    this.planner = planner;
    this.progress = progress;
  }

  /**
   * Runs all cells.
   *
   * @param first the tasks of the first round
   * @throws OutputException if the folder cannot be written to
   * @throws RuntimeException Spark's, if the run was cancelled, or Spark gives up on a task for
   *     another reason
   */
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
        folder.recover();
        Set<Cell> settled =
            new ResultTables(spark, folder.store()).cellsWithRows(context.hadoopConfiguration());
        suspects.removeAll(settled);
        settled.addAll(suspects);
        tasks = planner.apply(plan.without(settled));
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
      runRound(planner.apply(plan.without(others)));
    } catch (LostTaskException e) {
      folder.recover();
      CellOutcome failed = new CellRunner(study.study().value()).failed(suspect, e.getMessage());
      folder.writeFailed(tasksBefore++, failed);
      study.failedCells().add(1);
    }
  }

  private void runRound(TaskPlan tasks) throws IOException {
    PartitionListener listener =
        new PartitionListener(
            folder.manifest().runId(), tasks.all(), study.failedCells(), progress);
    context.sc().addSparkListener(listener);
    try {
      new TaskJobs(context, tasks, tasksBefore, study, folder.fence()).run();
      // Spark reports tasks in another thread; progress must receive the last ones too.
      listener.awaitTasks(PATIENCE);
    } catch (Exception e) {
      listener.awaitTasks(PATIENCE);
      // Spark's exceptions are checked ones, which Scala does not declare.
      throw whatItMeans(e, listener);
    } finally {
      context.sc().removeSparkListener(listener);
      tasksBefore += tasks.all().size();
    }
  }

  private static RuntimeException whatItMeans(Exception failure, PartitionListener listener)
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
