package org.genlabel.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.format.ReadingSettings;
import org.genlabel.data.format.ReadingSettingsBuilder;
import org.junit.jupiter.api.Test;

class DatasetStoreTest extends DatasetFolders {
  @Test
  void findsAnIdInItsFolder() throws IOException {
    Path file = write(second, "61/dataset.arff", ARFF);

    DatasetStore.Located located = find("61");

    assertThat(located).isEqualTo(numbered(61, "iris", file));
    assertThat(store().find("061")).contains(located);
  }

  @Test
  void namesAnIdThatTheCatalogDoesNotKnowByItsDigits() throws IOException {
    write(first, "7/dataset.arff", ARFF);

    assertThat(find("7").name()).isEqualTo("7");
  }

  @Test
  void prefersTheFirstFolderThenArff() throws IOException {
    write(second, "61/dataset.arff", ARFF);
    Path numbered = write(first, "61/dataset.arff", ARFF);
    write(second, "mine.arff", ARFF);
    write(first, "mine.csv", CSV);
    Path named = write(first, "mine.arff", ARFF);
    write(second, "other.arff", ARFF);
    Path table = write(first, "other.csv", CSV);

    assertThat(find("61").uri()).isEqualTo("file:" + numbered);
    assertThat(find("mine").uri()).isEqualTo("file:" + named);
    assertThat(find("other").uri()).isEqualTo("file:" + table);
  }

  @Test
  void findsANameOfTheCatalogByItsId() throws IOException {
    write(first, "61/dataset.arff", ARFF);

    assertThat(store().find("iris")).isEqualTo(store().find("61")).isPresent();
  }

  @Test
  void prefersAFileToANameOfTheCatalog() throws IOException {
    write(first, "61/dataset.arff", ARFF);
    write(second, "iris.csv", CSV);
    write(second, "wine.arff", ARFF);

    assertThat(find("iris").id()).isEmpty();
    assertThat(find("wine").id()).isEmpty();
  }

  @Test
  void drawsSyntheticDataUnlessAFileHasItsName() throws IOException {
    DatasetStore.Located drawn = find("moon");

    assertThat(drawn)
        .isEqualTo(new DatasetStore.Located(Optional.empty(), "moon", "synthetic:moon"));
    assertThat(store().load(drawn, FeatureHandling.NUMERIC).rows()).isEqualTo(1000);

    Path file = write(second, "moon.csv", CSV);

    assertThat(find("moon").uri()).isEqualTo("file:" + file);
  }

  @Test
  void findsNothingWhereNothingIs() throws IOException {
    Files.createDirectories(first.resolve("61/dataset.arff"));
    Files.createDirectory(first.resolve("mine.arff"));

    assertThat(store().find("61")).isEmpty();
    assertThat(store().find("iris")).isEmpty();
    assertThat(store().find("mine")).isEmpty();
    assertThat(store().find("187")).isEmpty();
  }

  @Test
  void refusesANameThatStandsForSeveralIds() {
    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(() -> store().find("wine"))
        .withMessage("'wine': several datasets have this name; write one of the ids 187, 973");
  }

  @Test
  void readsEveryFileWithTheSettingsOfItsName() throws IOException {
    write(first, "61/dataset.arff", ARFF);
    write(first, "7/dataset.arff", ARFF);
    write(first, "mine.arff", ARFF);
    write(first, "other.arff", ARFF);
    ReadingSettings common = settings("kind");
    DataSettings settings =
        new DataSettings(common, Map.of("mine", settings("class", "x"), "7", settings("class")));

    assertThat(load("other", settings).classes()).containsExactly("p", "q");
    assertThat(load("mine", settings).classes()).containsExactly("a", "b");
    assertThat(load("mine", settings).features())
        .extracting(Dataset.Feature::name)
        .containsExactly("row");
    assertThat(load("7", settings).classes()).containsExactly("a", "b");
  }

  @Test
  void theCommonSettingsAreNotForTheCatalogsDatasets() throws IOException {
    write(first, "61/dataset.arff", ARFF);
    ReadingSettings common = settings("class");

    assertThat(load("61", new DataSettings(common, Map.of())).classes()).containsExactly("p", "q");
    for (String name : List.of("61", "iris")) {
      DataSettings own = new DataSettings(ReadingSettings.AUTOMATIC, Map.of(name, common));

      assertThat(load("61", own).classes()).as(name).containsExactly("a", "b");
    }
    write(first, "iris.arff", ARFF);
    DataSettings ofFile = new DataSettings(ReadingSettings.AUTOMATIC, Map.of("iris", common));

    assertThat(load("61", ofFile).classes()).as("iris is the file").containsExactly("p", "q");
  }

  @Test
  void aColumnToLeaveOutOfOneFileIsThere() throws IOException {
    Path file = write(first, "mine.arff", ARFF);
    ReadingSettings wrong = settings("class", "rwo");

    assertThat(load("mine", new DataSettings(wrong, Map.of())).rows()).isEqualTo(10);
    assertThat(load("mine", new DataSettings(wrong, Map.of("mine", wrong))).rows()).isEqualTo(10);
    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(
            () -> load("mine", new DataSettings(ReadingSettings.AUTOMATIC, Map.of("mine", wrong))))
        .withMessage(
            file
                + ": no column 'rwo', which data.ignore names; the columns are 'row', 'x', 'kind',"
                + " 'class'");
  }

  @Test
  void refusesAnIdThatIsTooLarge() {
    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(() -> store().find("99999999999"))
        .withMessage("'99999999999': too large for a dataset's id; at most 2147483647 is allowed");
  }

  @Test
  void loadsWhatTheCatalogSaysAboutAnId() throws IOException {
    write(first, "61/dataset.arff", ARFF);

    Dataset dataset = load("61");

    assertThat(dataset.id()).hasValue(61);
    assertThat(dataset.name()).isEqualTo("iris");
    assertThat(dataset.classes()).containsExactly("p", "q");
    assertThat(dataset.features()).extracting(Dataset.Feature::name).containsExactly("x");
  }

  @Test
  void loadsFilesOfBothFormats() throws IOException {
    write(first, "table.csv", CSV);
    write(first, "weka.arff", ARFF);

    assertThat(load("table").classes()).containsExactly("a", "b");
    assertThat(load("weka").features())
        .extracting(Dataset.Feature::name)
        .containsExactly("row", "x");
    assertThat(load("weka").key()).isEqualTo("weka");
  }

  @Test
  void hashesTheBytesOfTheFile() throws IOException {
    write(first, "table.csv", CSV);

    // { echo x,class; for i in 1 2 3 4 5; do echo 1,a; echo 2,b; done; } | sha256sum
    assertThat(load("table").checksum())
        .isEqualTo("dfc34bd06acd51899f43b663016142fd15c3a0bd117dd326aea663ae9d01bf91");
  }

  @Test
  void namesTheFileAndTheLineOfAnError() throws IOException {
    Path file = write(first, "bad.csv", "x,class\n1\n");

    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(() -> load("bad"))
        .withMessage(
            file
                + ":2: expected 2 cells as in the header, but found 1; the separator can be set"
                + " with data.separator");
  }

  @Test
  void ignoresAStaleChecksumFile() throws IOException {
    write(first, "table.csv", CSV);
    write(first, ".table.csv.crc", "crc\u0000 of something else");

    assertThat(load("table").rows()).isEqualTo(10);
    assertThat(store().list()).hasSize(1);
  }

  @Test
  void refusesAFileOverOneGibibyte() throws IOException {
    Path file = first.resolve("large.csv");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength((1L << 30) + 1);
    }

    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(() -> load("large"))
        .withMessage(file + ": the file has 1073741825 bytes; at most 1073741824 are allowed");
  }

  @Test
  void listsEveryDatasetOnceIdsFirst() throws IOException {
    write(second, "187/dataset.arff", ARFF);
    write(second, "61/dataset.arff", ARFF);
    write(first, "61/dataset.arff", ARFF);
    write(second, "apple.csv", CSV);
    write(first, "pear.csv", CSV);
    write(first, "pear.arff", ARFF);
    write(second, "pear.arff", ARFF);
    write(first, "12.csv", CSV);
    write(first, "061/dataset.arff", ARFF);
    write(first, "notes.txt", "");
    write(first, "a b.csv", CSV);
    write(first, "5/other.arff", ARFF);

    List<DatasetStore.Located> list = store().list();

    assertThat(list)
        .containsExactly(
            numbered(61, "iris", first.resolve("61/dataset.arff")),
            numbered(187, "wine", second.resolve("187/dataset.arff")),
            own("12", first.resolve("12.csv")),
            own("a b", first.resolve("a b.csv")),
            own("apple", second.resolve("apple.csv")),
            own("pear", first.resolve("pear.arff")));
    assertThat(store().find("pear")).contains(list.get(5));
  }

  @Test
  void reportsFoldersThatDoNotExist() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "");
    String absent = home.resolve("absent").toString();
    DatasetStore store = store(absent, first.toString(), file.toString());

    assertThat(store.missingFolders()).containsExactly(absent, file.toString());
    assertThat(store.find("61")).isEmpty();
    assertThat(store.list()).isEmpty();
  }

  @Test
  void takesAPathWithoutSchemeForALocalOneWhateverTheDefaultFileSystemIs() throws IOException {
    write(first, "table.csv", CSV);
    Configuration cluster = new Configuration(false);
    cluster.set("fs.defaultFS", "hdfs://namenode.invalid:8020");
    Path relative = Path.of("").toAbsolutePath().relativize(first);

    for (String folder : List.of(first.toString(), relative.toString(), "file://" + first)) {
      DatasetStore store = new DatasetStore(List.of(folder), cluster, catalog());

      assertThat(store.missingFolders()).isEmpty();
      assertThat(store.load(store.find("table").orElseThrow(), FeatureHandling.NUMERIC).rows())
          .isEqualTo(10);
    }
  }

  @Test
  void refusesFoldersThatNoFileSystemKnows() {
    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(() -> store("nosuch://host/a").find("61"))
        .withMessage("nosuch://host/a: cannot be reached: No FileSystem for scheme \"nosuch\"");
    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(() -> store("file:relative"))
        .withMessageStartingWith("'file:relative': no folder's path or URI: ");
    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(() -> store(" "))
        .withMessage("data.path: an empty folder; a path or a URI is needed");
  }

  @Test
  void reportsAFileThatIsGone() throws IOException {
    Path file = write(first, "table.csv", CSV);
    DatasetStore.Located located = find("table");
    Files.delete(file);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> store().load(located, FeatureHandling.NUMERIC))
        .withMessageContaining(file.toString());
  }

  private static ReadingSettings settings(String classColumn, String... ignored) {
    return ReadingSettingsBuilder.automatic().classColumn(classColumn).ignored(ignored).build();
  }

  private Dataset load(String reference, DataSettings settings) throws IOException {
    DatasetStore store =
        new DatasetStore(List.of(first.toString()), new Configuration(), catalog(), settings);
    return store.load(store.find(reference).orElseThrow(), FeatureHandling.NUMERIC);
  }
}
