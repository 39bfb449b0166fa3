package org.genlabel.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.InvalidDataException;
import org.genlabel.testing.OneLineMessage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Data files that are malformed, not text, endless or too large, and names that lead out of the
 * data folder: each is refused with one line. A file goes the whole way that a study's data goes,
 * through the reader of its format and the checks of a dataset.
 */
@Tag("slow")
@Timeout(value = 100, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MalformedDatasetsTest {
  private static final String HEAD =
      "@relation r\n@attribute x numeric\n@attribute y numeric\n@attribute class {a,b}\n@data\n";
  private static final String ROWS = "1,2,a\n3,4,b\n".repeat(8);
  private static final String CSV_ROWS = ROWS;
  private static final int LARGE = 50_000_000;

  @TempDir private Path folder;

  static Stream<Arguments> arffFiles() {
    return Stream.of(
        arguments("empty", "", "the file is empty"),
        arguments("blank lines", "\n \n\t\n", "the file is empty"),
        arguments("comments only", "% nothing\n% here\n", "no @data line"),
        arguments("no data line", "@relation r\n@attribute x numeric\n", "no @data line"),
        arguments("no rows", HEAD, "no rows after @data"),
        arguments("no attributes", "@relation r\n@data\n1\n", ":2: @data, but no attributes"),
        arguments("a web page", "<!DOCTYPE html>\n<html></html>\n", ":1: '<!DOCTYPE html>'"),
        arguments("an XML bomb", "<!ENTITY a '&b;&b;'>", ":1: "),
        arguments("a NUL byte", HEAD + "1,2\0,a\n" + ROWS, ":6: a NUL byte"),
        arguments("a NUL byte in a name", "@attribute x\0y numeric\n", ":1: a NUL byte"),
        arguments("one column too many", HEAD + "1,2,3,a\n" + ROWS, ":6: expected 3 values"),
        arguments("one column too few", HEAD + ROWS + "1,a\n", ":22: expected 3 values"),
        arguments("an empty cell", HEAD + "1,,a\n" + ROWS, ":6: value 2 is empty"),
        arguments("wrong separator", HEAD + "1;2;a\n" + ROWS, ":6: expected 3 values"),
        arguments("a text as number", HEAD + "1,two,a\n" + ROWS, ":6: attribute 'y': 'two'"),
        arguments("NaN", HEAD + "NaN,2,a\n" + ROWS, ":6: attribute 'x': 'NaN' is not a finite"),
        arguments("Infinity", HEAD + "1,-Infinity,a\n" + ROWS, "'-Infinity' is not a finite"),
        arguments("1e999", HEAD + "1e999,2,a\n" + ROWS, ":6: attribute 'x': '1e999'"),
        arguments("a hexadecimal number", HEAD + "0x1p3,2,a\n" + ROWS, "'0x1p3' is not a number"),
        arguments("digits of another script", HEAD + "١٢,2,a\n" + ROWS, ":6: attribute 'x'"),
        arguments("an undeclared class", HEAD + "1,2,c\n" + ROWS, "'c' is not declared"),
        arguments("no class of a row", HEAD + "1,2,?\n" + ROWS, ":6: no class"),
        arguments("one class", HEAD + "1,2,a\n".repeat(12), "only one class"),
        arguments("a class with one declared value", classes("a", "1,a\n"), "only one class"),
        arguments("a row for each class", aRowForEachClass(12), "every class has a single row"),
        arguments("too few rows", HEAD + "1,2,a\n3,4,b\n", "2 rows; at least 10"),
        arguments("a numeric class", "@attribute x real\n@data\n" + "1\n".repeat(12), "no class"),
        arguments("an unclosed quote", HEAD + "1,2,'a\n" + ROWS, ":6: the quote before"),
        arguments("an unclosed brace", "@attribute c {a,b\n@data\na\n", ":1: the values of"),
        arguments("no values", "@attribute c {}\n@data\na\n", "{} needs at least one"),
        arguments("a value twice", "@attribute c {a,b,a}\n@data\na\n", "the value 'a' twice"),
        arguments("an attribute twice", "@attribute x real\n@attribute x real\n", ":2: a second"),
        arguments("an unknown type", "@attribute x complex\n@data\n1\n", ":1: attribute 'x'"),
        arguments("a relational one", "@attribute x relational\n", "not supported"),
        arguments("a bad date format", "@attribute t date 'bananas'\n", "the date format"),
        arguments("a bad date", dated("2024-13-45"), ":5: attribute 't': '2024-13-45' is no date"),
        arguments("a weight", HEAD + "1,2,a,{3}\n" + ROWS, ":6: "),
        arguments("a sparse index too high", HEAD + "{3 a}\n" + ROWS, "numbered from 0 to 2"),
        arguments("a negative index", HEAD + "{-1 2}\n" + ROWS, ":6: '-1' is no index"),
        arguments("an index beyond int", HEAD + "{99999999999 2}\n" + ROWS, "out of range"),
        arguments("an index twice", HEAD + "{0 1, 0 2}\n" + ROWS, ":6: index 0 is there twice"),
        arguments("falling indices", HEAD + "{1 1, 0 2}\n" + ROWS, "indices must increase"),
        arguments("an unclosed sparse row", HEAD + "{0 1, 2 a\n" + ROWS, "is not closed by }"),
        arguments("CR only, and bad", (HEAD + "1,2,z\n").replace('\n', '\r'), ":6: attribute"),
        arguments("CRLF, and bad", (HEAD + "1,2,z\n").replace("\n", "\r\n"), ":6: attribute"),
        arguments("a terminal's commands", HEAD + "\u009b2J,2,a\n" + ROWS, "'\\u009b2J'"));
  }

  /** Good rows come first: the message counts the lines, and does not name the first row. */
  static Stream<Arguments> arffFilesThatBeginWell() {
    String good = HEAD + "1,2,a\n";
    return Stream.of(
        arguments("one column too many", good + "1,2,3,a\n" + ROWS, ":7: expected 3 values"),
        arguments("an undeclared class", good + "1,2,z\n" + ROWS, ":7: attribute 'class': 'z'"),
        arguments("a text as number", good + "1,two,a\n" + ROWS, ":7: attribute 'y': 'two'"),
        arguments("NaN", good + "1,NaN,b\n" + ROWS, ":7: attribute 'y': 'NaN' is not a finite"),
        arguments("Infinity", good + "1,Infinity,b\n" + ROWS, "'Infinity' is not a finite"),
        arguments("no class of a row", good + "3,4,?\n" + ROWS, ":7: no class"),
        arguments("one class", good + "3,4,a\n" + "5,6,a\n".repeat(10), "only one class"),
        arguments("nine rows", good + ROWS.substring(0, 8 * 6), "9 rows; at least 10"),
        arguments("a row for each class", aRowForEachClass(10), "every class has a single row"),
        arguments("a comment for rows", HEAD + "% none\n", "no rows after @data"),
        arguments(
            "no nominal attribute",
            "@attribute x numeric\n@attribute y numeric\n@data\n" + "1,2\n".repeat(12),
            "no class"),
        arguments("nothing but a byte order mark", "\ufeff", "the file is empty"));
  }

  static Stream<Arguments> csvFiles() {
    return Stream.of(
        arguments("empty", "", "the file is empty"),
        arguments("header only", "x,y,class\n", "no rows after the header"),
        arguments("a NUL byte", "x,class\n1\0,a\n", ":2: a NUL byte"),
        arguments("a name twice", "x,x,class\n1,2,a\n", ":1: two columns are called 'x'"),
        arguments("a first line of data", CSV_ROWS, ":1: "),
        arguments("a ragged row", "x,y,class\n" + CSV_ROWS + "1,a\n", ":18: expected 3 cells"),
        arguments("a long row", "x,y,class\n1,2,3,a\n" + CSV_ROWS, ":2: expected 3 cells"),
        arguments("wrong separator", "x/y/class\n" + "1/2/a\n3/4/b\n".repeat(8), "no feature"),
        arguments("another separator below", "x,y,class\n1;2;a\n", ":2: expected 3 cells"),
        arguments("an unclosed quote", "x,y,class\n1,\"2,a\n" + CSV_ROWS, ":2: the quote before"),
        arguments("a quote inside", "x,y,class\n1,2\"3,a\n", ":2: a quote inside"),
        arguments("text after a quote", "x,class\n\"1\"2,a\n", ":2: text after the closing"),
        arguments("one slip in numbers", "x,y,class\n" + CSV_ROWS + "o,2,a\n", ":18: column 'x'"),
        arguments("infinite numbers", "x,y,class\n" + CSV_ROWS + "1e999,2,a\n", "'1e999'"),
        arguments("two classes of a name", "Class,class\na,b\n", "could be the class"),
        arguments("no class of a row", "x,y,class\n1,2,\n" + CSV_ROWS, ":2: no class"),
        arguments("one class", "x,class\n" + "1,a\n".repeat(12), "only one class"),
        arguments("nothing but text", "x,class\n" + "p,a\nq,b\n".repeat(8), "no numeric feature"));
  }

  static Stream<Arguments> binaryFiles() throws IOException {
    byte[] noise = new byte[4096];
    new Random(1).nextBytes(noise);
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write((HEAD + ROWS).getBytes(StandardCharsets.UTF_8));
    }
    return Stream.of(
        arguments("noise.arff", noise, "noise.arff:"),
        arguments("noise.csv", noise, "noise.csv:"),
        arguments("utf16.arff", (HEAD + ROWS).getBytes(StandardCharsets.UTF_16), "is UTF-16"),
        arguments(
            "unmarked.csv", "x,class\n1,a\n".getBytes(StandardCharsets.UTF_16LE), ":1: a NUL byte"),
        arguments(
            "unmarked.arff", (HEAD + ROWS).getBytes(StandardCharsets.UTF_16LE), ":1: a NUL byte"),
        arguments("compressed.arff", compressed.toByteArray(), "is compressed (gzip)"),
        arguments(
            "sheet.csv", "PK\3\4\0\0\0\0".getBytes(StandardCharsets.UTF_8), "is a zip archive"));
  }

  static Stream<Arguments> largeFiles() {
    return Stream.of(
        arguments("line.arff", HEAD + "1,".repeat(LARGE / 2), "line.arff:6: more than 1003 values"),
        arguments("name.arff", "@attribute " + "x".repeat(LARGE / 10), ":1: attribute 'xxx"),
        arguments("quote.arff", HEAD + "'" + "x".repeat(LARGE / 10), ":6: the quote before 'xxx"),
        arguments(
            "values.arff",
            "@attribute c {" + "a,".repeat(LARGE / 20) + "}",
            "values.arff:1: more than 100000 values"),
        arguments(
            "twice.arff", "@attribute c {" + numbers(99_999) + ",7}", ":1: attribute 'c' declares"),
        arguments("header.csv", ",".repeat(LARGE), "header.csv:1: more than 1000000 cells"),
        arguments("cell.csv", "x,class\n" + "1".repeat(LARGE / 10), "cell.csv:2: expected 2 cells"),
        arguments("sparse.arff", sparse(10_000, 100_000), ":16712: row 6711 of 10000 values"),
        arguments("digits.csv", digits(200_000), "no feature"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"arffFiles", "arffFilesThatBeginWell"})
  void anArffFileIsRefused(String what, String text, String named) throws IOException {
    refuses("mine.arff", text.getBytes(StandardCharsets.UTF_8), named);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("csvFiles")
  void aCsvFileIsRefused(String what, String text, String named) throws IOException {
    refuses("mine.csv", text.getBytes(StandardCharsets.UTF_8), named);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("binaryFiles")
  void aFileThatIsNoTextIsRefused(String file, byte[] bytes, String named) throws IOException {
    refuses(file, bytes, named);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("largeFiles")
  void aFileThatWouldTakeAllMemoryIsRefused(String file, String text, String named)
      throws IOException {
    refuses(file, text.getBytes(StandardCharsets.UTF_8), named);
  }

  private void refuses(String file, byte[] bytes, String named) throws IOException {
    Path path = Files.write(folder.resolve(file), bytes);

    refuses(file.substring(0, file.indexOf('.')), path.toString(), named);
  }

  private void refuses(String reference, String... named) {
    OneLineMessage.assertRefused(InvalidDataException.class, () -> load(reference), named);
  }

  private Dataset load(String reference) throws IOException {
    DatasetStore store = store();
    return store.load(store.find(reference).orElseThrow(), FeatureHandling.NUMERIC);
  }

  private DatasetStore store() {
    return new DatasetStore(List.of(folder.toString()), new Configuration(), new DatasetCatalog());
  }

  @Test
  void aPipeIsRefusedAndNotWaitedFor() throws IOException, InterruptedException {
    Path pipe = folder.resolve("mine.arff");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    DatasetStore.Located located =
        new DatasetStore.Located(Optional.empty(), "mine", "file:" + pipe);

    OneLineMessage.assertRefused(
        InvalidDataException.class,
        () -> store().load(located, FeatureHandling.NUMERIC),
        pipe.toString(),
        "a pipe or a device");
  }

  @Test
  void aDeviceWithoutEndIsRefused() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("mine.csv"), Path.of("/dev/zero"));

    refuses("mine", link.toString(), "a pipe or a device");
  }

  @Test
  void aLinkInCirclesIsNotFound() throws IOException {
    Files.createSymbolicLink(folder.resolve("mine.arff"), Path.of("mine.arff"));

    assertThat(store().find("mine")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%2e%2e%2fsecret", "*", "fi?e", "{five,near}", "[f]ive", "$HOME", "five*"})
  void aPatternIsTheNameOfOneFileOnly(String name) throws IOException {
    Path below = Files.createDirectory(folder.resolve("below"));
    Files.writeString(folder.resolve("secret.arff"), HEAD + ROWS);
    Files.writeString(below.resolve("five.arff"), HEAD + ROWS);
    DatasetStore store =
        new DatasetStore(List.of(below.toString()), new Configuration(), new DatasetCatalog());

    assertThat(store.find(name)).isEmpty();

    Path file = Files.writeString(below.resolve(name + ".arff"), HEAD + ROWS);

    assertThat(store.find(name))
        .contains(new DatasetStore.Located(Optional.empty(), name, "file:" + file));
    assertThat(store.load(store.find(name).orElseThrow(), FeatureHandling.NUMERIC).name())
        .isEqualTo(name);
  }

  /** There are files at the places that the names lead to. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret",
        "..",
        "../3",
        "/etc/passwd",
        "sub/../../secret",
        "..%2fsecret",
        "..\\secret",
        "C:\\secret",
        "a\u0000b",
        "a\nb",
        "a/b",
        "file:///etc/passwd",
        "~/secret",
        "-secret",
        ".hidden",
        "99999999999",
        "-1"
      })
  void aNameThatLeadsAstrayIsRefused(String name) throws IOException {
    Path below = Files.createDirectory(folder.resolve("below"));
    Files.createDirectories(folder.resolve("3"));
    Files.createDirectories(below.resolve("a"));
    Files.createDirectories(below.resolve("sub"));
    for (String file :
        List.of(
            "secret.arff",
            "3/dataset.arff",
            "below/five.arff",
            "below/a/b.arff",
            "below/.hidden.arff",
            "below/-secret.arff")) {
      Files.writeString(folder.resolve(file), HEAD + ROWS);
    }
    DatasetStore store =
        new DatasetStore(List.of(below.toString()), new Configuration(), new DatasetCatalog());

    assertThat(store.load(store.find("five").orElseThrow(), FeatureHandling.NUMERIC).rows())
        .isEqualTo(16);
    OneLineMessage.assertRefused(
        InvalidDataException.class, () -> store.find(name), "dataset's id");
  }

  @Test
  void aVeryLongNameIsRefusedAndCut() {
    refuses("n".repeat(100_000), "'nnn", "at most 200");
  }

  private static String classes(String values, String row) {
    return "@attribute x numeric\n@attribute class {" + values + "}\n@data\n" + row.repeat(12);
  }

  private static String aRowForEachClass(int count) {
    String values =
        IntStream.range(0, count).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    String rows =
        IntStream.range(0, count).mapToObj(i -> i + ",c" + i + "\n").collect(Collectors.joining());
    return "@attribute x numeric\n@attribute class {" + values + "}\n@data\n" + rows;
  }

  private static String dated(String date) {
    return "@relation r\n@attribute t date 'yyyy-MM-dd'\n@attribute class {a,b}\n@data\n"
        + date
        + ",a\n";
  }

  private static String numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(","));
  }

  private static String sparse(int attributes, int rows) {
    return IntStream.range(0, attributes)
            .mapToObj(i -> "@attribute x" + i + " numeric\n")
            .collect(Collectors.joining())
        + "@data\n"
        + "{}\n".repeat(rows);
  }

  /** A class column of whole numbers that would take minutes to convert. */
  private static String digits(int length) {
    return "class\n"
        + IntStream.range(0, 40)
            .mapToObj(i -> (1 + i % 9) + "7".repeat(length) + "\n")
            .collect(Collectors.joining());
  }
}
