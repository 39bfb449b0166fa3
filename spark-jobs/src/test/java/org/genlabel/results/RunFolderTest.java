package org.genlabel.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.InvalidDataException;
import org.genlabel.experiment.config.InvalidConfigException;
import org.genlabel.spark.SampleOutcomes;
import org.genlabel.spark.SmallStudy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunFolderTest extends RunFolderAttempts {
  @Test
  void aNewFolderIsMadeAndMarkedAsRunning() throws IOException {
    Manifest attempt = attempt(study.config());

    Manifest manifest = manifest();
    assertThat(manifest).isEqualTo(attempt);
    assertThat(manifest.status()).isEqualTo("running");
    assertThat(manifest.attempt()).isEqualTo(1);
    assertThat(manifest.finished()).isNull();
    assertThat(manifest.config()).isEqualTo(study.config().identity());
    assertThat(manifest.versions())
        .containsOnlyKeys("genlabel", "git-commit", "java", "os", "spark")
        .containsEntry("spark", "4.x");
    assertThat(manifest.datasets())
        .extracting(Manifest.DatasetFacts::key)
        .containsExactly("apart", "near", "five");
    assertThat(manifest.datasets().get(2).rows()).isEqualTo(100);
    assertThat(manifest.datasets().get(2).features()).isEqualTo(2);
    assertThat(manifest.datasets().get(2).classes()).isEqualTo(5);
    assertThat(manifest.datasets().get(2).reading())
        .isEqualTo(study.selection(study.config()).readings().get("five"));
    assertThat(manifest.datasets())
        .allSatisfy(facts -> assertThat(facts.sha256()).matches("[0-9a-f]{64}"));
    assertThat(manifest.cells()).isEqualTo(SmallStudy.CELLS);
    assertThat(names(out)).containsExactly("cells", "cv_scores", "manifest.json");
  }

  @Test
  void finishingKeepsTheManifestAndSaysSo() throws IOException {
    Manifest running;
    try (RunFolder folder = open(store(), study.config(), false)) {
      running = folder.manifest();
      folder.finish(3);
    }

    Manifest manifest = manifest();
    assertThat(manifest.status()).isEqualTo("finished");
    assertThat(manifest.failedCells()).isEqualTo(3);
    assertThat(manifest.finished()).isGreaterThanOrEqualTo(running.started());
    assertThat(manifest.config()).isEqualTo(running.config());
    assertThat(manifest.runId()).isEqualTo(running.runId());
  }

  @Test
  void anotherAttemptKeepsTheStartAndCounts() throws IOException {
    Manifest first = attempt(study.config());
    Manifest second = attempt(study.config("run.partition-seconds=100"));

    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.started()).isEqualTo(first.started());
    assertThat(second.runId()).isEqualTo(first.runId());
  }

  @Test
  void anotherVersionOfTheProgramIsNotedBesideTheFirst() throws IOException {
    try {
      System.setProperty("genlabel.commit", "aaaa");
      attempt(study.config());
      System.setProperty("genlabel.commit", "bbbb");
      attempt(study.config());
      Manifest manifest = attempt(study.config());

      assertThat(manifest.versions())
          .containsEntry("git-commit", "aaaa, then bbbb")
          .containsEntry("java", manifest().versions().get("java"));
      assertThat(manifest.versions().get("java")).doesNotContain("then");
    } finally {
      System.clearProperty("genlabel.commit");
    }
  }

  @Test
  void theRunIdDistinguishesConfigurations() {
    String id = Manifest.runId(study.config());

    assertThat(id).matches("small-[0-9a-f]{12}");
    assertThat(Manifest.runId(study.config("run.partition-seconds=100"))).isEqualTo(id);
    assertThat(Manifest.runId(study.config("experiment.seed=2"))).isNotEqualTo(id);
  }

  @Test
  void theFolderOfAnotherConfigurationIsRefusedWithTheDifferingKeys() throws IOException {
    attempt(study.config());
    String before = Files.readString(out.resolve("manifest.json"));

    String message = refusal(study.config("experiment.seed=2", "training.folds=4"));

    assertThat(message)
        .startsWith(out + ": holds a run of another configuration (")
        .contains("experiment.seed was 1 and is 2; training.folds was 3 and is 4)")
        .contains("--out", "--fresh")
        .doesNotContain("experiment.name");
    assertThat(Files.readString(out.resolve("manifest.json"))).isEqualTo(before);
  }

  @Test
  void aRunFromBeforeTheBandwidthCouldBeChosenGoesOnByScottsRuleOnly() throws IOException {
    attempt(study.config());
    assertThat(Files.readString(out.resolve("manifest.json"))).doesNotContain("bandwidth");

    assertThat(refusal(study.config("training.bandwidth=0.2")))
        .contains("(training.bandwidth was the default and is 0.2)");
    attempt(study.config("training.bandwidth=scott"));
  }

  @Test
  void aFolderWithOtherFilesIsRefusedAndLeftAlone() throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("holiday.txt"), "sun");

    assertThat(refusal(study.config()))
        .startsWith(out + ": ")
        .contains("manifest.json", "--out", "--fresh");
    assertThat(names(out)).containsExactly("holiday.txt");
  }

  @Test
  void anEmptyFolderIsTreatedAsANewOne() throws IOException {
    Files.createDirectories(out);

    assertThat(attempt(study.config()).attempt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "[1]", "null"})
  void aForeignManifestIsRefusedAndLeftAlone(String text) throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("manifest.json"), text);

    assertThat(refusal(study.config()))
        .startsWith(out + "/manifest.json: ")
        .contains("--out", "--fresh");
    assertThat(Files.readString(out.resolve("manifest.json"))).isEqualTo(text);
    assertThat(names(out)).containsExactly("manifest.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cells/notes.txt",
        "cells/part-009-00000.parquet",
        "cells/failed-009-00000.parquet",
        "cv_scores/part-009-00000.parquet",
        "_journal/cells/part-001-00001-x-0.parquet"
      })
  void aFileThatIsNoTableIsRefusedBeforeAnythingIsChanged(String name) throws IOException {
    leaveUnfinished();
    Path file = out.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "sun");

    assertRefusedAndLeftAlone(file);
  }

  @Test
  void aTableWithOtherColumnsIsRefusedBeforeAnythingIsChanged() throws IOException {
    leaveUnfinished();
    Path file = out.resolve("cells/other.parquet");
    Files.copy(out.resolve("cv_scores/part-001-00000.parquet"), file);

    assertRefusedAndLeftAlone(file);
  }

  /** Leaves what a killed run does: something to drop and something to take over. */
  private void leaveUnfinished() throws IOException {
    // The first group is of one that needs training: it has scores.
    study.runFirst(2, store());
    store()
        .write(
            "001-00002",
            Manifest.runId(study.config()),
            1,
            "here/0",
            List.of(SampleOutcomes.failed(0)),
            new Configuration());
    Files.writeString(out.resolve("cells/_unfinished-x"), "half a file");
    LockHolder here = LockHolder.here();
    Files.writeString(
        out.resolve("_lock"),
        new LockHolder(
                "x", here.host(), here.machine(), here.process(), "2001-01-01T00:00:00Z", "then", 3)
            .toJson());
  }

  private void assertRefusedAndLeftAlone(Path file) throws IOException {
    Map<String, String> before = contents(out);

    InvalidDataException error =
        catchThrowableOfType(InvalidDataException.class, () -> attempt(study.config()));

    assertThat(error).isNotNull();
    assertThat(error.getMessage())
        .startsWith(file + ": no table of results: ")
        .doesNotContain("\n");
    assertThat(contents(out)).isEqualTo(before);

    Files.delete(file);
    assertThat(attempt(study.config()).attempt()).as("the refused one does not count").isEqualTo(2);
    assertThat(contents(out))
        .doesNotContainKeys("cells/_unfinished-x", "cells/failed-001-00002.parquet", "_lock");
  }

  @ParameterizedTest
  @CsvSource({"manifest.json, 67108864", "_lock, 65536", "_compaction.json, 67108864"})
  void aControlFileThatIsTooLongIsNotReadToItsEnd(String name, int most) throws IOException {
    attempt(study.config());
    try (RandomAccessFile file = new RandomAccessFile(out.resolve(name).toFile(), "rw")) {
      file.setLength(most + 1L);
    }

    assertThat(refusal(study.config()))
        .isEqualTo(
            out
                + ": cannot be used as output folder: "
                + name
                + " has more than "
                + most
                + " bytes, the most that is read of it");
    assertThat(out.resolve(name)).hasSize(most + 1L);
  }

  @Test
  void aFolderBelowAFileCannotBeUsed() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "not a folder");
    out = file.resolve("results");

    assertThat(refusal(study.config())).startsWith(out + ": cannot be used as output folder: ");
    assertThat(file).hasContent("not a folder");
  }

  @Test
  void aFileInPlaceOfTheFolderIsRefused() throws IOException {
    out = Files.writeString(home.resolve("file"), "not a folder");

    assertThat(refusal(study.config())).startsWith(out + ": ");
    assertThat(out).hasContent("not a folder");
  }

  @Test
  void aFileSystemThatIsUnknownCannotBeUsed() {
    InvalidConfigException error =
        catchThrowableOfType(
            InvalidConfigException.class,
            () -> open(ResultStore.at("nosuch://bucket/run"), study.config(), false));

    assertThat(error.getMessage()).doesNotContain("\n").startsWith("nosuch://bucket/run: ");
  }

  @Test
  void freshKeepsTheOldRunUnderAnotherName() throws IOException {
    attempt(study.config());
    Files.writeString(out.resolve("cells/part-001-00000.parquet"), "rows");
    String before = Files.readString(out.resolve("manifest.json"));

    Manifest manifest = attempt(study.config("experiment.seed=2"), true);

    assertThat(manifest.attempt()).isEqualTo(1);
    assertThat(names(out.resolve("cells"))).isEmpty();
    List<String> siblings = names(out.getParent());
    assertThat(siblings).hasSize(2).element(0).isEqualTo("small run");
    Path old = out.resolveSibling(siblings.get(1));
    assertThat(old.getFileName().toString())
        .matches("small run\\.until-[0-9]{8}-[0-9]{6}-[0-9]{3}");
    assertThat(old.resolve("manifest.json")).hasContent(before);
    assertThat(old.resolve("cells/part-001-00000.parquet")).hasContent("rows");
  }

  @Test
  void freshMovesForeignFilesAsideToo() throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("holiday.txt"), "sun");

    attempt(study.config(), true);

    assertThat(names(out)).containsExactly("cells", "cv_scores", "manifest.json");
    assertThat(out.resolveSibling(names(out.getParent()).get(1)).resolve("holiday.txt"))
        .hasContent("sun");
  }

  @Test
  void freshOnNothingIsAFirstRun() throws IOException {
    attempt(study.config(), true);

    assertThat(names(out.getParent())).containsExactly("small run");
  }

  @Test
  void freshTwiceInASecondKeepsBothOldRuns() throws IOException {
    attempt(study.config());
    Files.writeString(out.resolve("cells/first"), "first");
    attempt(study.config(), true);
    Files.writeString(out.resolve("cells/second"), "second");
    attempt(study.config(), true);

    try (Stream<Path> files = Files.walk(out.getParent())) {
      assertThat(files.map(file -> file.getFileName().toString())).contains("first", "second");
    }
    assertThat(names(out.resolve("cells"))).isEmpty();
  }

  /** Returns the files below a folder, and every byte of them as a character. */
  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            folder.relativize(file).toString(),
            Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }

  /**
   * Returns names in a folder, sorted, without the checksums that Hadoop's local file system hides.
   */
  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .map(child -> child.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .sorted()
          .toList();
    }
  }
}
