package org.genlabel.spark;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.genlabel.experiment.PlannedTask;

/** Turns Spark's task events of a study's jobs into the progress of the study. */
final class PartitionListener extends SparkListener {
  /** Local property of a job: which of the study's tasks its first is. */
  static final String FIRST_TASK = "genlabel.first-task";

  private static final String JOB_GROUP = "spark.jobGroup.id";

  private final String jobGroup;
  private final List<PlannedTask> tasks;
  private final Progress progress;
  private final Map<Integer, Integer> firstTasksOfStages = new HashMap<>();
  private final BitSet finished = new BitSet();

  /**
   * Makes a listener that hears of nothing yet.
   *
   * @param jobGroup of the jobs whose tasks these are; the bus may still carry events of earlier
   *     jobs
   */
  PartitionListener(String jobGroup, List<PlannedTask> tasks, Progress progress) {
    this.jobGroup = jobGroup;
    this.tasks = tasks;
    this.progress = progress;
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
      if (!finished.get(task)) {
        progress.started(task, tasks.get(task));
      }
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    if (firstTasksOfStages.containsKey(event.stageId())) {
      int task = firstTasksOfStages.get(event.stageId()) + event.taskInfo().partitionId();
      // A speculative copy may end after the task is done.
      if (!finished.get(task)) {
        boolean successful = event.taskInfo().successful();
        finished.set(task, successful);
        progress.stopped(task, tasks.get(task), successful);
      }
    }
  }
}
