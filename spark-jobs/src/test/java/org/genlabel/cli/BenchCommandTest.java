package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {
  @ParameterizedTest
  @CsvSource({
    "bench nosuch, nosuch",
    "bench cells --cells some, some",
    "bench kernels --cells quick, --cells",
    "bench study --run folder, --run",
    "bench schedule --full paired, --full",
    "bench study --full both, both",
    "bench study --out folder, --out",
    "costs, RUN_DIR"
  })
  void wrongUsageEndsWithTwoAndOneLine(String line, String word) {
    CommandRun run = CommandRun.of(line.split(" ", -1));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errorLines()).hasSize(1);
    assertThat(run.errorLines().get(0)).contains(word);
  }

  @Test
  void aWrongSectionListsTheSections() {
    assertThat(CommandRun.of("bench", "Kernels", "nosuch").errorLines())
        .singleElement()
        .asString()
        .startsWith(
            "genlabel: section nosuch: must be one of kernels, cells, pipeline, study, schedule (");
  }

  @Test
  void aFolderWithoutARunIsRefused() {
    CommandRun run = CommandRun.of("bench", "schedule", "--run", "nosuch");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors()).contains("nosuch: is not the folder of a run");
  }

  @Test
  void scheduleNeedsNeitherDataNorSpark() {
    CommandRun run = CommandRun.of("bench", "schedule", "study");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("efficiency", "paired", "authors", "1024", "133");
    // The paper's study keeps eight cores busy.
    assertThat(run.out().lines().filter(line -> line.matches(" *0\\.99.*paired +8 .*"))).hasSize(1);
  }
}
