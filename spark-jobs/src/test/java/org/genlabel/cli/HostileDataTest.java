package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.genlabel.spark.SmallStudy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Malformed data at the command line: exit code 2 and one line, whichever part of the program
 * refuses it. The table of malformed files is asked of the readers, in {@link
 * org.genlabel.data.catalog}.
 */
@Timeout(value = 100, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileDataTest {
  private static final String HEAD =
      "@relation r\n@attribute x numeric\n@attribute y numeric\n@attribute class {a,b}\n@data\n";
  private static final String ROWS = "1,2,a\n3,4,b\n".repeat(8);

  @TempDir private static Path home;
  private static SmallStudy study;

  @BeforeAll
  static void writeStudy() throws IOException {
    study = new SmallStudy(Files.createDirectory(home.resolve("data")));
  }

  /** One file for each place that refuses files. */
  static Stream<Arguments> files() {
    return Stream.of(
        arguments("empty.arff", "", "the file is empty"),
        arguments("row.arff", HEAD + "1,two,a\n" + ROWS, ":6: attribute 'y': 'two'"),
        arguments("terminal.arff", HEAD + "\u009b2J,2,a\n" + ROWS, "'\\u009b2J'"),
        arguments("row.csv", "x,y,class\n" + ROWS + "1,a\n", ":18: expected 3 cells"),
        arguments("dataset.csv", "x,class\n" + "1,a\n".repeat(12), "only one class"),
        arguments("sheet.csv", "PK\3\4\0\0\0\0", "is a zip archive"),
        arguments("large.arff", "@attribute " + "x".repeat(5_000_000), ":1: attribute 'xxx"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void aFileIsRefused(String file, String text, String named) throws IOException {
    Path folder = Files.createTempDirectory(home, "case");
    Path path = Files.writeString(folder.resolve(file), text);

    Refusal.assertRefused(
        pipeline(folder, file.substring(0, file.indexOf('.'))), path.toString(), named);
  }

  @Test
  void textInUtf16IsRefused() throws IOException {
    Path folder = Files.createTempDirectory(home, "case");
    Path path = Files.write(folder.resolve("utf16.arff"), HEAD.getBytes(StandardCharsets.UTF_16));

    Refusal.assertRefused(pipeline(folder, "utf16"), path.toString(), "is UTF-16");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret", "a\\u0000b", "99999999999"})
  void aNameThatLeadsAstrayIsRefused(String name) {
    Refusal.assertRefused(pipeline(study.data(), "[\"" + name + "\"]"), "dataset's id");
  }

  private static CommandRun pipeline(Path folder, String datasets) {
    return CommandRun.of(
        "bench",
        "pipeline",
        "--config",
        study.file().toString(),
        "--data",
        folder.toString(),
        "--set",
        "experiment.datasets=" + datasets);
  }

  @Test
  void aPipeIsRefusedAndNotWaitedFor() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(home, "pipe");
    Path pipe = folder.resolve("mine.arff");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    Refusal.assertRefused(run(folder), pipe.toString(), "a pipe or a device");
  }

  @Test
  void aLinkInCirclesIsNotFound() throws IOException {
    Path folder = Files.createTempDirectory(home, "circle");
    Files.createSymbolicLink(folder.resolve("mine.arff"), Path.of("mine.arff"));

    Refusal.assertRefused(run(folder), "1 dataset was not found: mine");
  }

  @Test
  void theSameFilesAreFaultsOfDatasetsCheck() throws IOException {
    Path folder = Files.createTempDirectory(home, "check");
    Files.writeString(folder.resolve("empty.arff"), "");
    Files.writeString(folder.resolve("ragged.csv"), "x,class\n1,2,3\n1,2\n");
    Files.createSymbolicLink(folder.resolve("zero.arff"), Path.of("/dev/zero"));

    CommandRun run =
        CommandRun.of(
            "datasets", "check", "--data", folder.toString(), "--set", "data.path=" + folder);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors()).isEmpty();
    assertThat(run.outLines())
        .containsExactly(
            folder + "/empty.arff: the file is empty",
            folder
                + "/ragged.csv:2: expected 2 cells as in the header, but found 3; the separator"
                + " can be set with data.separator",
            folder + "/zero.arff: a pipe or a device; a regular file is needed",
            "3 datasets checked, 3 of them your own, 3 with faults");
  }

  private static CommandRun run(Path folder) {
    return CommandRun.of(
        "run",
        "--config",
        study.file().toString(),
        "--data",
        folder.toString(),
        "--set",
        "experiment.datasets=mine",
        "--out",
        folder.resolve("results").toString(),
        "--master",
        "local[1]");
  }
}
