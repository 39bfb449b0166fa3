package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.genlabel.spark.SmallStudy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Data files that are none: one line each. Most go through {@code bench pipeline}, which reads
 * datasets as {@code run} does.
 */
@Timeout(value = 100, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileDataTest {
  private static final String HEAD =
      "@relation r\n@attribute x numeric\n@attribute y numeric\n@attribute class {a,b}\n@data\n";
  private static final String ROWS = "1,2,a\n3,4,b\n".repeat(8);
  private static final String CSV_ROWS = ROWS;
  private static final int LARGE = 50_000_000;

  @TempDir private static Path home;
  private static SmallStudy study;

  @BeforeAll
  static void writeStudy() throws IOException {
    study = new SmallStudy(Files.createDirectory(home.resolve("data")));
  }

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
        arguments("a row for each class", aRowForEachClass(), "every class has a single row"),
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

  static Stream<Arguments> csvFiles() {
    return Stream.of(
        arguments("empty", "", "the file is empty"),
        arguments("header only", "x,y,class\n", "no rows after the header"),
        arguments("a NUL byte", "x,class\n1\0,a\n", ":2: a NUL byte"),
        arguments("a name twice", "x,x,class\n1,2,a\n", ":1: two columns are called 'x'"),
        arguments("a column without name", "x,,class\n1,2,a\n", ":1: column 2 of the header"),
        arguments("a ragged row", "x,y,class\n" + CSV_ROWS + "1,a\n", ":18: expected 3 cells"),
        arguments("a long row", "x,y,class\n1,2,3,a\n" + CSV_ROWS, ":2: expected 3 cells"),
        arguments("wrong separator", "x|y|class\n" + "1|2|a\n3|4|b\n".repeat(8), "no feature"),
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
        arguments("utf16.csv", "x,class\n1,a\n".getBytes(StandardCharsets.UTF_16), "is UTF-16"),
        arguments(
            "unmarked.arff", (HEAD + ROWS).getBytes(StandardCharsets.UTF_16LE), ":1: a NUL byte"),
        arguments("compressed.arff", compressed.toByteArray(), "is compressed (gzip)"),
        arguments("sheet.csv", "PK\3\4\0\0\0\0".getBytes(StandardCharsets.UTF_8), "a NUL byte"));
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
        arguments("wide.arff", wide(100_000), "100000 features"),
        arguments("wide.csv", wideCsv(100_000), "100000 features"),
        arguments("digits.csv", digits(200_000), "no feature is left"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("arffFiles")
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

  private static void refuses(String file, byte[] bytes, String named) throws IOException {
    Path folder = Files.createTempDirectory(home, "case");
    Path path = Files.write(folder.resolve(file), bytes);

    CommandRun run =
        CommandRun.of(
            "bench",
            "pipeline",
            "--config",
            study.file().toString(),
            "--data",
            folder.toString(),
            "--set",
            "experiment.datasets=" + file.substring(0, file.indexOf('.')));

    Refusal.assertRefused(run, path.toString(), named);
    Files.delete(path);
  }

  private static String classes(String values, String row) {
    return "@attribute x numeric\n@attribute class {" + values + "}\n@data\n" + row.repeat(12);
  }

  private static String aRowForEachClass() {
    String values = IntStream.range(0, 12).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    String rows =
        IntStream.range(0, 12).mapToObj(i -> i + ",c" + i + "\n").collect(Collectors.joining());
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

  /** A class column of whole numbers that would take minutes to convert. */
  private static String digits(int length) {
    return "class\n"
        + IntStream.range(0, 40)
            .mapToObj(i -> (1 + i % 9) + "7".repeat(length) + "\n")
            .collect(Collectors.joining());
  }

  @Test
  void aPipeIsRefusedAndNotWaitedFor() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(home, "pipe");
    Path pipe = folder.resolve("mine.arff");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    Refusal.assertRefused(run(folder), pipe.toString(), "a pipe or a device");
  }

  @Test
  void aDeviceWithoutEndIsRefused() throws IOException {
    Path folder = Files.createTempDirectory(home, "device");
    Path link = Files.createSymbolicLink(folder.resolve("mine.csv"), Path.of("/dev/zero"));

    Refusal.assertRefused(run(folder), link.toString(), "a pipe or a device");
  }

  @Test
  void aLinkInCirclesIsNotFound() throws IOException {
    Path folder = Files.createTempDirectory(home, "circle");
    Files.createSymbolicLink(folder.resolve("mine.arff"), Path.of("mine.arff"));

    Refusal.assertRefused(run(folder), "1 dataset was not found: mine");
  }

  @Test
  void theSameFilesAreFaultsOfDatasetsCheck() throws IOException {
    Path folder = Files.createTempDirectory(home, "check");
    Files.writeString(folder.resolve("empty.arff"), "");
    Files.writeString(folder.resolve("ragged.csv"), "x,class\n1,2,3\n");
    Files.createSymbolicLink(folder.resolve("zero.arff"), Path.of("/dev/zero"));

    CommandRun run =
        CommandRun.of(
            "datasets", "check", "--data", folder.toString(), "--set", "data.path=" + folder);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors()).isEmpty();
    assertThat(run.outLines())
        .containsExactly(
            folder + "/empty.arff: the file is empty",
            folder + "/ragged.csv:2: expected 2 cells as in the header, but found 3",
            folder + "/zero.arff: a pipe or a device; a regular file is needed",
            "3 datasets checked, 3 with faults");
  }

  private static CommandRun run(Path folder) {
    return CommandRun.of(
        "run",
        "--config",
        study.file().toString(),
        "--data",
        folder.toString(),
        "--set",
        "experiment.datasets=mine",
        "--out",
        folder.resolve("results").toString(),
        "--master",
        "local[1]");
  }
}
