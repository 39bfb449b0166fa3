package org.genlabel.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.catalog.DataSettings;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.data.catalog.DatasetStore;
import org.genlabel.data.format.ColumnReading;
import org.genlabel.data.format.FileReading;
import org.genlabel.data.format.ReadingSettings;
import org.genlabel.data.format.ReadingSettingsBuilder;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.config.InvalidConfigException;
import org.genlabel.experiment.plan.DatasetSelection;
import org.genlabel.spark.SampleOutcomes;
import org.genlabel.spark.SmallStudy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunFolderTest {
  @TempDir private Path home;
  private final List<String> notices = new ArrayList<>();
  private SmallStudy study;
  private Path out;

  @BeforeEach
  void writeStudy() throws IOException {
    study = new SmallStudy(Files.createDirectory(home.resolve("data")));
    out = home.resolve("results/small run");
  }

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
  void aChangedDataFileIsRefused() throws IOException {
    attempt(study.config());
    Files.writeString(study.data().resolve("near.arff"), SmallStudy.clusters(3, 60, 1.5));

    assertThat(refusal(study.config()))
        .startsWith(out + ": ")
        .contains("near", "changed", "--out", "--fresh");
  }

  @Test
  void aFileThatIsReadOtherwiseIsRefusedWithTheDifference() throws IOException {
    attempt(study.config());
    String before = Files.readString(out.resolve("manifest.json"));

    assertThat(refusal(study.config(), withoutY()))
        .startsWith(out + ": holds a run on other data: the file of dataset near is the same, but ")
        .contains("is read otherwise now (no features any more: y)", "--out", "--fresh");
    assertThat(Files.readString(out.resolve("manifest.json"))).isEqualTo(before);
  }

  @Test
  void aFileThatChangedIsCalledSoWhateverElseIsDifferent() throws IOException {
    attempt(study.config());
    Files.writeString(study.data().resolve("near.arff"), SmallStudy.clusters(3, 60, 1.5));

    assertThat(refusal(study.config(), withoutY()))
        .contains("near has changed since")
        .doesNotContain("otherwise");
  }

  @Test
  void filesThatWereMovedAreTheSameData() throws IOException {
    Manifest first = attempt(study.config());
    Path moved = Files.move(study.data(), home.resolve("moved"));
    study = new SmallStudy(Files.createDirectory(home.resolve("data")));
    ExperimentConfig config = study.config();
    DatasetSelection selection = selection(config, moved.toString(), DataSettings.AUTOMATIC);

    try (RunFolder folder = open(store(), config, selection, false)) {
      Manifest second = folder.manifest();
      assertThat(second.attempt()).isEqualTo(2);
      assertThat(second.datasets().get(0).reading().file()).isEqualTo(moved + "/apart.arff");
      assertThat(second.datasets().get(0).reading().matrixSha256())
          .isEqualTo(first.datasets().get(0).reading().matrixSha256());
    }
  }

  @Test
  void aManifestFromBeforeReadingsWereKeptIsComparedByWhatItHas() throws IOException {
    attempt(study.config());
    ObjectMapper mapper = new ObjectMapper();
    JsonNode manifest = mapper.readTree(out.resolve("manifest.json").toFile());
    manifest
        .get("datasets")
        .forEach(facts -> assertThat(((ObjectNode) facts).remove("reading")).isNotNull());
    mapper.writeValue(out.resolve("manifest.json").toFile(), manifest);

    assertThat(refusal(study.config(), withoutY()))
        .contains("near is the same, but is read otherwise now (features: 2 before, 1 now)");
    assertThat(attempt(study.config()).datasets())
        .allSatisfy(facts -> assertThat(facts.reading()).as("kept from now on").isNotNull());
  }

  @Test
  void readingsOfMoreColumnsThanAManifestHoldsAreNotKept() throws IOException {
    ExperimentConfig config = study.config();
    DatasetSelection selection = study.selection(config);
    FileReading near = selection.readings().get("near");
    Map<String, FileReading> readings = new TreeMap<>(selection.readings());
    int others = readings.values().stream().mapToInt(reading -> reading.columns().size()).sum();
    readings.put("near", wide(near, 100_000 - others));

    Manifest most =
        attempt(config, new DatasetSelection(selection.datasets(), List.of(), readings));
    readings.put("near", wide(near, 100_001 - others));
    Manifest more =
        attempt(config, new DatasetSelection(selection.datasets(), List.of(), readings));

    assertThat(most.datasets()).allSatisfy(facts -> assertThat(facts.reading()).isNotNull());
    assertThat(more.datasets()).allSatisfy(facts -> assertThat(facts.reading()).isNull());
    assertThat(attempt(config).attempt()).as("goes on all the same").isEqualTo(3);
  }

  private Manifest attempt(ExperimentConfig config, DatasetSelection selection) throws IOException {
    try (RunFolder folder = open(store(), config, selection, false)) {
      return folder.manifest();
    }
  }

  /** Returns a reading with more columns. */
  private static FileReading wide(FileReading reading, int more) {
    List<ColumnReading> columns = new ArrayList<>(reading.columns());
    columns.addAll(Collections.nCopies(more, reading.features().get(0)));
    return new FileReading(
        reading.file(),
        reading.encoding(),
        reading.separator(),
        reading.decimalMark(),
        reading.rows(),
        columns,
        reading.classes(),
        reading.notes(),
        reading.matrixSha256());
  }

  /** Returns the settings by which one of the files has a feature less. */
  private static DataSettings withoutY() {
    return new DataSettings(
        ReadingSettings.AUTOMATIC,
        Map.of("near", ReadingSettingsBuilder.automatic().ignored("y").build()));
  }

  private String refusal(ExperimentConfig config, DataSettings settings) {
    DatasetSelection selection = selection(config, study.data().toString(), settings);
    return refusal(() -> open(store(), config, selection, false).close());
  }

  private static DatasetSelection selection(
      ExperimentConfig config, String folder, DataSettings settings) {
    DatasetCatalog catalog = new DatasetCatalog();
    return DatasetSelection.of(
        config,
        catalog,
        new DatasetStore(List.of(folder), new Configuration(), catalog, settings),
        false);
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

  /** Opens the folder and closes it, as an attempt that is over. */
  private Manifest attempt(ExperimentConfig config) throws IOException {
    return attempt(config, false);
  }

  private Manifest attempt(ExperimentConfig config, boolean fresh) throws IOException {
    try (RunFolder folder = open(store(), config, fresh)) {
      return folder.manifest();
    }
  }

  private RunFolder open(ResultStore store, ExperimentConfig config, boolean fresh) {
    return open(store, config, study.selection(config), fresh);
  }

  private RunFolder open(
      ResultStore store, ExperimentConfig config, DatasetSelection selection, boolean fresh) {
    return RunFolder.open(
        store,
        new PlannedAttempt(config, selection, SmallStudy.CELLS, "4.x", "here/driver"),
        fresh,
        new Configuration(),
        notices::add);
  }

  private String refusal(ExperimentConfig config) {
    return refusal(() -> attempt(config));
  }

  private static String refusal(ThrowingCallable opening) {
    InvalidConfigException error = catchThrowableOfType(InvalidConfigException.class, opening);
    assertThat(error).isNotNull();
    assertThat(error.getMessage()).doesNotContain("\n");
    return error.getMessage();
  }

  private ResultStore store() {
    return ResultStore.at(out.toString());
  }

  private Manifest manifest() throws IOException {
    return RunManifest.find(store(), new Configuration()).orElseThrow();
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
