package org.genlabel.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.genlabel.experiment.CellGroup;
import org.genlabel.experiment.CellRunner;
import org.genlabel.experiment.FoldOutcome;
import org.genlabel.experiment.plan.FoldTask;
import org.genlabel.experiment.plan.Partition;
import org.genlabel.experiment.plan.TaskPlan;
import org.genlabel.results.Fence;

/**
 * The tasks of a study as Spark jobs of one stage each. Where nothing is split that is one job of
 * partitions. Otherwise there are three: the folds; beside them the groups that keep the other
 * cores busy; and, after the folds, the rest. Spark gives a free core to the job that was begun
 * first.
 *
 * <p>Folds write no results: a later attempt runs all folds of an unfinished split group again.
 */
final class TaskJobs {
  private final JavaSparkContext context;
  private final TaskPlan tasks;
  private final int tasksBefore;
  private final StudyBroadcast study;
  private final Fence fence;

  /**
   * @param tasksBefore how many tasks this attempt at the run has had already; files are named by
   *     their numbers
   */
  TaskJobs(
      JavaSparkContext context,
      TaskPlan tasks,
      int tasksBefore,
      StudyBroadcast study,
      Fence fence) {
    this.context = context;
    this.tasks = tasks;
    this.tasksBefore = tasksBefore;
    this.study = study;
    this.fence = fence;
  }

  /**
   * Runs all tasks, of which there is at least one, in the job group of the calling thread.
   *
   * @throws IllegalStateException if Spark gives up on a task of a plan with folds; the other jobs
   *     are cancelled
   * @throws CancellationException if the thread is interrupted while folds run; the jobs are
   *     cancelled
   */
  void run() {
    try {
      if (tasks.folds().isEmpty()) {
        afterFolds(List.of()).run();
      } else {
        runWithFolds();
      }
    } finally {
      context.setLocalProperty(PartitionListener.FIRST_TASK, null);
      context.clearCallSite();
    }
  }

  private void runWithFolds() {
    // In this order: the earlier job goes first.
    Future<List<FoldOutcome>> folds = folds().collectAsync();
    Future<Void> meanwhile =
        tasks.meanwhile().isEmpty()
            ? CompletableFuture.completedFuture(null)
            : partitions(tasks.folds().size(), tasks.meanwhile(), Map.of()).runAsync();
    try {
      afterFolds(folds.get()).run();
      meanwhile.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the study was interrupted");
    } finally {
      // Without effect on jobs that have ended, as all have unless one failed.
      folds.cancel(true);
      meanwhile.cancel(true);
    }
  }

  private JavaRDD<FoldOutcome> folds() {
    startAt(0);
    context.setCallSite("folds of the dearest cells");
    return context
        .parallelize(tasks.folds(), tasks.folds().size())
        .setName("folds of the dearest cells")
        .map(new RunFold(study));
  }

  /**
   * @param outcomes one per fold of the plan, in order
   */
  private PartitionsJob afterFolds(List<FoldOutcome> outcomes) {
    Map<CellGroup, List<FoldOutcome>> folds = new HashMap<>();
    for (int i = 0; i < outcomes.size(); i++) {
      folds
          .computeIfAbsent(tasks.folds().get(i).group(), ignored -> new ArrayList<>())
          .add(outcomes.get(i));
    }
    return partitions(tasks.folds().size() + tasks.meanwhile().size(), tasks.afterFolds(), folds);
  }

  private PartitionsJob partitions(
      int firstTask, List<Partition> partitions, Map<CellGroup, List<FoldOutcome>> folds) {
    startAt(firstTask);
    context.setCallSite("cells, dearest first");
    return new PartitionsJob(
        context.parallelize(partitions, partitions.size()).setName("cells, dearest first"),
        new RunPartition(study, fence, tasksBefore + firstTask, folds));
  }

  /** A job that is yet to be run. */
  private record PartitionsJob(JavaRDD<Partition> partitions, RunPartition work) {
    void run() {
      partitions.foreach(work);
    }

    Future<Void> runAsync() {
      return partitions.foreachAsync(work);
    }
  }

  /** Sets which of the study's tasks is the first of the next job. */
  private void startAt(int task) {
    context.setLocalProperty(PartitionListener.FIRST_TASK, Integer.toString(task));
  }

  /** Runs one fold on an executor. */
  private static final class RunFold implements Function<FoldTask, FoldOutcome> {
    private static final long serialVersionUID = 1L;

    private final StudyBroadcast study;

    RunFold(StudyBroadcast study) {
      this.study = study;
    }

    @Override
    public FoldOutcome call(FoldTask task) {
      return new CellRunner(study.study().value(), study.cellTimeout())
          .runFold(task.group(), task.fold());
    }
  }
}
