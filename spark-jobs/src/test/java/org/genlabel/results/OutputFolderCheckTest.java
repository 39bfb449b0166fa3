package org.genlabel.results;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.genlabel.experiment.config.InvalidConfigException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFolderCheckTest {
  @TempDir private Path home;
  private Path run;
  private Path elsewhere;

  @BeforeEach
  void makeFolders() throws IOException {
    run = Files.createDirectories(home.resolve("results/a run [1] 100%"));
    elsewhere = Files.createDirectory(home.resolve("elsewhere"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cells", "cv_scores", "manifest.json", "_unfinished-manifest.json"})
  void aLinkOutOfTheFolderIsRefused(String entry) throws IOException {
    Path link = Files.createSymbolicLink(run.resolve(entry), elsewhere);

    assertThatThrownBy(() -> check(run))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(
            link
                + ": is a symbolic link to "
                + elsewhere
                + "; a run writes into its own folder only: remove the link, or choose another"
                + " folder with --out");
  }

  @Test
  void aRelativeLinkOutOfTheFolderIsRefused() throws IOException {
    Files.createSymbolicLink(run.resolve("cells"), Path.of("../../elsewhere"));

    assertThatThrownBy(() -> check(run)).hasMessageContaining("cells: is a symbolic link to ..");
  }

  @Test
  void aLinkToAFolderWhoseNameBeginsAlikeIsRefused() throws IOException {
    Path beside = Files.createDirectory(home.resolve("results/a run [1] 100%2"));
    Files.createSymbolicLink(run.resolve("cells"), beside);

    assertThatThrownBy(() -> check(run)).hasMessageContaining("is a symbolic link to " + beside);
  }

  @Test
  void aLinkToNothingIsRefusedBecauseWritingWouldMakeItsTarget() throws IOException {
    Files.createSymbolicLink(run.resolve("manifest.json"), elsewhere.resolve("nosuch"));

    assertThatThrownBy(() -> check(run)).hasMessageContaining("manifest.json: is a symbolic link");
  }

  @Test
  void aLinkThatStaysInsideIsAllowed() throws IOException {
    Files.createDirectory(run.resolve("cells"));
    Files.createSymbolicLink(run.resolve("latest"), Path.of("cells"));

    assertThatCode(() -> check(run)).doesNotThrowAnyException();
  }

  @Test
  void theFolderItselfMayBeALink() throws IOException {
    Files.createDirectory(elsewhere.resolve("cells"));
    Path link = Files.createSymbolicLink(home.resolve("results/link"), elsewhere);

    assertThatCode(() -> check(link)).doesNotThrowAnyException();
  }

  @Test
  void aFolderThatIsNotThereYetIsAllowed() {
    assertThatCode(() -> check(home.resolve("nosuch"))).doesNotThrowAnyException();
    assertThatCode(() -> OutputFolderCheck.requireNoLinkOut("hdfs://host/results"))
        .doesNotThrowAnyException();
  }

  private static void check(Path folder) throws IOException {
    OutputFolderCheck.requireNoLinkOut(ResultStore.at(folder.toString()).folder());
  }
}
