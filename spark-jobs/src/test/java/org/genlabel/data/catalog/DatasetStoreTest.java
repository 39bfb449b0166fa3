package org.genlabel.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.InvalidDataException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetStoreTest {
  /** Ten rows, classes a and b; row is a row number, and kind another possible class. */
  private static final String ARFF =
      """
      @attribute row numeric
      @attribute x numeric
      @attribute kind {p,q}
      @attribute class {a,b}
      @data
      """
          + "1,2,p,a\n3,4,q,b\n".repeat(5);

  private static final String CSV = "x,class\n" + "1,a\n2,b\n".repeat(5);

  private static final String CATALOG =
      """
      id,name,rows,features,numeric_features,classes,missing,target,class_counts,ignore,sets
      61,iris,10,1,1,2,0,kind,p:5 q:5,row,paper
      187,wine,10,1,1,2,0,class,a:5 b:5,,paper
      973,wine,10,1,1,2,0,class,a:5 b:5,,paper
      """;

  @TempDir private Path home;
  private Path first;
  private Path second;

  @BeforeEach
  void createFolders() throws IOException {
    first = Files.createDirectory(home.resolve("first one"));
    second = Files.createDirectory(home.resolve("second#%41"));
  }

  @Test
  void findsAnIdInItsFolder() throws IOException {
    Path file = write(second, "61/dataset.arff", ARFF);

    DatasetStore.Located located = store().find("61").orElseThrow();

    assertThat(located)
        .isEqualTo(new DatasetStore.Located(Optional.of(61), "iris", "file:" + file));
    assertThat(store().find("061")).contains(located);
  }

  @Test
  void namesAnIdThatTheCatalogDoesNotKnowByItsDigits() throws IOException {
    write(first, "7/dataset.arff", ARFF);

    assertThat(store().find("7").orElseThrow().name()).isEqualTo("7");
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

    assertThat(store().find("61").orElseThrow().uri()).isEqualTo("file:" + numbered);
    assertThat(store().find("mine").orElseThrow().uri()).isEqualTo("file:" + named);
    assertThat(store().find("other").orElseThrow().uri()).isEqualTo("file:" + table);
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

    assertThat(store().find("iris").orElseThrow().id()).isEmpty();
    assertThat(store().find("wine").orElseThrow().id()).isEmpty();
  }

  @Test
  void drawsSyntheticDataUnlessAFileHasItsName() throws IOException {
    DatasetStore.Located drawn = store().find("moon").orElseThrow();

    assertThat(drawn)
        .isEqualTo(new DatasetStore.Located(Optional.empty(), "moon", "synthetic:moon"));
    assertThat(store().load(drawn, FeatureHandling.NUMERIC).rows()).isEqualTo(1000);

    Path file = write(second, "moon.csv", CSV);

    assertThat(store().find("moon").orElseThrow().uri()).isEqualTo("file:" + file);
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "..",
        "../secret",
        "a/b",
        "a\\b",
        "a..b",
        "/etc/passwd",
        ".hidden",
        "-x",
        "a b",
        "a:b",
        "a*",
        "hdfs://host/a",
        "\u00fc",
        "a\n"
      })
  void refusesNamesThatCouldLeadElsewhere(String reference) {
    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(() -> store().find(reference))
        .withMessage(
            InvalidDataException.quoted(reference)
                + ": no dataset's id or name; a name starts with a letter or digit and has only"
                + " letters, digits, and . _ + - (no ..), at most 200");
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
            new DatasetStore.Located(Optional.of(61), "iris", "file:" + first + "/61/dataset.arff"),
            new DatasetStore.Located(
                Optional.of(187), "wine", "file:" + second + "/187/dataset.arff"),
            new DatasetStore.Located(Optional.empty(), "apple", "file:" + second + "/apple.csv"),
            new DatasetStore.Located(Optional.empty(), "pear", "file:" + first + "/pear.arff"));
    assertThat(store().find("pear")).contains(list.get(3));
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
    DatasetStore.Located located = store().find("table").orElseThrow();
    Files.delete(file);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> store().load(located, FeatureHandling.NUMERIC))
        .withMessageContaining(file.toString());
  }

  private Dataset load(String reference) throws IOException {
    return store().load(store().find(reference).orElseThrow(), FeatureHandling.NUMERIC);
  }

  private DatasetStore store() throws IOException {
    return store(first.toString(), second.toString());
  }

  private static DatasetStore store(String... folders) throws IOException {
    return new DatasetStore(List.of(folders), new Configuration(), catalog());
  }

  private static DatasetCatalog catalog() throws IOException {
    return new DatasetCatalog(
        new ByteArrayInputStream(CATALOG.getBytes(StandardCharsets.UTF_8)), "catalog.csv");
  }

  private static Path write(Path folder, String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
