package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.genlabel.results.ResultRows;
import org.genlabel.results.ResultStore;
import org.genlabel.spark.ExperimentJob;
import org.genlabel.spark.SmallStudy;
import org.genlabel.spark.TestSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is stopped, killed, and goes on. */
class InterruptIT {
  /** Cells of a fraction of a second each, one after the other. */
  private static final String[] SETTINGS = {"training.epochs=1000", "run.partition-seconds=1"};

  @TempDir private static Path home;
  private static Installation installation;
  private static SmallStudy study;

  @BeforeAll
  static void install() throws IOException {
    installation = new Installation(home.resolve("checkout"));
    study = new SmallStudy(Files.createDirectory(home.resolve("data")));
  }

  @Test
  void aRunThatIsStoppedAndThenKilledGoesOnWhereItWas() throws Exception {
    Path out = home.resolve("results");

    Process stopped = start(out, "stopped");
    awaitCells(out, 1, stopped);
    boolean interruptible = !ignoresInterrupts();
    signal(interruptible ? "INT" : "TERM", stopped.pid());
    assertThat(stopped.waitFor(300, TimeUnit.SECONDS)).isTrue();
    assertThat(stopped.exitValue()).isEqualTo(interruptible ? 130 : 143);
    assertThat(Files.readString(home.resolve("stopped.err")).lines())
        .as("the three files that were read, the study, and how to go on")
        .hasSize(5)
        .last()
        .isEqualTo(
            "genlabel: stopped; what was finished is safe in "
                + out
                + ", and the same command goes on from there");
    assertThat(out.resolve("_lock")).doesNotExist();
    long afterFirst = cellFiles(out);

    Process killed = start(out, "killed");
    awaitCells(out, afterFirst + 1, killed);
    killed.descendants().forEach(ProcessHandle::destroyForcibly);
    assertThat(killed.waitFor(300, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(home.resolve("killed.err")).lines())
        .as("at last the launcher's words, none of bash")
        .hasSize(5)
        .last()
        .asString()
        .startsWith("genlabel: Java was killed, ");
    assertThat(out.resolve("_lock")).as("left behind").exists();

    ResultStore store = ResultStore.at(out.toString());
    ResultStore ofOneCore = ResultStore.at(home.resolve("undisturbed").toString());
    try (SparkSession spark = TestSession.start("local[1]")) {
      ExperimentJob.Summary last = study.run(spark, store, SETTINGS);

      assertThat(last.alreadyDone()).isBetween(2, SmallStudy.CELLS - 1);
      assertThat(last.cells()).isEqualTo(SmallStudy.CELLS);
      study.run(spark, ofOneCore, SETTINGS);
      assertThat(ResultRows.cells(spark, store)).hasSize(SmallStudy.CELLS);
      assertThat(ResultRows.digest(spark, store)).isEqualTo(ResultRows.digest(spark, ofOneCore));
    }
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("cells", "cv_scores", "manifest.json");
    }
  }

  private static Process start(Path out, String name) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(installation.launcher().toString()), Stream.of(command(out)))
                    .toList())
            .directory(home.toFile())
            .redirectOutput(home.resolve(name + ".out").toFile())
            .redirectError(home.resolve(name + ".err").toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Installation.environment(Map.of("GENLABEL_SUBMIT_OPTIONS", Installation.SHORT_LIVED)));
    return builder.start();
  }

  private static String[] command(Path out) {
    return new String[] {
      "run",
      "--config",
      study.file().toString(),
      "--data",
      study.data().toString(),
      "--set",
      SETTINGS[0],
      "--set",
      SETTINGS[1],
      "--master",
      "local[1]",
      "--out",
      out.toString()
    };
  }

  /**
   * Tells whether SIGINT is ignored by what this test starts: children of a background job of a
   * script, or of nohup, inherit that, and no shell can undo it.
   */
  private static boolean ignoresInterrupts() throws Exception {
    return new ProcessBuilder("sh", "-c", "kill -INT $$; exit 0").start().waitFor() == 0;
  }

  private static void signal(String name, long process) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process)).start().waitFor();
  }

  /** Waits for more files of cells in the tables. */
  private static void awaitCells(Path out, long files, Process process) throws Exception {
    while (cellFiles(out) < files) {
      assertThat(process.isAlive()).as("the run ended before it could be disturbed").isTrue();
      Thread.sleep(50);
    }
  }

  private static long cellFiles(Path out) throws IOException {
    if (!Files.exists(out.resolve("cells"))) {
      return 0;
    }
    try (Stream<Path> files = Files.list(out.resolve("cells"))) {
      return files.filter(file -> file.getFileName().toString().startsWith("part-")).count();
    }
  }
}
