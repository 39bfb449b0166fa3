package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genlabel.spark.SmallStudy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Malformed configurations at the command line: exit code 2 and one line, whichever part of the
 * program refuses them. The table of them is asked of the reader, in {@link
 * org.genlabel.experiment.config}.
 */
@Timeout(value = 100, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileConfigTest {
  @TempDir private static Path home;
  private static SmallStudy study;

  @BeforeAll
  static void writeStudy() throws IOException {
    study = new SmallStudy(Files.createDirectory(home.resolve("data")));
  }

  /** One text for each place that refuses texts: syntax, limits, includes, keys, values. */
  static Stream<Arguments> texts() {
    return Stream.of(
        arguments("experiment {\n trials = 3\n", "bad.conf:"),
        arguments("experiment.alphas = " + "[".repeat(10_000), "bad.conf"),
        arguments("include \"/etc/passwd\"\n", "bad.conf: include \"/etc/passwd\": must be"),
        arguments("experiment.trails = 3\n", "did you mean 'experiment.trials'?"),
        arguments("experiment.name = \"a\u009b2Jb\"\n", "bad.conf:1: experiment.name"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aFileIsRefused(String text, String named) throws IOException {
    Path file = Files.writeString(home.resolve("bad.conf"), text);

    Refusal.assertRefused(list("--config", file.toString()), named);
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        arguments("experiment.trials=-1", "between 1 and 100000"),
        arguments("a", "not of the form key=value"),
        arguments("include \"/etc/passwd\"\nx=1", "only a configuration file can include others"));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aSettingIsRefused(String setting, String named) {
    Refusal.assertRefused(list("--config", study.file().toString(), "--set", setting), named);
  }

  @Test
  void aDeviceIsRefused() {
    Refusal.assertRefused(list("--config", "/dev/zero"), "/dev/zero: is no regular file");
  }

  @Test
  void aPlanThatWouldNotFitInMemoryIsRefused() {
    Path out = home.resolve("huge");

    CommandRun run =
        CommandRun.of(
            "run",
            "--config",
            study.file().toString(),
            "--data",
            study.data().toString(),
            "--set",
            "experiment.trials=100000",
            "--set",
            "experiment.alphas=[" + numbers(999).substring(2) + "]",
            "--out",
            out.toString(),
            "--master",
            "local[1]");

    Refusal.assertRefused(run, "experiment.trials = 100000: ", "at most 1000000 are allowed");
    assertThat(out).doesNotExist();
  }

  private static CommandRun list(String... options) {
    return CommandRun.of(
        Stream.concat(Stream.of("datasets", "list"), Stream.of(options)).toArray(String[]::new));
  }

  private static String numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(","));
  }
}
