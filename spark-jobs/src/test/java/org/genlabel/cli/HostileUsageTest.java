package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.genlabel.spark.SmallStudy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Options and paths that lead astray. */
@Timeout(value = 100, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileUsageTest {
  @TempDir private static Path home;
  private static SmallStudy study;

  @BeforeAll
  static void writeStudy() throws IOException {
    study = new SmallStudy(Files.createDirectory(home.resolve("data")));
    Files.writeString(home.resolve("secret.arff"), SmallStudy.clusters(2, 60, 6));
    Files.createDirectories(home.resolve("3"));
    Files.writeString(home.resolve("3/dataset.arff"), SmallStudy.clusters(2, 60, 6));
  }

  static Stream<Arguments> commandLines() {
    return Stream.of(
        arguments(List.of(), "Missing command"),
        arguments(List.of("fly"), "fly"),
        arguments(List.of("@secret.arff"), "@secret.arff"),
        arguments(List.of("run", "--nosuch"), "--nosuch"),
        arguments(List.of("run", "a\nb\u001b[31mc"), "a\\nb\\u001b[31mc"),
        arguments(List.of("run", "--config"), "--config"),
        arguments(List.of("run", "--config", "nosuch\n.conf"), "nosuch\\n.conf: no such"),
        arguments(List.of("run", "--config", ""), ": "),
        arguments(List.of("run", "--set"), "--set"),
        arguments(List.of("sql"), "RUN_DIR"),
        arguments(List.of("sql", "nosuch"), "QUERY"),
        arguments(List.of("sql", "nosuch", "SELECT 1", "--format", "xml"), "xml"),
        arguments(List.of("sql", "a\0b", "SELECT 1"), "a\\u0000b: is no path"),
        arguments(List.of("sql", "nosuch://x", "SELECT 1"), "nosuch://x"),
        arguments(List.of("sql", "hdfs://[", "SELECT 1"), "hdfs://["),
        arguments(List.of("sql", "file:", "SELECT 1"), "file:"),
        arguments(List.of("report"), "RUN_DIR"),
        arguments(List.of("report", "nosuch\nname"), "nosuch\\nname"),
        arguments(List.of("costs"), "RUN_DIR"),
        arguments(List.of("costs", "nosuch"), "nosuch"),
        arguments(List.of("datasets", "steal"), "steal"),
        arguments(List.of("datasets", "fetch", "../x"), "'../x' is no id of OpenML"),
        arguments(List.of("datasets", "fetch", "--all", "61"), "either --all or IDs"),
        arguments(List.of("bench", "flight"), "section flight: must be one of"),
        arguments(List.of("bench", "kernels", "--cells", "quick"), "--cells goes with section"),
        arguments(List.of("bench", "cells", "--cells", "most"), "most"),
        arguments(List.of("bench", "study", "--full", "half"), "half"),
        arguments(List.of("bench", "study", "--out", "x"), "--out goes with --full only"),
        arguments(List.of("bench", "kernels", "--run", "x"), "--run goes with section"),
        arguments(List.of("bench", "schedule", "--run", "nosuch"), "nosuch"),
        arguments(List.of("datasets", "list", "--data", ""), "an empty folder"),
        arguments(List.of("datasets", "list", "--data", "a\0b"), "a\\u0000b"),
        arguments(List.of("datasets", "list", "--data", "nosuch://x"), "nosuch://x: cannot be"),
        arguments(List.of("datasets", "list", "--data", "hdfs://["), "hdfs://["),
        arguments(List.of("datasets", "list", "--data", "/etc/passwd"), "no such folder"),
        arguments(List.of("datasets", "list", "--data", "no/such/%2e%2e"), "no such folder"),
        arguments(List.of("datasets", "check", "--data", "*"), "--data *: no such folder"));
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void aCommandLineIsRefused(List<String> arguments, String named) {
    Refusal.assertRefused(CommandRun.of(arguments.toArray(String[]::new)), named);
  }

  static Stream<Arguments> runs() {
    return Stream.of(
        arguments(List.of("--out", "a\0b"), "a\\u0000b: is no path"),
        arguments(List.of("--out", "nosuch://x"), "nosuch://x"),
        arguments(List.of("--out", "/etc/passwd/x"), "/etc/passwd/x"),
        arguments(List.of("--out", "/" + "n".repeat(300)), "cannot be used as output folder"),
        arguments(List.of("--master", "local[0]"), "--master local[0]: must be"),
        arguments(List.of("--master", "local[99999999999]"), "--master local[999"),
        arguments(List.of("--master", "local[100000]"), "--master local[100000]"),
        arguments(List.of("--master", "local[2,99999999999]"), "--master local[2,"),
        arguments(List.of("--master", "local-cluster[0,1,1]"), "--master local-cluster"),
        arguments(List.of("--master", "spark://host:99999999"), "--master spark://host"),
        arguments(List.of("--master", ""), "--master : must be"),
        arguments(List.of("--master", "local[2]\n"), "--master local[2]\\n: must be"));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void aRunIsRefused(List<String> options, String named) {
    List<String> arguments =
        new ArrayList<>(
            List.of("run", "--config", study.file().toString(), "--data", study.data().toString()));
    if (!options.contains("--master")) {
      arguments.addAll(List.of("--master", "local[1]"));
    } else {
      arguments.addAll(List.of("--out", home.resolve("results").toString()));
    }
    arguments.addAll(options);

    Refusal.assertRefused(CommandRun.of(arguments.toArray(String[]::new)), named);
    assertThat(home.resolve("results")).doesNotExist();
  }

  @Test
  void aDatasetThatIsALinkOutOfTheFolderIsRead() throws IOException {
    Path folder = Files.createDirectory(home.resolve("links"));
    Files.createSymbolicLink(folder.resolve("mine.arff"), home.resolve("secret.arff"));
    Files.createSymbolicLink(folder.resolve("7"), home.resolve("3"));

    CommandRun run =
        CommandRun.of(
            "datasets", "check", "--data", folder.toString(), "--set", "data.path=" + folder);

    assertThat(run.exitCode()).isZero();
    assertThat(run.outLines())
        .hasSize(3)
        .last()
        .isEqualTo("2 datasets checked, 2 of them your own, 0 with faults");
  }
}
