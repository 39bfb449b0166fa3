package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.genlabel.results.ResultRows;
import org.genlabel.results.ResultStore;
import org.genlabel.spark.SmallStudy;
import org.genlabel.spark.TestSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a standalone cluster of two workers on this machine with the libraries of a stock
 * distribution, and the launcher as its client, driver here or there.
 */
class StandaloneIT {
  @TempDir private static Path home;
  private static Installation installation;
  private static SparkDistribution distribution;
  private static StandaloneCluster cluster;
  private static SmallStudy study;
  private static String rowsOfOneCore;

  @BeforeAll
  static void startCluster() throws IOException, InterruptedException {
    installation = new Installation(home.resolve("check out"));
    distribution =
        new SparkDistribution(
            home.resolve("spark dist"), installation.classPath().stream().map(Path::of).toList());
    cluster =
        new StandaloneCluster(
            installation,
            home.resolve("cluster"),
            Map.of("SPARK_HOME", distribution.home().toString()),
            "--workers",
            "2",
            "--memory",
            "2g");
    cluster.start();
    study = new SmallStudy(Files.createDirectory(home.resolve("data")));
    ResultStore ofOneCore = ResultStore.at(home.resolve("one").toString());
    try (SparkSession spark = TestSession.start("local[1]")) {
      study.run(spark, ofOneCore);
      rowsOfOneCore = ResultRows.digest(spark, ofOneCore);
    }
  }

  @AfterAll
  static void stopCluster() throws IOException, InterruptedException {
    cluster.stop();
  }

  @Test
  void aStockDistributionRunsTheThinJar() throws IOException, InterruptedException {
    Path out = home.resolve("client");

    ProcessRun run = run(submit("--deploy-mode client"), out);

    assertThat(distribution.artifacts())
        .as("libraries that only the jar has")
        .doesNotContainAnyElementsOf(SparkDistribution.OF_THE_PROGRAM)
        .contains("spark-core_2.13");
    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.out()).contains("\n36 cells on 3 datasets: 36 run in ");
    assertRowsOfOneCore(out);
  }

  @Test
  void inClusterModeTheDriverRunsOnAWorker() throws IOException, InterruptedException {
    Path out = home.resolve("there");

    ProcessRun run = run(submit("--deploy-mode cluster"), out);

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.out()).as("the summary is the driver's").isEmpty();
    assertThat(run.errors())
        .contains("is FINISHED")
        .contains("genlabel: the driver has finished, results in " + out + "; ");
    assertThat(cluster.outputOfDrivers("stdout"))
        .anySatisfy(
            text ->
                assertThat(text)
                    .contains("\n36 cells on 3 datasets: 36 run in ", "\nResults: " + out + "\n"));
    assertRowsOfOneCore(out);
  }

  @Test
  void inClusterModeAFailureReachesTheUserAndNeedsNoDistribution()
      throws IOException, InterruptedException {
    Map<String, String> environment = submit("--deploy-mode cluster");
    environment.remove("SPARK_HOME");

    ProcessRun run = run(environment, home.resolve("never"), "--set", "experiment.datasets=none");

    assertThat(run.exitCode()).as("Spark does not pass on the driver's, which is 2").isEqualTo(3);
    assertThat(run.errors())
        .contains("is FAILED")
        .contains("genlabel: the driver failed, or found that some cells did; ");
    assertThat(cluster.outputOfDrivers("stderr"))
        .anySatisfy(text -> assertThat(text).contains("genlabel: 1 dataset was not found: none; "));
    assertThat(home.resolve("never")).doesNotExist();
  }

  @Test
  void inClusterModeOutIsNeeded() throws IOException, InterruptedException {
    ProcessRun run =
        installation.run(submit("--deploy-mode cluster"), "run", "--master", cluster.master());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .startsWith("genlabel: --out is missing: ");
  }

  private static Map<String, String> submit(String options) {
    Map<String, String> environment = new HashMap<>();
    environment.put("SPARK_HOME", distribution.home().toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("GENLABEL_MEMORY", "1g");
    environment.put("SPARK_SUBMIT_OPTS", Installation.SHORT_LIVED);
    environment.put(
        "GENLABEL_SUBMIT_OPTIONS",
        options
            + " --executor-memory 1g --conf spark.executor.extraJavaOptions="
            + Installation.SHORT_LIVED);
    return environment;
  }

  private static ProcessRun run(Map<String, String> environment, Path out, String... more)
      throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "run",
                "--config",
                study.file().toString(),
                "--data",
                study.data().toString(),
                "--out",
                out.toString(),
                "--master",
                cluster.master()));
    words.addAll(List.of(more));
    return installation.run(environment, words.toArray(String[]::new));
  }

  private static void assertRowsOfOneCore(Path out) throws IOException {
    ResultStore store = ResultStore.at(out.toString());
    try (SparkSession spark = TestSession.start("local[1]")) {
      assertThat(ResultRows.cells(spark, store)).hasSize(SmallStudy.CELLS);
      assertThat(ResultRows.digest(spark, store)).isEqualTo(rowsOfOneCore);
      assertThat(
              spark
                  .read()
                  .parquet(out.resolve("cells").toString())
                  .where("host like '%/driver'")
                  .count())
          .as("cells that did not run on an executor")
          .isZero();
    }
  }
}
