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
 * The data that every task of a study receives.
 *
 * @param study the data and how to treat it
 * @param hadoop the configuration to access the run folder
 * @param cellTimeout how long a cell may take
 * @param runId of the run
 * @param runAttempt number of the run's attempt
 * @param failedCells counts cells of partitions that are written
 * @param workSeconds adds up the seconds that the cells of those took
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

  /** Broadcasts a study to the executors of a session. */
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

  /** Destroys the broadcasts. */
  void destroy() {
    study.destroy();
    hadoop.destroy();
  }
}
