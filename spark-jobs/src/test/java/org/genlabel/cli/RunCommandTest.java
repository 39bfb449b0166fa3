package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.format.FileReading;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.plan.DatasetSelection;
import org.genlabel.results.PlannedAttempt;
import org.genlabel.results.ResultStore;
import org.genlabel.results.RunFolder;
import org.genlabel.spark.SmallStudy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCommandTest {
  @TempDir private Path home;
  private SmallStudy study;
  private Path out;

  @BeforeEach
  void writeStudy() throws IOException {
    study = new SmallStudy(Files.createDirectory(home.resolve("data")));
    out = home.resolve("results/small");
  }

  @Test
  void aStudyEndsWithItsSummaryOnStandardOutput() {
    CommandRun run = run();

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.out())
        .startsWith("alpha = 1: mean test accuracy, and datasets where a scheme is")
        .contains("alpha = 2: gain of genlabel-gm over mixup in points of accuracy")
        .containsPattern("\n36 cells on 3 datasets: 36 run in \\d+ s, 0 failed, 0 there before\n")
        .containsPattern(
            "\n"
                + "Work: \\d+\\.\\d s of one core; planned \\d+\\.\\d s, and up to about 15 s more"
                + " until")
        .containsPattern("\nHeap: \\d+\\.\\d\\d GB in use at most, garbage included\n")
        .contains("\nResults: " + out + "\n");
    assertThat(run.outLines())
        .last()
        .asString()
        .startsWith("Query:   submit/genlabel sql " + out + " \"SELECT ");
    assertThat(run.errorLines()).hasSize(4);
    assertThat(run.errorLines().get(0))
        .isEqualTo(
            "genlabel: read "
                + study.data().resolve("apart.arff")
                + ": UTF-8; 60 rows; class 'class': c0 (30), c1 (30); 2 features: x, y; no missing"
                + " cells");
    assertThat(run.errorLines().get(3))
        .startsWith("genlabel: study small on 3 datasets, Spark 4.")
        .endsWith(" at local[2]");
  }

  @Test
  void theFirstTwentyFilesAreShownAndTheOthersCounted() {
    DatasetSelection three = study.selection(study.config());
    FileReading reading = three.readings().get("near");
    Map<String, FileReading> readings = new LinkedHashMap<>();
    IntStream.range(0, 20).forEach(i -> readings.put("own" + i, reading));

    assertThat(RunCommand.readings(new DatasetSelection(three.datasets(), List.of(), readings)))
        .hasSize(20)
        .containsOnly("read " + reading.line());

    readings.put("own20", reading);
    readings.put("own21", reading);

    assertThat(RunCommand.readings(new DatasetSelection(three.datasets(), List.of(), readings)))
        .hasSize(21)
        .last()
        .isEqualTo("... and 2 more; datasets describe NAME shows each");
  }

  @Test
  void aSecondRunOnTheSameFolderIsRefused() throws IOException {
    ExperimentConfig config = study.config();
    try (RunFolder folder =
        RunFolder.open(
            ResultStore.at(out.toString()),
            new PlannedAttempt(
                config, study.selection(config), SmallStudy.CELLS, "4.x", "here/driver"),
            false,
            new Configuration(),
            notice -> {})) {
      CommandRun second = run();

      assertThat(second.exitCode()).isEqualTo(2);
      assertThat(second.errorLines())
          .last()
          .asString()
          .startsWith("genlabel: " + out + ": another run is writing to this folder (process ")
          .contains("process " + ProcessHandle.current().pid() + " on ");
      assertThat(folder.manifest().attempt()).isEqualTo(1);
    }
  }

  @Test
  void theSameCommandAgainFindsAllCells() {
    run();

    CommandRun again = run();

    assertThat(again.exitCode()).isZero();
    assertThat(again.out())
        .containsPattern("\n36 cells on 3 datasets: 0 run in \\d+ s, 0 failed, 36 there before\n");
  }

  @Test
  void failedCellsEndWithOneAndAreListed() throws IOException {
    Files.writeString(study.data().resolve("tiny.arff"), SmallStudy.clusters(2, 10, 4));

    CommandRun run = run("--set", "experiment.datasets=[five, tiny]", "--set", "training.folds=20");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "10 cells failed:\n",
            " 10 failed, 0 there before\n",
            "\nThe same command runs the failed cells again.\n",
            " sql " + out + " \"SELECT dataset, scheme, alpha, trial, error FROM cells WHERE ")
        .containsPattern("-  tiny  vanilla +- +0  IllegalArgumentException: folds must be");
    assertThat(run.errorLinesAfterStart()).isEmpty();
  }

  @Test
  void missingDatasetsCanBeSkipped() {
    CommandRun run = run("--set", "experiment.datasets=[five, nosuch]", "--skip-missing");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("\n1 dataset was not found and skipped: nosuch\n", "\n12 cells on 1 dataset: ")
        .as("of one dataset, the table says it all")
        .doesNotContain("in points of accuracy");
    assertThat(run.errorLines()).hasSize(2);
    assertThat(run.errorLines().get(0))
        .startsWith("genlabel: read ")
        .contains("five.arff: UTF-8; 100 rows; class 'class': c0 (20), ");
    assertThat(run.errorLines().get(1)).startsWith("genlabel: study small on 1 dataset, ");
  }

  @Test
  void aFolderMayHaveColonsInItsName() throws IOException {
    out = home.resolve("results/2026-11-27T17:00:00 [1]");

    CommandRun first = run();
    CommandRun again = run();
    CommandRun fresh = run("--fresh");
    CommandRun query =
        CommandRun.of("sql", out.toString(), "--format", "csv", "SELECT count(*) FROM cells");

    assertThat(first.exitCode()).as(first.errors()).isZero();
    assertThat(again.out()).contains(" 0 failed, 36 there before\n");
    assertThat(fresh.exitCode()).as(fresh.errors()).isZero();
    assertThat(fresh.out())
        .contains(" 0 failed, 0 there before\n", "\nFormer results: " + out + ".until-");
    assertThat(query.outLines()).last().isEqualTo("36");
    try (Stream<Path> children = Files.list(out.getParent())) {
      assertThat(children).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"hdfs:results, 'hdfs:results'", "run:/2, (a path with a colon begins with ./ or /)"})
  void whatIsNeitherAPathNorAUriOfAStoreEndsWithTwo(String folder, String named) {
    CommandRun run = run("--out", folder);

    refused(run, named);
    assertThat(Path.of(folder)).doesNotExist();
  }

  @Test
  void freshRunsAllAgain() throws IOException {
    run();

    CommandRun again = run("--fresh", "--set", "experiment.seed=5");

    assertThat(again.exitCode()).isZero();
    assertThat(again.out()).contains(" 0 failed, 0 there before\n");
    try (Stream<Path> children = Files.list(out.getParent())) {
      assertThat(children).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "experiment.trails=3               | did you mean 'experiment.trials'?",
        "experiment.datasets=[five,nosuch] | 1 dataset was not found: nosuch; ",
        "experiment.datasets=[999999]      | --skip-missing",
        "data.path=[\"\"]                  | data.path",
      })
  void anInvalidConfigurationEndsWithTwo(String setting, String named) {
    refused(run("--set", setting), named);
  }

  /** Uses an address without a master, which Spark would try for a minute. */
  @Test
  @Timeout(value = 100, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void badDataIsReportedBeforeSparkIsStarted() throws IOException {
    Path ragged = study.data().resolve("ragged.csv");
    Files.writeString(ragged, "x,class\n1,2,3\n");
    String master = "spark://127.0.0.1:1";

    refused(
        run("--master", master, "--set", "experiment.datasets=[five,nosuch]"),
        "1 dataset was not found: nosuch; ");
    refused(run("--master", master, "--set", "experiment.datasets=[ragged]"), ragged + ":2: ");
  }

  @Test
  void errorsAreReportedInTheOrderOfUsageConfigurationData() {
    String data = "experiment.datasets=nosuch";
    String config = "experiment.trials=0";

    refused(run("--master", "moon", "--oops", "--set", config, "--set", data), "--oops");
    refused(run("--master", "moon", "--set", config, "--set", data), "experiment.trials");
    refused(run("--master", "moon", "--set", data), "--master moon");
    refused(run("--set", data), "nosuch");
  }

  @Test
  void anUnusableConfigurationFileEndsWithTwo() throws IOException {
    Files.writeString(study.file(), "experiment {\n  trials = \n}\n");
    // The reader notices at the brace below.
    refused(run(), study.file() + ":3: ");

    Files.delete(study.file());
    refused(run(), study.file() + ": no such configuration file");
  }

  @Test
  void dataThatWillNotDoEndsWithTwo() throws IOException {
    Path file = Files.writeString(study.data().resolve("mine.arff"), "@relation mine\n@data\n1\n");

    refused(run("--set", "experiment.datasets=mine"), file + ":2: @data, but no attributes");
  }

  @Test
  void aMissingDataFolderEndsWithTwo() throws IOException {
    refused(
        run("--data", home.resolve("typo").toString()), home.resolve("typo") + ": no such folder");
  }

  @Test
  void anOutputFolderBelowAFileEndsWithTwo() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "not a folder");
    out = file.resolve("results");

    CommandRun run = run();

    refused(run, out + ": cannot be used as output folder: " + out + ": Not a directory");
    assertThat(file).hasContent("not a folder");
  }

  @Test
  void theFolderOfAnotherConfigurationEndsWithTwoAndIsLeftAlone() throws IOException {
    run();
    List<String> before = files();

    CommandRun run = run("--set", "experiment.seed=2");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errorLinesAfterStart())
        .singleElement()
        .asString()
        .startsWith(
            "genlabel: "
                + out
                + ": holds a run of another configuration (experiment.seed was 1 and is 2)");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void aFolderWithOtherFilesEndsWithTwoAndIsLeftAlone() throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("holiday.txt"), "sun");

    CommandRun run = run();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errorLinesAfterStart()).singleElement().asString().contains("manifest.json");
    assertThat(files()).hasSize(1);
  }

  @Test
  void anUnusableMasterIsOneLine() {
    CommandRun run = run("--master", "nosuch://here");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errorLinesAfterStart()).singleElement().asString().contains("nosuch://here");
    assertThat(out).doesNotExist();
  }

  private CommandRun run(String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of("run", "--config", study.file().toString(), "--data", study.data().toString()));
    if (!List.of(options).contains("--out")) {
      arguments.addAll(List.of("--out", out.toString()));
    }
    if (!List.of(options).contains("--master")) {
      arguments.addAll(List.of("--master", "local[2]"));
    }
    arguments.addAll(List.of(options));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  /** Asserts that one line says what is wrong, and that there is no output folder. */
  private void refused(CommandRun run, String named) {
    assertThat(run.exitCode()).as(run.errors()).isEqualTo(2);
    assertThat(run.errorLinesAfterStart())
        .singleElement()
        .asString()
        .startsWith("genlabel: ")
        .contains(named)
        .doesNotContain("Exception");
    assertThat(run.out()).isEmpty();
    assertThat(Files.exists(out)).as("there is an output folder").isFalse();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(out)) {
      List<String> names = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        names.add(file + " " + Files.getLastModifiedTime(file));
      }
      return names;
    }
  }
}
