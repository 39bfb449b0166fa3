package org.genlabel.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.Dataset;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.data.catalog.DatasetStore;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.config.InvalidConfigException;
import org.genlabel.testing.OneLineMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DatasetSelectionTest {
  private static final Path BUNDLED =
      Path.of(System.getProperty("genlabel.home", "..")).resolve("datasets/bundled");

  /** Ten rows, classes a and b. */
  private static final String ARFF =
      "@attribute x numeric\n@attribute class {a,b}\n@data\n" + "1,a\n2,b\n".repeat(5);

  @TempDir private Path folder;

  @Test
  void idsNamesAndFilesComeInTheOrderTheyAreNamed() throws IOException {
    Files.writeString(folder.resolve("mine.arff"), ARFF);

    DatasetSelection selection = select("[61, mine, prnn_crabs]", BUNDLED, folder);

    assertThat(keys(selection)).containsExactly("61", "mine", "446");
    assertThat(selection.datasets())
        .extracting(Dataset::name)
        .containsExactly("iris", "mine", "prnn_crabs");
    assertThat(selection.missing()).isEmpty();
  }

  @Test
  void readingsAreThoseOfOwnFiles() throws IOException {
    Files.writeString(folder.resolve("mine.arff"), ARFF);
    Files.writeString(folder.resolve("yours.arff"), ARFF);
    Files.createDirectory(folder.resolve("3"));
    Files.writeString(folder.resolve("3/dataset.arff"), ARFF);

    DatasetSelection selection = select("[yours, 61, 3, moon, mine, prnn_crabs]", BUNDLED, folder);

    assertThat(List.copyOf(selection.readings().keySet())).containsExactly("yours", "3", "mine");
    assertThat(selection.readings().get("mine").file())
        .isEqualTo(folder.resolve("mine.arff").toString());
    assertThat(selection.readings().get("mine").classes()).isEqualTo(Map.of("a", 5, "b", 5));
    assertThat(selection.readings().get("mine").matrixSha256())
        .matches("[0-9a-f]{64}")
        .isEqualTo(selection.readings().get("yours").matrixSha256());
  }

  @Test
  void bundledIsWhatIsBundled() throws IOException {
    List<String> ids;
    try (Stream<Path> children = Files.list(BUNDLED)) {
      ids =
          children
              .map(child -> child.getFileName().toString())
              .sorted(
                  (one, other) -> Integer.compare(Integer.parseInt(one), Integer.parseInt(other)))
              .toList();
    }

    assertThat(keys(select("bundled", BUNDLED))).isEqualTo(ids).hasSizeGreaterThan(20);
  }

  @Test
  void robustnessIsTheThirteenDatasetsOfThePapersAttack() throws IOException {
    // Tables 5 and 7 of the paper.
    List<String> ids =
        List.of(
            "446", "468", "476", "683", "755", "759", "763", "776", "880", "894", "929", "1413",
            "1499");
    DatasetCatalog catalog = new DatasetCatalog();
    for (String id : ids) {
      String target = catalog.byId(Integer.parseInt(id)).orElseThrow().target();
      Files.createDirectory(folder.resolve(id));
      Files.writeString(
          folder.resolve(id).resolve("dataset.arff"),
          ARFF.replace("@attribute class", "@attribute '" + target + "'"));
    }

    assertThat(keys(select("robustness", folder))).isEqualTo(ids);
  }

  @Test
  void aDatasetNamedSeveralTimesIsThereOnce() {
    assertThat(keys(select("[446, prnn_crabs, 0446, 446, 61]", BUNDLED)))
        .containsExactly("446", "61");

    List<String> withSet = keys(select("[61, bundled, prnn_crabs]", BUNDLED));

    assertThat(withSet).doesNotHaveDuplicates().startsWith("61").contains("446", "945");
  }

  @Test
  void aNameOfSeveralDatasetsAsksForTheId() {
    InvalidDataException error =
        catchThrowableOfType(InvalidDataException.class, () -> select("[tae]", BUNDLED));

    assertThat(error.getMessage()).doesNotContain("\n").contains("'tae'", "48, 955");
  }

  @Test
  void allMissingOnesAreListedWithTheWaysToGetThem() {
    InvalidConfigException error =
        catchThrowableOfType(
            InvalidConfigException.class,
            () -> select("[446, 18, 999999, nosuch]", BUNDLED, folder.resolve("not-there")));

    assertThat(error.getMessage())
        .doesNotContain("\n")
        .startsWith("3 datasets were not found: 18 (mfeat-morphological), 999999, nosuch; ")
        .contains("dataset.arff", "data.path", "--data", "--skip-missing")
        .contains(
            "searched were " + BUNDLED + ", " + folder.resolve("not-there") + " (no such folder);")
        .contains("sets are bundled, paper, robustness, balanced, fit, synthetic");
  }

  @Test
  void oneMissingDatasetIsSingular() {
    InvalidConfigException error =
        catchThrowableOfType(InvalidConfigException.class, () -> select("nosuch", BUNDLED));

    assertThat(error.getMessage()).startsWith("1 dataset was not found: nosuch; ");
  }

  @Test
  void aMissingOneNamesTheNearestThatThereIs() throws IOException {
    Files.writeString(folder.resolve("my flowers.arff"), ARFF);
    Files.writeString(folder.resolve("trees.xlsx"), "");
    Files.writeString(folder.resolve("61.arff"), ARFF);
    Map<String, String> messages =
        Map.of(
            "my flwers", "my flwers (did you mean 'my flowers'?); ",
            "My Flowers", "My Flowers (did you mean 'my flowers'?); ",
            "my flowers.arff", "my flowers.arff (did you mean 'my flowers'?); ",
            "robustnes", "robustnes (did you mean 'robustness'?); ",
            "four_circle", "four_circle (did you mean 'four-circle'?); ",
            "none", "none; ",
            "trees", "trees (file:" + folder + "/trees.xlsx: a spreadsheet; save it as CSV); ",
            "61",
                "61 (iris) (file:"
                    + folder
                    + "/61.arff: 61 is the id of iris in the catalog; rename it); ");

    messages.forEach(
        (name, message) ->
            assertThat(
                    catchThrowableOfType(
                            InvalidConfigException.class,
                            () -> select("[\"" + name + "\"]", folder))
                        .getMessage())
                .startsWith(
                    "1 dataset was not found: " + message + "searched were " + folder + ";"));
  }

  @Test
  void aFileThatIsCalledLikeASetIsNotMistakenForIt() throws IOException {
    Path file = Files.writeString(folder.resolve("fit.arff"), ARFF);

    InvalidConfigException error =
        catchThrowableOfType(InvalidConfigException.class, () -> select(true, "fit", folder));

    assertThat(error)
        .hasMessage(
            "experiment.datasets = [fit]: 'fit' is a set of datasets, and also file:"
                + file
                + "; rename the file");
  }

  @Test
  void anIdAndAFileOfOnesOwnHaveDifferentKeys() throws IOException {
    Files.writeString(folder.resolve("2024.arff"), ARFF);

    assertThat(keys(select("[2024, \"2024\", 61]", folder, BUNDLED))).containsExactly("2024", "61");

    Files.createDirectory(folder.resolve("2024"));
    Files.writeString(folder.resolve("2024/dataset.arff"), ARFF);

    DatasetSelection selection = select("[2024, \"02024\"]", folder);

    assertThat(selection.datasets())
        .singleElement()
        .satisfies(d -> assertThat(d.id()).hasValue(2024));
  }

  @Test
  void settingsOfAFileThatIsNowhereAreAnError() throws IOException {
    Files.writeString(folder.resolve("mine.arff"), ARFF);
    Files.writeString(folder.resolve("other.arff"), ARFF);
    List<String> settings =
        List.of("experiment.datasets=mine", "data.files.other.class=x", "data.files.61.class=x");

    assertThat(keys(select(false, settings, folder, BUNDLED))).containsExactly("mine");

    InvalidConfigException error =
        catchThrowableOfType(
            InvalidConfigException.class,
            () ->
                select(
                    false, List.of("experiment.datasets=mine", "data.files.othr.class=x"), folder));

    assertThat(error)
        .hasMessage(
            "data.files: no dataset 'othr' was found (did you mean 'other'?); searched were "
                + folder);
  }

  @Test
  void settingsOfASkippedFileAreNoError() {
    List<String> settings =
        List.of("experiment.datasets=[61, nosuch]", "data.files.nosuch.class=x");

    assertThat(select(true, settings, BUNDLED).missing()).containsExactly("nosuch");
  }

  @Test
  void missingOnesCanBeSkippedAndAreRecorded() {
    DatasetSelection selection = select(true, "[999999, 446, 18]", BUNDLED);

    assertThat(keys(selection)).containsExactly("446");
    assertThat(selection.missing()).containsExactly("999999", "18 (mfeat-morphological)");
  }

  @Test
  void skippingAllOfThemLeavesNoStudy() {
    InvalidConfigException error =
        catchThrowableOfType(
            InvalidConfigException.class, () -> select(true, "[18, nosuch]", BUNDLED));

    assertThat(error.getMessage())
        .doesNotContain("\n")
        .startsWith("experiment.datasets = [18, nosuch]: ")
        .contains("data.path");
  }

  @Test
  void syntheticDataNeedsNoFolder() {
    DatasetSelection selection = select("[four-circle, synthetic]");

    assertThat(keys(selection))
        .containsExactly("four-circle", "moon", "circle", "2d-cube", "3d-cube", "gaussian-9");
    assertThat(selection.missing()).isEmpty();
  }

  @Test
  void balancedDatasetsOfThePaperHaveEquallyLargeClasses() {
    DatasetSelection selection = select(true, "balanced", BUNDLED);

    assertThat(keys(selection)).contains("1413").doesNotContain("37");
    for (Dataset dataset : selection.datasets()) {
      int[] counts = new int[dataset.classCount()];
      for (int label : dataset.labels()) {
        counts[label]++;
      }
      assertThat(IntStream.of(counts).distinct().count()).as(dataset.name()).isEqualTo(1);
    }
  }

  @Test
  void fitIsFoundOutFromTheData() throws IOException {
    // One Gaussian per class separates the irises (98 %; 1413 is a copy of them); of the diabetes
    // patients it classifies three of four correctly, and kernels of unit covariance do little
    // better.
    link("1413");
    link("37");

    DatasetSelection selection = select(true, "fit", folder);

    assertThat(keys(selection)).containsExactly("1413");
    assertThat(selection.missing()).hasSize(131);
  }

  @Test
  void aDatasetNamedBesideFitNeedsNotFit() throws IOException {
    link("1413");
    link("37");

    assertThat(keys(select(true, "[fit, 37]", folder))).containsExactlyInAnyOrder("1413", "37");
    assertThat(keys(select(true, "[37, fit]", folder))).containsExactlyInAnyOrder("1413", "37");
  }

  @Test
  void fitDoesNotDependOnTheStudysOwnProtocol() throws IOException {
    link("1413");
    link("37");

    DatasetSelection selection =
        select(
            true,
            List.of(
                "experiment.datasets=fit",
                "protocol.features=one-hot",
                "protocol.scaling=training-rows",
                "protocol.split=stratified"),
            folder);

    assertThat(keys(selection)).containsExactly("1413");
  }

  @Test
  void whenNoneFitsTheMessageSaysSo() throws IOException {
    link("37");

    InvalidConfigException error =
        catchThrowableOfType(InvalidConfigException.class, () -> select(true, "fit", folder));

    assertThat(error.getMessage())
        .as("37 was found, but does not fit")
        .contains("fit")
        .doesNotContain("none of these datasets was found");
  }

  @Test
  void aFileThatCannotBeUsedIsAnErrorOfTheData() throws IOException {
    Files.writeString(folder.resolve("mine.arff"), ARFF + "1\n");

    InvalidDataException error =
        catchThrowableOfType(InvalidDataException.class, () -> select("[mine]", folder));

    assertThat(error.getMessage())
        .doesNotContain("\n")
        .startsWith(folder.resolve("mine.arff") + ":14: ");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wideFiles")
  void aFileOfTooManyFeaturesForTheDensitiesIsRefused(String file, String text) throws IOException {
    Path path = Files.writeString(folder.resolve(file), text);

    OneLineMessage.assertRefused(
        InvalidDataException.class,
        () -> select("[wide]", folder),
        path.toString(),
        "100000 features");
  }

  static Stream<Arguments> wideFiles() {
    return Stream.of(
        arguments("wide.arff", wide(100_000)), arguments("wide.csv", wideCsv(100_000)));
  }

  private static String wide(int features) {
    return IntStream.range(0, features)
            .mapToObj(i -> "@attribute x" + i + " numeric\n")
            .collect(Collectors.joining())
        + "@attribute class {a,b}\n@data\n"
        + ("{0 1}\n{0 2," + features + " b}\n").repeat(8);
  }

  private static String wideCsv(int features) {
    return IntStream.range(0, features).mapToObj(i -> "x" + i + ",").collect(Collectors.joining())
        + "class\n"
        + ("1,".repeat(features) + "a\n" + "2,".repeat(features) + "b\n").repeat(6);
  }

  private void link(String id) throws IOException {
    Files.createSymbolicLink(folder.resolve(id), BUNDLED.resolve(id).toAbsolutePath());
  }

  private DatasetSelection select(String datasets, Path... path) {
    return select(false, datasets, path);
  }

  private DatasetSelection select(boolean skipMissing, String datasets, Path... path) {
    return select(skipMissing, List.of("experiment.datasets=" + datasets), path);
  }

  private DatasetSelection select(boolean skipMissing, List<String> settings, Path... path) {
    DatasetCatalog catalog = new DatasetCatalog();
    List<String> folders = Stream.of(path).map(Path::toString).toList();
    ExperimentConfig config =
        ExperimentConfig.read(BUNDLED.resolve("../../conf/quick.conf").toFile(), settings);
    return DatasetSelection.of(
        config, catalog, new DatasetStore(folders, new Configuration(), catalog), skipMissing);
  }

  private static List<String> keys(DatasetSelection selection) {
    return selection.datasets().stream().map(Dataset::key).toList();
  }
}
