package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.genlabel.spark.SmallStudy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  @TempDir private static Path home;
  private static Path finished;

  @TempDir private Path temporary;
  private Path run;

  @BeforeAll
  static void runStudy() throws IOException {
    SmallStudy study = new SmallStudy(Files.createDirectory(home.resolve("data")));
    finished = home.resolve("finished run");
    CommandRun first =
        CommandRun.of(
            "run",
            "--config",
            study.file().toString(),
            "--data",
            study.data().toString(),
            "--set",
            "experiment.datasets=[apart, near]",
            "--set",
            "experiment.schemes=[vanilla, mixup, genlabel-gm]",
            "--set",
            "experiment.trials=1",
            "--out",
            finished.toString(),
            "--master",
            "local[1]");
    assertThat(first.exitCode()).as(first.errors()).isZero();
  }

  /** Begins a run that has a manifest but no rows yet. */
  @BeforeEach
  void beginRun() throws IOException {
    run = Files.createDirectory(temporary.resolve("begun"));
    Files.copy(finished.resolve("manifest.json"), run.resolve("manifest.json"));
  }

  private static CommandRun report(Path folder) {
    return CommandRun.of("report", folder.toString(), "--master", "local[1]");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void pageAndItsFilesAreWrittenIntoTheRunAndTheTablesPrinted() throws IOException {
    CommandRun command = report(finished);

    assertThat(command.exitCode()).as(command.errors()).isZero();
    assertThat(command.out()).startsWith("Protocol: paired");
    assertThat(command.outLines())
        .contains("0 of 128 published cells equal to the digit")
        .last()
        .isEqualTo("Page: " + finished + "/report/index.html");
    Path folder = finished.resolve("report");
    assertThat(names(folder))
        .contains("index.html", "schemes.csv", "pairs.csv", "fig6-alpha-1.svg", "fig6-alpha-2.svg")
        .noneMatch(name -> name.startsWith("_") || name.startsWith("."));
    assertThat(folder.resolve("index.html"))
        .content()
        .startsWith("<!DOCTYPE html>")
        .contains("This run trained 3 schemes on 2 datasets with alpha 1 and 2: 10 of 10 cells");
    // The line about PNG files, or the one that says that there is no font.
    if (command.errors().isEmpty()) {
      assertThat(Files.readAllBytes(folder.resolve("fig6-alpha-1.png")))
          .startsWith(0x89, 'P', 'N', 'G');
    } else {
      assertThat(command.errorLines())
          .singleElement()
          .asString()
          .startsWith("genlabel: no PNG files: ");
    }
  }

  @Test
  void folderThatHoldsNoRunIsRefused() {
    Refusal.assertRefused(report(home.resolve("data")), "data", "is not the folder of a run");
    assertThat(home.resolve("data/report")).doesNotExist();
  }

  @Test
  void whereNoPageCanBeWrittenTheTablesArePrintedAndTheExitCodeIsTwo() throws IOException {
    Files.writeString(run.resolve("report"), "a file where the folder would be");

    CommandRun command = report(run);

    assertThat(command.exitCode()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(command.out()).startsWith("Protocol: paired").doesNotContain("Page: ");
    assertThat(command.errorLines())
        .singleElement()
        .asString()
        .startsWith("genlabel: " + run + ": cannot be written to: ")
        .contains("--out DIR");
    assertThat(names(run)).containsExactlyInAnyOrder("manifest.json", "report");
  }

  @Test
  void thePageIsWrittenWhereTheUserWantsIt() throws IOException {
    Files.writeString(run.resolve("report"), "a file where the folder would be");
    Path page = temporary.resolve("page at 10:30");

    CommandRun command =
        CommandRun.of("report", run.toString(), "--out", page.toString(), "--master", "local[1]");

    assertThat(command.exitCode()).as(command.errors()).isZero();
    assertThat(command.outLines()).last().isEqualTo("Page: " + page + "/index.html");
    assertThat(names(page)).contains("index.html", "schemes.csv");
    assertThat(names(page)).noneMatch(name -> name.startsWith("_"));
    assertThat(names(run)).containsExactlyInAnyOrder("manifest.json", "report");
  }

  @Test
  void linkThatLeadsOutOfTheRunIsNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    Files.createSymbolicLink(run.resolve("report"), elsewhere);

    CommandRun command = report(run);

    Refusal.assertRefused(command, run + "/report: is a symbolic link to " + elsewhere);
    assertThat(names(elsewhere)).isEmpty();
    assertThat(names(run)).containsExactlyInAnyOrder("manifest.json", "report");
  }
}
