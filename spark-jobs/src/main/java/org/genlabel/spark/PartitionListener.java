package org.genlabel.spark;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.genlabel.experiment.ExperimentPlan;

/** Turns Spark's task events of one stage into the progress of a study. */
final class PartitionListener extends SparkListener {
  private static final String JOB_GROUP = "spark.jobGroup.id";

  private final String jobGroup;
  private final List<ExperimentPlan.Partition> partitions;
  private final Progress progress;
  private final Set<Integer> stages = new HashSet<>();
  private final BitSet finished = new BitSet();

  /**
   * Makes a listener that hears of nothing yet.
   *
   * @param jobGroup of the job whose tasks are the partitions; the bus may still carry events of
   *     earlier jobs
   */
  PartitionListener(String jobGroup, List<ExperimentPlan.Partition> partitions, Progress progress) {
    this.jobGroup = jobGroup;
    this.partitions = partitions;
    this.progress = progress;
  }

  @Override
  public void onJobStart(SparkListenerJobStart event) {
    if (jobGroup.equals(event.properties().getProperty(JOB_GROUP))) {
      event.stageInfos().foreach(stage -> stages.add(stage.stageId()));
    }
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart event) {
    int partition = event.taskInfo().partitionId();
    if (stages.contains(event.stageId()) && !finished.get(partition)) {
      progress.started(partition, partitions.get(partition));
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    int partition = event.taskInfo().partitionId();
    // A speculative copy may end after the partition is done.
    if (stages.contains(event.stageId()) && !finished.get(partition)) {
      boolean successful = event.taskInfo().successful();
      finished.set(partition, successful);
      progress.stopped(partition, partitions.get(partition), successful);
    }
  }
}
