package org.genlabel.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.InvalidDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names of files are names of datasets, and what is said of the others. */
class DatasetNamesTest extends DatasetFolders {
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

  @ParameterizedTest
  @MethodSource("faults")
  void saysWhatIsWrongWithAName(String name, String fault) {
    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(() -> store().find(name))
        .withMessageEndingWith(": no dataset's id or name; " + fault);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments("mydata/a", "a name has no slash; name the folder with --data"),
        arguments("a:b", "a name has no colon"),
        arguments(".a", "a name does not start with a point, which hides a file"),
        arguments("a ", "a name does not start or end with a blank"),
        arguments("a".repeat(201), "a name has at most 200 characters"));
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

    DatasetStore.Located located = find(name);

    assertThat(located).isEqualTo(own(name, file));
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
    DatasetStore.Located located = own(composed, file);

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

    assertThat(store().find("2024")).contains(own("2024", year));
    assertThat(find("20240101123456").uri()).isEqualTo("file:" + time);
    assertThat(load("2024").id()).isEmpty();
    assertThat(load("2024").key()).isEqualTo("2024");

    Path ofId = write(second, "2024/dataset.arff", ARFF);

    assertThat(store().find("2024")).contains(numbered(2024, "2024", ofId));
    assertThat(store().list())
        .extracting(DatasetStore.Located::name)
        .containsExactly("2024", "20240101123456");
    assertThat(store().unusable())
        .containsExactly(
            new DatasetStore.Unusable(
                "2024.csv", "file:" + year, "file:" + ofId + " has this id; rename it"));
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
}
