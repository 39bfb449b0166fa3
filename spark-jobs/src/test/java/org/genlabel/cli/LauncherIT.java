package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** submit/genlabel as people run it, from a checkout whose path has a blank. */
class LauncherIT {
  @TempDir private static Path home;
  private static Installation installation;

  @BeforeAll
  static void install() throws IOException {
    installation = new Installation(home.resolve("check out"));
  }

  @Test
  void worksThroughASymlinkFromAnotherFolder() throws IOException, InterruptedException {
    Path bin = Files.createDirectories(home.resolve("my bin"));
    Path first = Files.createSymbolicLink(bin.resolve("first"), installation.launcher());
    // A link to a link, by a relative path.
    Path second = Files.createSymbolicLink(home.resolve("second"), home.relativize(first));

    ProcessRun run =
        ProcessRun.of(
            bin, Installation.environment(Map.of()), List.of(second.toString(), "--version"));

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.outLines())
        .singleElement()
        .asString()
        .startsWith("genlabel ")
        .contains(", Spark 4.");
    assertThat(run.errors()).isEmpty();
  }

  @Test
  void theStandInForADistributionHasEveryJar() throws IOException, InterruptedException {
    installation.run("--version");

    try (Stream<Path> jars = Files.list(installation.sparkFolder().resolve("jars"))) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              installation.classPath().stream()
                  .map(entry -> Path.of(entry).getFileName().toString())
                  .toList());
    }
  }

  @Test
  void aStudyRunsAndItsPrintedQueryWorks() throws IOException, InterruptedException {
    Path out = home.resolve("results of today");

    ProcessRun run =
        installation.run(
            "run",
            "--set",
            "experiment.datasets=945",
            "--set",
            "experiment.trials=1",
            "--set",
            "training.epochs=3",
            "--out",
            out.toString());

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.out())
        .contains(
            "mean test accuracy", "\n8 cells on 1 dataset: 8 run in ", "\nResults: " + out + "\n");
    assertThat(run.errorLines())
        .as("nothing from Spark or the JVM")
        .singleElement()
        .asString()
        .startsWith("genlabel: study quick on 1 dataset, Spark 4.");

    String query = run.outLines().get(run.outLines().size() - 1);
    assertThat(query).startsWith("Query:   '" + installation.launcher() + "' sql ");
    ProcessRun table =
        ProcessRun.of(
            home,
            Installation.environment(Map.of()),
            List.of("bash", "-c", query.substring("Query:".length())));

    assertThat(table.exitCode()).as(table.errors()).isZero();
    assertThat(table.errors()).isEmpty();
    assertThat(table.outLines()).hasSize(9);
    assertThat(table.outLines().get(0)).matches("scheme +alpha +avg\\(test_accuracy\\)");

    String counted =
        "SELECT scheme, count(*) AS n FROM cells GROUP BY scheme ORDER BY scheme LIMIT 1";
    ProcessRun json = installation.run("sql", out.toString(), counted, "--format=json");

    JsonNode parsed = new ObjectMapper().readTree(json.out());
    assertThat(parsed.get(0).get("n").asInt()).isEqualTo(2);
    assertThat(json.errors()).isEmpty();
  }

  @Test
  void badDataEndsWithTwoAndOneLine() throws IOException, InterruptedException {
    Path data = Files.createDirectories(home.resolve("bad"));
    Path file = Files.writeString(data.resolve("mine.arff"), "@attribute x\n");

    ProcessRun run =
        installation.run(
            "run",
            "--data",
            data.toString(),
            "--set",
            "experiment.datasets=mine",
            "--out",
            home.resolve("never").toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .startsWith("genlabel: " + file + ":1: ");
    assertThat(home.resolve("never")).doesNotExist();
  }

  @Test
  void aBadConfigurationEndsWithTwoAndOneLine() throws IOException, InterruptedException {
    ProcessRun run = installation.run("run", "--set", "experiment.trails=3");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .startsWith("genlabel: --set experiment.trails=3: unknown key");
  }

  @Test
  void verboseShowsTheStackTrace() throws IOException, InterruptedException {
    ProcessRun run = installation.run("run", "--verbose", "--set", "experiment.trails=3");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors())
        .contains("genlabel: --set experiment.trails=3: unknown key")
        .contains("InvalidConfigException", "\tat org.genlabel.experiment.config.ConfigReader");
  }

  @Test
  void aSparkDistributionIsUsedWhereThereIsOne() throws IOException, InterruptedException {
    Path spark =
        fakeSpark("spark dist", "for word in \"$@\"; do printf '<%s>\\n' \"$word\"; done; exit 7");

    ProcessRun run =
        installation.run(
            Map.of("SPARK_HOME", spark.toString(), "GENLABEL_MEMORY", "3g"),
            "run",
            "--master",
            "spark://host:7077",
            "--set",
            "experiment.name=a b");

    assertThat(run.exitCode()).as("that of spark-submit").isEqualTo(7);
    List<String> words = run.outLines();
    String jar =
        installation.home().resolve("spark-jobs/target/launcher/build-/genlabel.jar").toString();
    assertThat(words)
        .containsSubsequence(
            "<--master>", "<spark://host:7077>", "<--class>", "<org.genlabel.cli.Main>")
        .containsSubsequence("<--driver-memory>", "<3g>", "<--class>");
    assertThat(words.subList(words.indexOf("<" + jar + ">") + 1, words.size()))
        .as("the program's own arguments, after the jar")
        .containsExactly(
            "<run>", "<--master>", "<spark://host:7077>", "<--set>", "<experiment.name=a b>");
    String options = words.get(words.indexOf("<--driver-java-options>") + 1);
    assertThat(options)
        .as("quoted for spark-submit, which splits at blanks")
        .contains("\"-Dgenlabel.home=" + installation.home() + "\"")
        .contains(
            "\"-Dlog4j2.configurationFile=" + installation.home() + "/conf/log4j2.properties\"");
  }

  @Test
  void withoutMasterSparkSubmitChooses() throws IOException, InterruptedException {
    Path spark = fakeSpark("plain", "for word in \"$@\"; do printf '<%s>\\n' \"$word\"; done");

    ProcessRun run =
        installation.run(
            Map.of(
                "SPARK_HOME",
                spark.toString(),
                "GENLABEL_SUBMIT_OPTIONS",
                "--deploy-mode cluster --executor-cores 4"),
            "datasets",
            "list");

    assertThat(run.exitCode()).isZero();
    assertThat(run.outLines())
        .doesNotContain("<--master>")
        .containsSubsequence(
            "<--deploy-mode>", "<cluster>", "<--executor-cores>", "<4>", "<--class>")
        .endsWith("<datasets>", "<list>");
  }

  @Test
  void buildsWhereSourcesAreNewerAndSaysSo() throws IOException, InterruptedException {
    Installation edited = new Installation(home.resolve("edited"));
    Path bin = Installation.script(home.resolve("maven/mvn"), "exit 0").getParent();
    edit(edited);

    ProcessRun run = edited.run(Map.of("PATH", bin + ":" + System.getenv("PATH")), "--version");

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.errorLines()).hasSize(2);
    assertThat(run.errorLines().get(0)).isEqualTo("genlabel: sources have changed: building");
    assertThat(run.errorLines().get(1)).matches("genlabel: built in \\d+ s");
  }

  @Test
  void buildsWithTheProfilesAskedForAndKeepsThem() throws IOException, InterruptedException {
    Installation other = new Installation(home.resolve("profiles"));
    Path words = home.resolve("words of Maven");
    Path bin =
        Installation.script(
                home.resolve("noting maven/mvn"), "echo \"$*\" >>'" + words + "'; exit 0")
            .getParent();
    String path = bin + ":" + System.getenv("PATH");

    ProcessRun with = other.run(Map.of("PATH", path, "GENLABEL_PROFILES", "s3a"), "--version");
    ProcessRun kept = other.run(Map.of("PATH", path), "--version");
    ProcessRun without = other.run(Map.of("PATH", path, "GENLABEL_PROFILES", ""), "--version");

    assertThat(with.exitCode()).as(with.errors()).isZero();
    assertThat(with.errorLines().get(0))
        .isEqualTo("genlabel: built with other profiles than these (s3a): building");
    assertThat(kept.errors()).as("no build").isEmpty();
    assertThat(without.errorLines()).hasSize(2);
    assertThat(Files.readAllLines(words))
        .containsExactly(
            "-B -ntp -Ps3a -Dchecks=no -Dmaven.test.skip=true package",
            "-B -ntp -Dchecks=no -Dmaven.test.skip=true package");
  }

  @Test
  void forADriverOnTheClusterPathsAreAbsoluteAndSparkWaitsForIt()
      throws IOException, InterruptedException {
    Path spark = fakeSpark("far", "for word in \"$@\"; do printf '<%s>\\n' \"$word\"; done");

    ProcessRun run =
        installation.run(
            Map.of(
                "SPARK_HOME", spark.toString(), "GENLABEL_SUBMIT_OPTIONS", "--deploy-mode cluster"),
            "run",
            "--config",
            "conf/paper.conf",
            "--data=hdfs:///datasets",
            "--data",
            "more data",
            "--out",
            "results/far");

    Path folder = installation.home();
    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.outLines())
        .containsSubsequence(
            "<--conf>",
            "<spark.standalone.submit.waitAppCompletion=true>",
            "<--deploy-mode>",
            "<cluster>",
            "<--class>",
            "<--config>",
            "<" + folder + "/conf/paper.conf>",
            "<--data=hdfs:///datasets>",
            "<--data>",
            "<" + folder + "/more data>",
            "<--out>",
            "<" + folder + "/results/far>");
    assertThat(run.errors())
        .startsWith("genlabel: the driver has finished, results in " + folder + "/results/far; ");
  }

  @Test
  void aDriverThatFailsOnTheClusterEndsWithThreeThoughSparkSubmitEndsWithZero()
      throws IOException, InterruptedException {
    Path spark =
        fakeSpark(
            "ended badly",
            "echo 'INFO ClientEndpoint: State of driver driver-1 is FAILED, exiting' >&2");

    ProcessRun run =
        installation.run(
            Map.of(
                "SPARK_HOME", spark.toString(), "GENLABEL_SUBMIT_OPTIONS", "--deploy-mode cluster"),
            "run",
            "--out",
            "/far");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.errorLines()).hasSize(2);
    assertThat(run.errorLines().get(0)).endsWith("State of driver driver-1 is FAILED, exiting");
    assertThat(run.errorLines().get(1)).startsWith("genlabel: the driver failed, or found ");
  }

  @Test
  void aFailingBuildShowsWhereAndEndsWithThree() throws IOException, InterruptedException {
    Installation edited = new Installation(home.resolve("broken"));
    Path bin =
        Installation.script(
                home.resolve("failing maven/mvn"),
                "echo '[INFO] nothing of interest'; for i in 1 2; do echo '[ERROR]"
                    + " /x/Main.java:[3,4] no such thing'; done; exit 1")
            .getParent();
    edit(edited);

    ProcessRun run = edited.run(Map.of("PATH", bin + ":" + System.getenv("PATH")), "--version");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.errors())
        .containsOnlyOnce("[ERROR] /x/Main.java:[3,4] no such thing")
        .contains("the build failed")
        .doesNotContain("nothing of interest");
    assertThat(
            edited.run(Map.of("PATH", bin + ":" + System.getenv("PATH")), "--version").exitCode())
        .as("it is not taken for built")
        .isEqualTo(3);
  }

  private static void edit(Installation edited) throws IOException {
    Path source = Files.writeString(edited.home().resolve("spark-jobs/src/main/New.java"), "//");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now()));
    Files.setLastModifiedTime(edited.built(), FileTime.from(Instant.now().minusSeconds(60)));
  }

  private static Path fakeSpark(String name, String submit) throws IOException {
    Path spark = home.resolve(name);
    Installation.script(spark.resolve("bin/spark-submit"), submit);
    return spark;
  }
}
