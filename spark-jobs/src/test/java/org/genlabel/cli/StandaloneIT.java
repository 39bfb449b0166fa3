package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.genlabel.spark.ResultRows;
import org.genlabel.spark.ResultStore;
import org.genlabel.spark.SmallStudy;
import org.genlabel.spark.TestSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A standalone cluster of one master and one worker on this machine, and the launcher as its
 * client.
 */
class StandaloneIT {
  private static final long LONGEST_START_MILLIS = 60_000;

  @TempDir private static Path home;
  private static final List<Process> PROCESSES = new ArrayList<>();
  private static Installation installation;
  private static String master;

  @BeforeAll
  static void startCluster() throws IOException, InterruptedException {
    installation = new Installation(home.resolve("check out"));
    // Makes the folder that stands in for a Spark distribution.
    assertThat(installation.run("--version").exitCode()).isZero();
    int port = freePort();
    master = "spark://127.0.0.1:" + port;
    start(
        "master",
        "org.apache.spark.deploy.master.Master",
        "--host",
        "127.0.0.1",
        "--port",
        Integer.toString(port),
        "--webui-port",
        "0");
    awaitLine("master", "New state: ALIVE");
    start(
        "worker",
        "org.apache.spark.deploy.worker.Worker",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--webui-port",
        "0",
        "--cores",
        "2",
        "--memory",
        "1g",
        "--work-dir",
        home.resolve("work").toString(),
        master);
    awaitLine("worker", "Successfully registered with master");
  }

  @AfterAll
  static void stopCluster() throws InterruptedException {
    for (Process process : PROCESSES) {
      // The worker's executors are its children.
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly().waitFor();
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void rowsAreThoseOfOneCore() throws IOException, InterruptedException {
    SmallStudy study = new SmallStudy(Files.createDirectory(home.resolve("data")));
    Path ofCluster = home.resolve("results");

    ProcessRun run =
        installation.run(
            Map.of(
                "SPARK_LOCAL_IP",
                "127.0.0.1",
                "GENLABEL_SUBMIT_OPTIONS",
                Installation.SHORT_LIVED
                    + " -Dspark.executor.extraJavaOptions="
                    + Installation.SHORT_LIVED),
            "run",
            "--config",
            study.file().toString(),
            "--data",
            study.data().toString(),
            "--out",
            ofCluster.toString(),
            "--master",
            master);

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.out()).contains("\n36 cells on 3 datasets: 36 run in ");
    assertThat(run.errorLines())
        .as("nothing from Spark or the JVM")
        .singleElement()
        .asString()
        .startsWith("genlabel: study small on 3 datasets, Spark 4.")
        .contains(" at " + master);
    ResultStore ofOneCore = ResultStore.at(home.resolve("one").toString());
    try (SparkSession spark = TestSession.start("local[1]")) {
      study.run(spark, ofOneCore);
      ResultStore store = ResultStore.at(ofCluster.toString());
      assertThat(ResultRows.cells(spark, store)).hasSize(SmallStudy.CELLS);
      assertThat(ResultRows.digest(spark, store)).isEqualTo(ResultRows.digest(spark, ofOneCore));
      assertThat(
              spark
                  .read()
                  .parquet(ofCluster.resolve("cells").toString())
                  .where("host like '%/driver'")
                  .count())
          .as("cells that did not run on an executor")
          .isZero();
    }
  }

  private static void start(String name, String... mainAndArguments) throws IOException {
    Path target = installation.home().resolve("spark-jobs/target/launcher");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + target.resolve("java-options"));
    command.add("-Xmx512m");
    command.add(Installation.SHORT_LIVED);
    command.add("-Dgenlabel.log.level=info");
    command.add(
        "-Dlog4j2.configurationFile=" + installation.home().resolve("conf/log4j2.properties"));
    command.add("-cp");
    command.add(installation.sparkFolder().resolve("jars") + "/*");
    command.addAll(List.of(mainAndArguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(name + ".log").toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Installation.environment(
                Map.of(
                    "SPARK_HOME",
                    installation.sparkFolder().toString(),
                    "SPARK_SCALA_VERSION",
                    System.getenv("SPARK_SCALA_VERSION"),
                    "SPARK_LOCAL_IP",
                    "127.0.0.1")));
    PROCESSES.add(builder.start());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Who asks before the other is ready tries again only many seconds later. */
  private static void awaitLine(String name, String line) throws IOException, InterruptedException {
    Path log = home.resolve(name + ".log");
    long deadline = System.currentTimeMillis() + LONGEST_START_MILLIS;
    while (!Files.readString(log).contains(line)) {
      if (System.currentTimeMillis() > deadline) {
        throw new IOException("the " + name + " did not start: " + Files.readString(log));
      }
      Thread.sleep(100);
    }
  }
}
