package org.genlabel.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.format.ReadingSettings;
import org.genlabel.data.format.ReadingSettingsBuilder;
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
        "/etc/passwd",
        ".hidden",
        "-x",
        " a",
        "a\u00a0",
        "a:b",
        "hdfs://host/a",
        "a\u0000",
        "a\u202eb",
        "a\ufffd",
        "a\ud800",
        "a\n"
      })
  void refusesNamesThatCouldLeadElsewhere(String reference) {
    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(() -> store().find(reference))
        .withMessageMatching(
            Pattern.quote(InvalidDataException.quoted(reference))
                + ": no dataset's id or name; (a|the) name .+");
  }

  @Test
  void saysWhatIsWrongWithAName() {
    Map<String, String> faults =
        Map.of(
            "mydata/a",
            "a name has no slash; name the folder with --data",
            "a:b",
            "a name has no colon",
            ".a",
            "a name does not start with a point, which hides a file",
            "a ",
            "a name does not start or end with a blank",
            "a".repeat(201),
            "a name has at most 200 characters");

    faults.forEach(
        (name, fault) ->
            assertThatExceptionOfType(InvalidDataException.class)
                .isThrownBy(() -> store().find(name))
                .withMessageEndingWith(": no dataset's id or name; " + fault));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "a (1), [new]",
        "a..b",
        "a'b\"c",
        "50%",
        "a#b?c=d&e",
        "\u6843 \u00fc",
        "\ud83c\udf51",
        "x.csv"
      })
  void findsAndListsNamesAsPeopleGiveThem(String name) throws IOException {
    Path file = write(second, name + ".csv", CSV);

    DatasetStore.Located located = store().find(name).orElseThrow();

    assertThat(located).isEqualTo(new DatasetStore.Located(Optional.empty(), name, "file:" + file));
    assertThat(store().list()).containsExactly(located);
    assertThat(store().unusable()).isEmpty();
    assertThat(store().load(located, FeatureHandling.NUMERIC).key()).isEqualTo(name);
  }

  @Test
  void findsSuffixesInAnyCaseAndTabSeparatedFiles() throws IOException {
    write(first, "one.CSV", CSV);
    write(first, "two.Arff", ARFF);
    write(first, "three.tsv", CSV.replace(',', '\t'));
    write(first, "four.TSV", CSV.replace(',', '\t'));

    assertThat(store().list())
        .extracting(DatasetStore.Located::name)
        .containsExactly("four", "one", "three", "two");
    for (DatasetStore.Located located : store().list()) {
      assertThat(store().find(located.name())).contains(located);
      assertThat(store().load(located, FeatureHandling.NUMERIC).rows()).isEqualTo(10);
    }
    assertThat(store().unusable()).isEmpty();
  }

  @Test
  void aNameIsTheSameInBothUnicodeForms() throws IOException {
    String composed = "gr\u00fcn \u00e9";
    String decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);
    Path file = write(second, decomposed + ".csv", CSV);
    DatasetStore.Located located =
        new DatasetStore.Located(Optional.empty(), composed, "file:" + file);

    assertThat(decomposed).isNotEqualTo(composed);
    assertThat(store().find(composed)).contains(located);
    assertThat(store().find(decomposed)).contains(located);
    assertThat(store().list()).containsExactly(located);
    assertThat(load(composed).key()).isEqualTo(composed);
  }

  @Test
  void findsFilesCalledByDigitsUnlessTheyAreAnId() throws IOException {
    Path year = write(first, "2024.csv", CSV);
    Path time = write(first, "20240101123456.csv", CSV);

    assertThat(store().find("2024"))
        .contains(new DatasetStore.Located(Optional.empty(), "2024", "file:" + year));
    assertThat(store().find("20240101123456").orElseThrow().uri()).isEqualTo("file:" + time);
    assertThat(load("2024").id()).isEmpty();
    assertThat(load("2024").key()).isEqualTo("2024");

    Path numbered = write(second, "2024/dataset.arff", ARFF);

    assertThat(store().find("2024"))
        .contains(new DatasetStore.Located(Optional.of(2024), "2024", "file:" + numbered));
    assertThat(store().list())
        .extracting(DatasetStore.Located::name)
        .containsExactly("2024", "20240101123456");
    assertThat(store().unusable())
        .containsExactly(
            new DatasetStore.Unusable(
                "2024.csv", "file:" + year, "file:" + numbered + " has this id; rename it"));
  }

  @Test
  void anIdOfTheCatalogIsNeverAFileOfOnesOwn() throws IOException {
    Path file = write(first, "61.csv", CSV);

    assertThat(store().find("61")).isEmpty();
    assertThat(store().find("061")).isEmpty();
    assertThat(store().find("iris")).isEmpty();
    assertThat(store().list()).isEmpty();
    assertThat(store().unusable())
        .containsExactly(
            new DatasetStore.Unusable(
                "61.csv", "file:" + file, "61 is the id of iris in the catalog; rename it"));
  }

  @Test
  void saysWhyFilesAreNotUsed() throws IOException, InterruptedException {
    write(first, "a.arff", ARFF);
    write(first, "a.csv", CSV);
    write(first, "b.CSV", CSV);
    write(first, "b.csv", CSV);
    write(second, "b.csv", CSV);
    write(first, ".c.csv", CSV);
    write(first, "d:e.csv", CSV);
    write(first, " f.csv", CSV);
    write(first, "g\n.csv", CSV);
    Files.createDirectory(first.resolve("h.csv"));
    write(first, "i.csv.gz", "");
    write(first, "j.XLSX", "");
    write(first, "k.txt", "");
    write(first, "README.md", "");
    write(first, "x".repeat(201) + ".csv", CSV);
    assertThat(new ProcessBuilder("mkfifo", first.resolve("y.csv").toString()).start().waitFor())
        .isZero();

    List<DatasetStore.Unusable> unusable = store().unusable();

    assertThat(unusable)
        .extracting(DatasetStore.Unusable::name, DatasetStore.Unusable::reason)
        .containsExactly(
            tuple(" f.csv", "a name does not start or end with a blank"),
            tuple(".c.csv", "a name does not start with a point, which hides a file"),
            tuple("a.csv", "file:" + first + "/a.arff has the same name and takes precedence"),
            tuple("b.CSV", "file:" + first + "/b.csv has the same name and takes precedence"),
            tuple("d:e.csv", "a name has no colon"),
            tuple("g\n.csv", "a name has no control characters and no invisible ones"),
            tuple("h.csv", "a folder; a file is needed"),
            tuple("i.csv.gz", "compressed; unpack it"),
            tuple("j.XLSX", "a spreadsheet; save it as CSV"),
            tuple("k.txt", "if it is a table with a header, call it .csv"),
            tuple("x".repeat(201) + ".csv", "a name has at most 200 characters"),
            tuple("y.csv", "a pipe or a device; a regular file is needed"),
            tuple("b.csv", "file:" + first + "/b.csv has the same name and takes precedence"));
    assertThat(unusable.get(2).uri()).isEqualTo("file:" + first + "/a.csv");
    assertThat(store().list())
        .extracting(DatasetStore.Located::uri)
        .startsWith("file:" + first + "/a.arff", "file:" + first + "/b.csv");
    for (DatasetStore.Located located : store().list()) {
      assertThat(store().find(located.name())).contains(located);
    }
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

  private static ReadingSettings settings(String classColumn, String... ignored) {
    return ReadingSettingsBuilder.automatic().classColumn(classColumn).ignored(ignored).build();
  }

  private Dataset load(String reference, DataSettings settings) throws IOException {
    DatasetStore store =
        new DatasetStore(List.of(first.toString()), new Configuration(), catalog(), settings);
    return store.load(store.find(reference).orElseThrow(), FeatureHandling.NUMERIC);
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
            new DatasetStore.Located(Optional.empty(), "12", "file:" + first + "/12.csv"),
            new DatasetStore.Located(Optional.empty(), "a b", "file:" + first + "/a b.csv"),
            new DatasetStore.Located(Optional.empty(), "apple", "file:" + second + "/apple.csv"),
            new DatasetStore.Located(Optional.empty(), "pear", "file:" + first + "/pear.arff"));
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
