package org.genlabel.spark;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.util.LongAccumulator;
import org.genlabel.experiment.plan.PlannedTask;

/** Turns Spark's task events of a study's jobs into the progress of the study. */
final class PartitionListener extends SparkListener {
  /** Local property of a job: the number of its first task among the study's. */
  static final String FIRST_TASK = "genlabel.first-task";

  private static final String JOB_GROUP = "spark.jobGroup.id";

  private final String jobGroup;
  private final List<PlannedTask> tasks;
  private final LongAccumulator failedCells;
  private final Progress progress;
  // Read by other threads, too.
  private final Map<Integer, Integer> firstTasksOfStages = new ConcurrentHashMap<>();
  private final BitSet finished = new BitSet();
  private int running;

  /**
   * Creates a listener without events so far.
   *
   * @param jobGroup of the jobs whose tasks these are; the bus may still carry events of earlier
   *     jobs
   * @param failedCells counted by the tasks
   */
  PartitionListener(
      String jobGroup, List<PlannedTask> tasks, LongAccumulator failedCells, Progress progress) {
    this.jobGroup = jobGroup;
    this.tasks = tasks;
    this.failedCells = failedCells;
    this.progress = progress;
  }

  /**
   * Returns the study's task that a task of a stage is; empty if the stage is not part of the
   * study.
   */
  Optional<PlannedTask> task(int stage, int partition) {
    return Optional.ofNullable(firstTasksOfStages.get(stage))
        .map(first -> tasks.get(first + partition));
  }

  /** Waits until no task runs, up to a limit. */
  synchronized void awaitTasks(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      for (long left = patience.toNanos();
          running > 0 && left > 0;
          left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void countRunning(int change) {
    running += change;
    notifyAll();
  }

  @Override
  public void onJobStart(SparkListenerJobStart event) {
    if (jobGroup.equals(event.properties().getProperty(JOB_GROUP))) {
      int firstTask = Integer.parseInt(event.properties().getProperty(FIRST_TASK));
      event.stageInfos().foreach(stage -> firstTasksOfStages.put(stage.stageId(), firstTask));
    }
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart event) {
    if (firstTasksOfStages.containsKey(event.stageId())) {
      int task = firstTasksOfStages.get(event.stageId()) + event.taskInfo().partitionId();
      countRunning(1);
      if (!finished.get(task)) {
        progress.started(task, tasks.get(task));
      }
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    if (firstTasksOfStages.containsKey(event.stageId())) {
      int task = firstTasksOfStages.get(event.stageId()) + event.taskInfo().partitionId();
      countRunning(-1);
      // A speculative copy may end after the task is done.
      if (!finished.get(task)) {
        boolean successful = event.taskInfo().successful();
        finished.set(task, successful);
        progress.stopped(task, tasks.get(task), successful);
        progress.failed(failedCells.value());
      }
    }
  }
}
