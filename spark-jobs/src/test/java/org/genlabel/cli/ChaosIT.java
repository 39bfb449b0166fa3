package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.genlabel.results.ResultRows;
import org.genlabel.results.ResultStore;
import org.genlabel.spark.SmallStudy;
import org.genlabel.spark.TestSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests a study on a cluster of two workers that loses an executor, then a worker, then its driver,
 * all by {@code kill -9} at random moments, and is run again: the rows are those of an undisturbed
 * run on one core. Started by hand, because it takes longer than the suite may:
 *
 * <pre>
 * mvn -B -ntp -Dtest=None -Dit.test=ChaosIT -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dgenlabel.chaos.repetitions=20 -Dgenlabel.chaos.seed=1 verify
 * </pre>
 */
@EnabledIfSystemProperty(
    named = "genlabel.chaos.repetitions",
    matches = "[0-9]+",
    disabledReason = "takes a minute or two each: -Dgenlabel.chaos.repetitions=N runs N")
class ChaosIT {
  private static final int TRIALS = 20;
  private static final int CELLS = SmallStudy.CELLS / 2 * TRIALS;
  private static final String[] SETTINGS = {
    "experiment.trials=" + TRIALS, "training.epochs=400", "training.learning-rates=[0.1,0.01,0.001]"
  };
  private static final long LONGEST_WAIT_SECONDS = 120;
  private static final int LONGEST_PAUSE_MILLIS = 1000;

  @TempDir private static Path home;
  private static Installation installation;
  private static StandaloneCluster cluster;
  private static SmallStudy study;
  private static String undisturbed;

  static LongStream seeds() {
    long first = Long.getLong("genlabel.chaos.seed", 1);
    return LongStream.range(first, first + Integer.getInteger("genlabel.chaos.repetitions"));
  }

  @BeforeAll
  static void runUndisturbed() throws IOException, InterruptedException {
    installation = new Installation(home.resolve("checkout"));
    study = new SmallStudy(Files.createDirectory(home.resolve("data")));
    ResultStore store = ResultStore.at(home.resolve("undisturbed").toString());
    try (SparkSession spark = TestSession.start("local[1]")) {
      study.run(spark, store, SETTINGS);
      undisturbed = ResultRows.digest(spark, store);
    }
    cluster =
        new StandaloneCluster(installation, home.resolve("cluster"), Map.of(), "--workers", "2");
  }

  @AfterAll
  static void stopCluster() throws IOException, InterruptedException {
    cluster.stop();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void rowsAreThoseOfAnUndisturbedRun(long seed) throws IOException, InterruptedException {
    Random random = new Random(seed);
    Path out = home.resolve("run-" + seed);
    cluster.start();

    Process launcher = start(out);
    awaitRows(out, launcher);
    pause(random);
    String hit = "worker-" + (1 + random.nextInt(2));
    kill(cluster.children(hit));
    pause(random);
    kill(List.of(cluster.process("worker-" + (1 + random.nextInt(2)))));
    pause(random);
    kill(driver(launcher));

    assertThat(launcher.waitFor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)).as("it ended").isTrue();
    assertThat(launcher.exitValue())
        .as("128 + SIGKILL: the driver was killed during its work")
        .isEqualTo(137);
    int kept = cells(out).size();
    assertThat(kept).as("cells that were done when the driver was killed").isBetween(1, CELLS - 1);

    cluster.start();
    ProcessRun again = ProcessRun.of(home, Installation.environment(environment()), command(out));

    assertThat(again.exitCode()).as(again.errors()).isZero();
    assertThat(again.errorLines().subList(0, 3))
        .allMatch(line -> line.startsWith("genlabel: read "));
    assertThat(again.errorLines().get(3))
        .startsWith("genlabel: study small on 3 datasets, Spark 4.")
        .contains(" at " + cluster.master());
    assertThat(again.errorLines().stream().skip(4))
        .as("progress every minute, and nothing from Spark or the JVM")
        .allMatch(line -> line.matches("[0-9]+/" + CELLS + " cells, .*"));
    assertThat(again.out())
        .contains("\n" + CELLS + " cells on 3 datasets: ")
        .contains(" 0 failed, ")
        .doesNotContain(" 0 there before");
    assertThat(cells(out)).hasSize(CELLS);
    try (SparkSession spark = TestSession.start("local[1]")) {
      assertThat(ResultRows.digest(spark, ResultStore.at(out.toString()))).isEqualTo(undisturbed);
    }
  }

  private static List<String> cells(Path out) throws IOException {
    try (SparkSession spark = TestSession.start("local[1]")) {
      return ResultRows.cells(spark, ResultStore.at(out.toString()));
    }
  }

  private static Map<String, String> environment() {
    return Map.of(
        "GENLABEL_MEMORY",
        "512m",
        "GENLABEL_SUBMIT_OPTIONS",
        "-Dspark.executor.memory=512m -Dspark.executor.extraJavaOptions="
            + Installation.SHORT_LIVED
            + " "
            + Installation.SHORT_LIVED);
  }

  private static List<String> command(Path out) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                installation.launcher().toString(),
                "run",
                "--config",
                study.file().toString(),
                "--data",
                study.data().toString(),
                "--out",
                out.toString(),
                "--master",
                cluster.master()));
    Arrays.stream(SETTINGS).forEach(setting -> words.addAll(List.of("--set", setting)));
    return words;
  }

  private static Process start(Path out) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command(out))
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(out.getFileName() + ".log").toFile());
    builder.environment().clear();
    builder.environment().putAll(Installation.environment(environment()));
    return builder.start();
  }

  /** Waits for the first rows: from then on there is something to lose. */
  private static void awaitRows(Path out, Process launcher)
      throws IOException, InterruptedException {
    Path cells = out.resolve("cells");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS);
    while (!holdsRows(cells)) {
      assertThat(launcher.isAlive() && System.nanoTime() < deadline)
          .as(
              "the run began; it says "
                  + Files.readString(home.resolve(out.getFileName() + ".log")))
          .isTrue();
      Thread.sleep(20);
    }
  }

  private static boolean holdsRows(Path cells) throws IOException {
    if (!Files.isDirectory(cells)) {
      return false;
    }
    try (Stream<Path> files = Files.list(cells)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("part-"));
    }
  }

  private static void pause(Random random) throws InterruptedException {
    Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
  }

  /** Returns the launcher's only Java process. */
  private static List<ProcessHandle> driver(Process launcher) {
    return launcher
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("/java"))
        .toList();
  }

  private static void kill(List<ProcessHandle> processes) throws InterruptedException {
    assertThat(processes).as("processes to kill").isNotEmpty();
    for (ProcessHandle process : processes) {
      process.destroyForcibly();
      // A process that has ended keeps its id until its exit code is read, but has no command.
      while (process.info().command().isPresent()) {
        Thread.sleep(10);
      }
    }
  }
}
