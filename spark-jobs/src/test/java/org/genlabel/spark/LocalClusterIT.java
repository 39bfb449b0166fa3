package org.genlabel.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;
import org.genlabel.experiment.Cell;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.plan.PlannedTask;
import org.genlabel.results.ResultRows;
import org.genlabel.results.ResultStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests executors in separate processes, with the packaged jar. */
class LocalClusterIT {
  @TempDir private static Path home;

  @BeforeAll
  static void linkSpark() throws IOException {
    SparkLibraries.link();
  }

  @Test
  void rowsAreThoseOfOneCore() throws IOException {
    SmallStudy study = new SmallStudy(Files.createDirectory(home.resolve("data")));
    ResultStore ofOneCore = ResultStore.at(home.resolve("one").toString());
    ResultStore ofCluster = ResultStore.at(home.resolve("cluster").toString());

    String expected;
    try (SparkSession spark = TestSession.start("local[1]")) {
      study.run(spark, ofOneCore);
      expected = ResultRows.digest(spark, ofOneCore);
    }
    try (SparkSession spark =
        TestSession.builder("local-cluster[2,1,1024]")
            // Executors of a few seconds are done sooner without the second compiler.
            .config("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1")
            .config("spark.jars", System.getProperty("genlabel.jar"))
            // Both executors are to be there before the first task is handed out.
            .config("spark.scheduler.minRegisteredResourcesRatio", "1.0")
            .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "60s")
            .getOrCreate()) {
      ExperimentJob.Summary summary = study.run(spark, ofCluster);

      assertThat(summary.cells()).isEqualTo(SmallStudy.CELLS);
      assertThat(summary.alreadyDone()).isZero();
      assertThat(summary.failed()).isZero();
      assertThat(ResultRows.digest(spark, ofCluster)).isEqualTo(expected);
      assertThat(hosts(spark, ofCluster)).hasSize(2).allMatch(host -> host.matches(".+/[01]"));
    }
  }

  @Test
  void aCellThatKillsItsExecutorsFailsAndTheOthersGoOn() throws IOException {
    Path data = Files.createDirectory(home.resolve("deadly"));
    SmallStudy study = new SmallStudy(data);
    // Long enough to be killed.
    Files.writeString(data.resolve("large.arff"), SmallStudy.clusters(5, 4000, 2));
    String[] settings = {
      "experiment.datasets=[near, large]",
      "experiment.schemes=[vanilla, gm-classifier]",
      "experiment.trials=1",
      "training.epochs=1000"
    };
    ResultStore store = ResultStore.at(home.resolve("survived").toString());
    ExperimentConfig config = study.config(settings);

    try (SparkSession spark =
        TestSession.builder("local-cluster[1,1,1024]")
            .config("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1")
            .config("spark.jars", System.getProperty("genlabel.jar"))
            .config("spark.task.maxFailures", "2")
            .getOrCreate()) {
      ExecutorKiller killer =
          new ExecutorKiller(cell -> cell.dataset().equals("large") && cell.scheme().isTrained());

      ExperimentJob.Summary summary =
          new ExperimentJob(spark, config, study.selection(config), killer).run(store, false);

      assertThat(summary.failed()).isEqualTo(1);
      assertThat(killer.notices)
          .singleElement()
          .asString()
          .matches("its executor died 2 times: \\d cells will be tried one by one");
      assertThat(
              new ResultTables(spark, store)
                      .cells(spark.sparkContext().hadoopConfiguration())
                      .selectExpr("concat_ws(' ', dataset, scheme, status, error)")
                      .collectAsList()
                      .stream()
                      .map(row -> row.getString(0))
                      .toList())
          .containsExactlyInAnyOrder(
              "large vanilla failed its executor died 2 times",
              "large gm-classifier ok",
              "near vanilla ok",
              "near gm-classifier ok");
    }
  }

  /**
   * Kills each executor that runs a task with certain cells, a moment after it began, because Spark
   * does not count the death of an executor as a failure of a task that is only about to run.
   */
  private static final class ExecutorKiller implements Progress {
    private final Predicate<Cell> deadly;
    private final List<String> notices = new CopyOnWriteArrayList<>();

    ExecutorKiller(Predicate<Cell> deadly) {
      this.deadly = deadly;
    }

    @Override
    public void planned(int cells, double estimatedSeconds) {}

    @Override
    public void started(int task, PlannedTask work) {
      if (work.cells().stream().anyMatch(deadly)) {
        CompletableFuture.delayedExecutor(1500, TimeUnit.MILLISECONDS).execute(this::kill);
      }
    }

    private void kill() {
      ProcessHandle.current()
          .descendants()
          .filter(
              process ->
                  process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
          .forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void stopped(int task, PlannedTask work, boolean finished) {}

    @Override
    public void notice(String text) {
      notices.add(text);
    }
  }

  private static List<String> hosts(SparkSession spark, ResultStore store) throws IOException {
    return new ResultTables(spark, store)
            .cells(spark.sparkContext().hadoopConfiguration())
            .select("host")
            .distinct()
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
  }
}
