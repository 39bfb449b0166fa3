package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that errors are reported before the minutes of work; FiguresReportTest tests the page. */
class FiguresCommandTest {
  @TempDir private Path folder;

  @Test
  void folderThatCannotBeWrittenToIsReportedAtOnce() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");

    CommandRun run = CommandRun.of("figures", "--out", file.resolve("below").toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.BROKEN_OFF);
    assertThat(run.out()).isEmpty();
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .startsWith("genlabel: " + file + "/below: cannot be written to: ");
  }

  @Test
  void linkThatLeadsOutOfTheFolderIsReportedAtOnce() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createSymbolicLink(out.resolve("link"), elsewhere);

    Refusal.assertRefused(
        CommandRun.of("figures", "--out", out.toString()), out + "/link", "symbolic link");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void seedThatIsNoNumberIsRefused() {
    Refusal.assertRefused(CommandRun.of("figures", "--seed", "one"), "--seed", "one");
  }
}
