package org.genlabel.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors that are processes of their own, with the packaged jar. */
class LocalClusterIT {
  @TempDir private static Path home;

  /** Workers look for Spark in $SPARK_HOME/jars. */
  @BeforeAll
  static void linkSpark() throws IOException {
    Path jars = Path.of(System.getenv("SPARK_HOME")).resolve("jars");
    if (Files.isDirectory(jars)) {
      return;
    }
    Files.createDirectories(jars);
    String classPath = Files.readString(jars.resolveSibling("../classpath"));
    for (String entry : classPath.strip().split("[:\n]+", -1)) {
      Path jar = Path.of(entry);
      Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
    }
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
