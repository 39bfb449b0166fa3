package org.genlabel.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.SparkSession;
import org.genlabel.results.ResultRows;
import org.genlabel.results.ResultStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An executor is stopped in the middle of a task, so that Spark runs a copy on the other one, and
 * then continues. Whichever is faster, every cell is there once.
 */
class SpeculationIT {
  /** When the executor continues. */
  private enum Awakening {
    /** Both run the same cells from then on, and may both write them. */
    WHEN_THE_COPY_BEGINS,
    /** What it was about to write is there, and the driver is about to put the files together. */
    WHEN_THE_COPY_HAS_WON
  }

  @TempDir private static Path home;
  private static SmallStudy study;
  private static String rowsOfOneCore;

  @BeforeAll
  static void runUndisturbed() throws IOException {
    SparkLibraries.link();
    study = new SmallStudy(Files.createDirectory(home.resolve("data")));
    ResultStore ofOneCore = ResultStore.at(home.resolve("one").toString());
    try (SparkSession spark = TestSession.start("local[1]")) {
      study.run(spark, ofOneCore);
      rowsOfOneCore = ResultRows.digest(spark, ofOneCore);
    }
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aTaskThatIsRunTwiceLeavesEveryCellOnce(Awakening awakening) throws IOException {
    ResultStore store = ResultStore.at(home.resolve(awakening.name()).toString());
    Sleeper sleeper = new Sleeper(awakening);

    try (TwoHosts cluster = new TwoHosts(home.resolve("work"));
        SparkSession spark = eager(cluster)) {
      spark.sparkContext().addSparkListener(sleeper);
      ExperimentJob.Summary summary = study.run(spark, store);

      assertThat(sleeper.copies).as("speculative copies").isNotEmpty();
      assertThat(summary.cells()).isEqualTo(SmallStudy.CELLS);
      assertThat(summary.failed()).isZero();
    }
    // No executor is left that could still write.
    try (SparkSession spark = TestSession.start("local[1]")) {
      assertThat(ResultRows.cells(spark, store)).hasSize(SmallStudy.CELLS);
      assertThat(ResultRows.digest(spark, store)).isEqualTo(rowsOfOneCore);

      ExperimentJob.Summary again = study.run(spark, store);

      assertThat(again.alreadyDone()).isEqualTo(SmallStudy.CELLS);
      assertThat(ResultRows.digest(spark, store)).isEqualTo(rowsOfOneCore);
    }
  }

  /** Starts a session that considers a task slow as early as possible. */
  private static SparkSession eager(TwoHosts cluster) {
    return TestSession.builder(cluster.url())
        .config("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1")
        .config("spark.jars", System.getProperty("genlabel.jar"))
        // Both executors are to be there before the first task is handed out.
        .config("spark.cores.max", "2")
        .config("spark.scheduler.minRegisteredResourcesRatio", "1.0")
        .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "60s")
        .config("spark.speculation", "true")
        .config("spark.speculation.interval", "50ms")
        .config("spark.speculation.multiplier", "1.01")
        .config("spark.speculation.quantile", "0.1")
        .config("spark.speculation.minTaskRuntime", "0ms")
        .config("spark.speculation.task.duration.threshold", "100ms")
        .getOrCreate();
  }

  /** Stops the executor of the task that begins first, once. */
  private static final class Sleeper extends SparkListener {
    private final Awakening awakening;
    private final List<String> copies = new CopyOnWriteArrayList<>();
    private String stopped;

    Sleeper(Awakening awakening) {
      this.awakening = awakening;
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart event) {
      if (stopped == null) {
        stopped = event.taskInfo().executorId();
        TwoHosts.signal("STOP", stopped);
      } else if (event.taskInfo().speculative()) {
        copies.add(event.taskInfo().id());
        wakeIf(Awakening.WHEN_THE_COPY_BEGINS);
      }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd event) {
      if (event.taskInfo().speculative() && event.taskInfo().successful()) {
        wakeIf(Awakening.WHEN_THE_COPY_HAS_WON);
      }
    }

    private void wakeIf(Awakening now) {
      if (awakening == now) {
        TwoHosts.signal("CONT", stopped);
      }
    }
  }
}
