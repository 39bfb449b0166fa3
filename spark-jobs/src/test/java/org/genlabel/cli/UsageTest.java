package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nosuch",
        "--nosuch",
        "run --nosuch",
        "run unexpected",
        "run --out",
        "run --set",
        "sql",
        "sql folder",
        "sql folder query unexpected",
        "sql folder query --format xml",
        "report",
        "report folder unexpected",
        "datasets nosuch",
        "datasets describe",
        "datasets describe iris unexpected",
        "datasets describe iris --format xml"
      })
  void wrongUsageEndsWithTwoAndSaysWhatIsWrongFirst(String line) {
    CommandRun run = CommandRun.of(line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errorLines().get(0))
        .containsIgnoringCase(line.isEmpty() ? "missing command" : lastWordOrMissing(line));
    assertThat(run.errors()).doesNotContain("Exception", "\tat ");
  }

  private static String lastWordOrMissing(String line) {
    return switch (line) {
      case "sql", "report" -> "RUN_DIR";
      case "sql folder" -> "QUERY";
      case "datasets describe" -> "NAME";
      default -> line.substring(line.lastIndexOf(' ') + 1);
    };
  }

  @Test
  void datasetsAloneAsksForACommand() {
    CommandRun run = CommandRun.of("datasets");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errorLines().get(0)).containsIgnoringCase("missing");
  }

  @Test
  void anUnknownFormatListsTheFormats() {
    assertThat(CommandRun.of("sql", "folder", "query", "--format", "xml").errorLines().get(0))
        .containsIgnoringCase("table")
        .containsIgnoringCase("csv")
        .containsIgnoringCase("json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "-h",
        "run --help",
        "sql --help",
        "datasets --help",
        "datasets list --help",
        "datasets describe --help",
        "datasets fetch --help"
      })
  void helpGoesToStandardOutput(String line) {
    CommandRun run = CommandRun.of(line.split(" "));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Usage: genlabel").contains("--verbose");
    assertThat(run.errors()).isEmpty();
  }

  @Test
  void helpNamesCommandsAndExitCodes() {
    assertThat(CommandRun.of("--help").out())
        .contains(
            "run ",
            "sql ",
            "datasets ",
            "0   done",
            "1   done, but some cells failed",
            "2   wrong usage");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "run --version"})
  void versionIsOneLine(String line) {
    CommandRun run = CommandRun.of(line.split(" "));

    assertThat(run.exitCode()).isZero();
    assertThat(run.outLines())
        .singleElement()
        .asString()
        .matches("genlabel \\S+ \\(commit \\S+\\), Spark 4\\.\\S+, Java \\S+");
  }

  @Test
  void theCatalogIsListedWithWhereEachDatasetIs() {
    CommandRun run = CommandRun.of("datasets", "list");

    assertThat(run.exitCode()).isZero();
    assertThat(run.errors()).isEmpty();
    assertThat(run.outLines().get(0)).matches(" *id  name +.*").endsWith("found at");
    assertThat(run.outLines())
        .anyMatch(
            line ->
                line.matches(" *48  tae .* bundled paper .*/datasets/bundled/48/dataset\\.arff"))
        .anyMatch(line -> line.matches(" *-  moon +1000 +2 +2 +2  synthetic +drawn when needed"))
        .last()
        .asString()
        .matches("\\d+ of the \\d+ datasets of the catalog found, and \\d+ of your own");
  }
}
