package org.genlabel.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.genlabel.experiment.CellGroup;
import org.genlabel.experiment.CellOutcome;
import org.genlabel.experiment.CellRunner;
import org.genlabel.experiment.FoldOutcome;
import org.genlabel.experiment.plan.Partition;
import org.genlabel.results.Fence;
import org.genlabel.results.PartitionOutput;

/** Runs the cells of a partition on an executor and writes their rows. */
public final class RunPartition implements VoidFunction<Partition> {
  private static final long serialVersionUID = 1L;

  private final StudyBroadcast study;
  private final Fence fence;
  private final int firstTask;
  private final HashMap<CellGroup, List<FoldOutcome>> folds;

  /**
   * @param firstTask the number of the first partition among the run's tasks
   * @param folds of the groups whose folds have been run, in order
   */
  RunPartition(
      StudyBroadcast study, Fence fence, int firstTask, Map<CellGroup, List<FoldOutcome>> folds) {
    this.study = study;
    this.fence = fence;
    this.firstTask = firstTask;
    this.folds = new HashMap<>(folds);
  }

  @Override
  public void call(Partition partition) throws IOException {
    CellRunner runner = new CellRunner(study.study().value(), study.cellTimeout());
    TaskContext task = TaskContext.get();
    int last = partition.groups().size() - 1;
    int failed = 0;
    double seconds = 0;
    try (PartitionOutput output =
        new PartitionOutput(fence, origin(task), study.hadoop().value().value())) {
      for (int i = 0; i <= last; i++) {
        if (task.isInterrupted()) {
          throw new CancellationException("the task was killed");
        }
        List<CellOutcome> outcomes = run(runner, partition.groups().get(i));
        for (CellOutcome outcome : outcomes) {
          failed += outcome.result().isOk() ? 0 : 1;
          seconds += outcome.result().fitSeconds();
        }
        if (i < last) {
          output.add(outcomes);
        } else {
          output.commit(outcomes);
        }
      }
    }
    study.failedCells().add(failed);
    study.workSeconds().add(seconds);
  }

  private List<CellOutcome> run(CellRunner runner, CellGroup group) {
    List<FoldOutcome> ofGroup = folds.get(group);
    return ofGroup == null ? runner.run(group) : runner.finish(group, ofGroup);
  }

  private PartitionOutput.Origin origin(TaskContext task) {
    // The attempt is part of the name because a later one partitions the remaining cells anew.
    String name =
        String.format(Locale.ROOT, "%03d-%05d", study.runAttempt(), firstTask + task.partitionId());
    return new PartitionOutput.Origin(
        name, study.runId(), study.runAttempt() + task.attemptNumber(), host());
  }

  /** Returns the host of rows: this machine, and Spark's name for the executor. */
  public static String host() {
    String executor = "/" + SparkEnv.get().executorId();
    try {
      return InetAddress.getLocalHost().getHostName() + executor;
    } catch (UnknownHostException e) {
      // A container may have no entry for its host name; the address that Spark uses identifies it
      // too.
      return SparkEnv.get().blockManager().blockManagerId().host() + executor;
    }
  }
}
