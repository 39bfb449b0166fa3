package org.genlabel.spark;

import java.io.Serializable;
import java.time.Duration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.DoubleAccumulator;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.genlabel.experiment.Study;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.results.Manifest;

/**
 * What every task of a study is given.
 *
 * @param study the data and how to treat it
 * @param hadoop how to reach the run folder
 * @param cellTimeout how long a cell may take
 * @param runId of the run
 * @param runAttempt which start of the run this is
 * @param failedCells counts cells of partitions that are written
 * @param workSeconds adds up what the cells of those took
 */
record StudyBroadcast(
    Broadcast<Study> study,
    Broadcast<SerializableConfiguration> hadoop,
    Duration cellTimeout,
    String runId,
    int runAttempt,
    LongAccumulator failedCells,
    DoubleAccumulator workSeconds)
    implements Serializable {

  /** Hands a study out to the executors of a session. */
  static StudyBroadcast of(
      JavaSparkContext context, ExperimentConfig config, Study study, Manifest manifest) {
    return new StudyBroadcast(
        context.broadcast(study),
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration())),
        Duration.ofNanos((long) (config.cellTimeoutSeconds() * 1e9)),
        manifest.runId(),
        manifest.attempt(),
        context.sc().longAccumulator("failed cells"),
        context.sc().doubleAccumulator("seconds of work"));
  }

  /** Takes it back. */
  void destroy() {
    study.destroy();
    hadoop.destroy();
  }
}
