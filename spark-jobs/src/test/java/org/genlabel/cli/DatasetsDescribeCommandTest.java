package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.genlabel.data.format.FileReadingKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code datasets describe}, {@code list} and {@code check} say of a user's own files. */
class DatasetsDescribeCommandTest {
  private static final String MINE =
      """
      @relation mine
      @attribute height numeric
      @attribute colour {red,'pale, green'}
      @attribute remark string
      @attribute kind {a,b}
      @data
      """
          + "1.5,red,first,a\n?,'pale, green',second,b\n".repeat(6);

  @TempDir private Path home;
  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.writeString(home.resolve("mine.arff"), MINE);
  }

  @Test
  void aFileIsShownColumnByColumn() {
    CommandRun run = datasets("describe", "mine");

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.errors()).isEmpty();
    assertThat(run.outLines())
        .containsExactly(
            "mine, a file of your own",
            file
                + ": UTF-8; 12 rows; class 'kind': a (6), b (6); 1 feature: height; left out:"
                + " colour (nominal, e.g. 'red'; protocol.features = one-hot keeps it), remark"
                + " (declared STRING); 6 missing cells",
            "",
            "column  role      values           missing  distinct  examples          reason",
            "height  numeric   numbers                6         1  1.5",
            "colour  left out  categories             0         2  red; pale, green  nominal, e.g."
                + " 'red'; protocol.features = one-hot keeps it",
            "remark  left out  declared STRING        0         0                    declared"
                + " STRING",
            "kind    class     categories             0         2  a; b");
  }

  @Test
  void nominalFeaturesAreUsedAsARunWould() {
    CommandRun run = datasets("describe", "mine", "--set", "protocol.features=one-hot");

    assertThat(run.out())
        .contains("2 features: height, colour (categories); left out: remark (declared STRING);")
        .containsPattern("\ncolour +nominal ");
  }

  @Test
  void jsonIsOneObjectWithTheKeysOfTheManifest() throws IOException {
    CommandRun run = datasets("describe", "mine", "--format", "json");

    assertThat(run.exitCode()).as(run.errors()).isZero();
    JsonNode json = json(run);
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactlyElementsOf(
            Stream.concat(Stream.of("name", "key", "id", "origin"), FileReadingKeys.ALL.stream())
                .toList());
    assertThat(json.get("name").asText()).isEqualTo("mine");
    assertThat(json.get("key").asText()).isEqualTo("mine");
    assertThat(json.get("id").isNull()).isTrue();
    assertThat(json.get("origin").asText()).isEqualTo("own");
    assertThat(json.get("rows").asInt()).isEqualTo(12);
    assertThat(json.get("separator").isNull()).isTrue();
    assertThat(json.get("classes").toString()).isEqualTo("{\"a\":6,\"b\":6}");
    assertThat(json.get("columns").findValuesAsText("role"))
        .containsExactly("numeric", "left_out", "left_out", "class");
    assertThat(json.get("columns").get(1).get("examples").get(1).asText()).isEqualTo("pale, green");
    assertThat(json.get("matrix_sha256").asText()).matches("[0-9a-f]{64}");
  }

  @Test
  void theCatalogsDatasetsAreCalledSo() throws IOException {
    CommandRun run = datasets("describe", "iris");

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.outLines())
        .startsWith("iris (61), a dataset of the catalog, which says what is class and feature")
        .hasSize(3 + 6);
    assertThat(run.out()).containsPattern("\nsepallength +numeric +numbers +0 +35 +5.1; 4.9; 4.7");

    JsonNode json = json(datasets("describe", "61", "--format", "json"));
    assertThat(json.get("id").asInt()).isEqualTo(61);
    assertThat(json.get("key").asText()).isEqualTo("61");
    assertThat(json.get("origin").asText()).isEqualTo("catalog");
    assertThat(json.get("rows").asInt()).isEqualTo(150);
  }

  @Test
  void columnsThatTheCatalogIgnoresAreNoFeatures() throws IOException {
    Files.writeString(
        Files.createDirectory(home.resolve("40984")).resolve("dataset.arff"),
        MINE.replace("height", "region-pixel-count")
            .replace("remark string", "remark numeric")
            .replace("first", "1")
            .replace("second", "2")
            .replace("kind", "class"));

    CommandRun run = datasets("describe", "40984");

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.out())
        .startsWith("segment (40984), a dataset of the catalog, ")
        .containsPattern("\nregion-pixel-count +left out .* the catalog leaves it out\n")
        .containsPattern("\nremark +numeric ");
  }

  @Test
  void syntheticDataIsDescribedTheSameWay() throws IOException {
    CommandRun run = datasets("describe", "3d-cube");

    assertThat(run.outLines())
        .startsWith("3d-cube, synthetic, drawn when needed")
        .element(1)
        .asString()
        .startsWith("synthetic:3d-cube: 240 rows; class 'class': 0 (30), ")
        .endsWith("; 3 features: x1, x2, x3; no missing cells");
    JsonNode json = json(datasets("describe", "3d-cube", "--format", "json"));
    assertThat(json.get("origin").asText()).isEqualTo("synthetic");
    assertThat(json.get("columns")).hasSize(4);
    assertThat(json.get("encoding").isNull()).isTrue();
  }

  @Test
  void aNameThatIsNotFoundIsRefused() {
    Refusal.assertRefused(datasets("describe", "nosuch"), "nosuch");
    Refusal.assertRefused(datasets("describe", "../x"), "../x");
  }

  @Test
  void aFileThatIsRefusedIsOneLine() throws IOException {
    Path bad = Files.writeString(home.resolve("bad.arff"), MINE.replaceFirst("1.5", "1;5"));

    Refusal.assertRefused(datasets("describe", "bad"), bad + ":7: ", "1;5");
    Refusal.assertRefused(datasets("describe", "bad", "--format", "json"), bad + ":7: ");
  }

  @Test
  void theListHasTheSizesOfOwnFilesAndWhyOthersAreRefused() throws IOException {
    Path bad = Files.writeString(home.resolve("bad.arff"), MINE.replaceFirst("1.5", "1;5"));

    CommandRun run = datasets("list");

    assertThat(run.exitCode()).isZero();
    assertThat(run.errors()).isEmpty();
    assertThat(run.outLines())
        .anyMatch(line -> line.matches(" +- +mine +12 +1 +2 +2 +file:" + file))
        .anyMatch(line -> line.matches(" +- +bad +- +- +- +- +file:" + bad));
    List<String> end = run.outLines().subList(run.outLines().size() - 2, run.outLines().size());
    assertThat(end.get(0)).startsWith(bad + ":7: ");
    assertThat(end.get(1)).endsWith(" of the catalog found, and 2 of your own");
  }

  @Test
  void checkSaysHowOwnFilesAreUnderstoodAndCountsThem() {
    CommandRun run = datasets("check");

    assertThat(run.exitCode()).isZero();
    assertThat(run.outLines()).hasSize(2);
    assertThat(run.outLines().get(0))
        .startsWith(file + ": UTF-8; 12 rows; class 'kind': a (6), b (6); 1 feature: height; left");
    assertThat(run.outLines().get(1))
        .matches("\\d+ datasets checked, 1 of them your own, 0 with faults");
  }

  private CommandRun datasets(String command, String... arguments) {
    List<String> line = new ArrayList<>(List.of("datasets", command));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--data", home.toString()));
    return CommandRun.of(line.toArray(String[]::new));
  }

  private static JsonNode json(CommandRun run) throws IOException {
    return new ObjectMapper().readTree(run.out());
  }
}
