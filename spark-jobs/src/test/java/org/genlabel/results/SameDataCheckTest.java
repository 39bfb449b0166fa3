package org.genlabel.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.catalog.DataSettings;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.data.catalog.DatasetStore;
import org.genlabel.data.format.ColumnReading;
import org.genlabel.data.format.FileReading;
import org.genlabel.data.format.ReadingSettings;
import org.genlabel.data.format.ReadingSettingsBuilder;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.plan.DatasetSelection;
import org.genlabel.spark.SmallStudy;
import org.junit.jupiter.api.Test;

/** Tests that a run goes on only with the data it began with, read the same way. */
class SameDataCheckTest extends RunFolderAttempts {
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

    Manifest second = attempt(config, selection);

    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.datasets().get(0).reading().file()).isEqualTo(moved + "/apart.arff");
    assertThat(second.datasets().get(0).reading().matrixSha256())
        .isEqualTo(first.datasets().get(0).reading().matrixSha256());
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
    return refusal(() -> attempt(config, selection));
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
}
