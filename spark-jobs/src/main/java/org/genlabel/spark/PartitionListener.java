package org.genlabel.spark;

import java.util.BitSet;
import java.util.List;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.genlabel.experiment.ExperimentPlan;

/** Turns Spark's task events of one stage into the progress of a study. */
final class PartitionListener extends SparkListener {
  private final List<ExperimentPlan.Partition> partitions;
  private final Progress progress;
  private final BitSet finished = new BitSet();

  PartitionListener(List<ExperimentPlan.Partition> partitions, Progress progress) {
    this.partitions = partitions;
    this.progress = progress;
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart event) {
    int partition = event.taskInfo().partitionId();
    if (!finished.get(partition)) {
      progress.started(partition, partitions.get(partition));
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    int partition = event.taskInfo().partitionId();
    // A speculative copy may end after the partition is done.
    if (!finished.get(partition)) {
      boolean successful = event.taskInfo().successful();
      finished.set(partition, successful);
      progress.stopped(partition, partitions.get(partition), successful);
    }
  }
}
