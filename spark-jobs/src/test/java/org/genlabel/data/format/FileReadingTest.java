package org.genlabel.data.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.format.ColumnReading.Role;
import org.junit.jupiter.api.Test;

class FileReadingTest {
  private static final ColumnReading SIZE = numeric("size", 3, "1,5", "2");
  private static final ColumnReading COLOUR =
      new ColumnReading("colour", Role.NOMINAL, "categories", 0, 2, List.of("red", "blue"), "");
  private static final ColumnReading DAY =
      new ColumnReading(
          "day", Role.LEFT_OUT, "dates", 0, 9, List.of("2.1.2026"), "dates, e.g. '2.1.2026'");
  private static final ColumnReading KIND =
      new ColumnReading("kind", Role.CLASS, "categories", 0, 2, List.of("b", "a"), "");

  @Test
  void theLineSaysAllButTheValues() {
    assertThat(reading("m1", SIZE, COLOUR, DAY, KIND).line())
        .isEqualTo(
            "my.csv: UTF-8, separator ';', decimal mark ','; 14 rows; class 'kind': a (10), b (4);"
                + " 2 features: size, colour (categories); left out: day (dates, e.g. '2.1.2026');"
                + " 3 missing cells; note: sizes look rounded");
  }

  @Test
  void nominalColumnsAreLeftOutWhereOnlyNumbersAreFeatures() {
    FileReading numeric = reading("m1", SIZE, COLOUR, KIND).handling(FeatureHandling.NUMERIC);

    assertThat(numeric.line())
        .contains(
            "; 1 feature: size; left out: colour (nominal, e.g. 'red'; protocol.features = one-hot"
                + " keeps it); ");
    assertThat(reading("m1", COLOUR, KIND).handling(FeatureHandling.NUMERIC).line())
        .contains("; no features; left out: colour ", "; no missing cells; ");
  }

  @Test
  void namesThatEndNobodyKnowsWhereAreQuoted() {
    assertThat(reading("m1", numeric("a, b", 0), numeric(" ", 0), numeric("c", 1), KIND).line())
        .contains("; 3 features: 'a, b', ' ', c; 1 missing cell;");
    String line = reading("m1", numeric("x".repeat(3000), 0), numeric("y\nz", 0), KIND).line();
    assertThat(line).contains("'" + "x".repeat(40) + "...', y\\nz;").hasSizeLessThan(300);
  }

  @Test
  void longListsAreCutAndCounted() {
    List<ColumnReading> columns = new ArrayList<>();
    IntStream.range(0, 30).forEach(i -> columns.add(numeric("x" + i, 0)));
    columns.add(KIND);

    assertThat(reading("m1", columns.toArray(ColumnReading[]::new)).line())
        .contains("; 30 features: x0, x1, ")
        .contains(", x11, ... (30); ")
        .doesNotContain("x12");
  }

  @Test
  void theSameNumbersAreNoDifferenceWhereverTheyLie() {
    FileReading before = reading("m1", SIZE, KIND);
    FileReading moved =
        new FileReading(
            "there/my.csv",
            "UTF-16LE",
            "tab",
            ".",
            14,
            before.columns(),
            before.classes(),
            List.of(),
            "m1");

    assertThat(moved.differences(before)).isEmpty();
  }

  @Test
  void differencesAreNamed() {
    FileReading before = reading("m1", SIZE, COLOUR, KIND);

    assertThat(
            new FileReading(
                    "my.csv",
                    "windows-1252",
                    ",",
                    ".",
                    13,
                    List.of(numeric("size", 0), KIND, DAY),
                    Map.of("a", 13),
                    List.of(),
                    "m2")
                .differences(before))
        .containsExactly(
            "the encoding: UTF-8 before, windows-1252 now",
            "the separator: ; before, , now",
            "the decimal mark: , before, . now",
            "the number of rows: 14 before, 13 now",
            "classes (rows) that are gone: a (10), b (4)",
            "classes (rows) that are new: a (13)",
            "no features any more: colour",
            "the missing cells of the feature size: 3 before, 0 now");
    assertThat(reading("m2", DAY, SIZE, COLOUR, renamed(KIND, "sort")).differences(before))
        .containsExactly("the class: kind before, sort now");
    assertThat(reading("m2", SIZE, renamed(COLOUR, "color"), KIND).differences(before))
        .containsExactly("no features any more: colour", "new features: color");
    assertThat(reading("m2", COLOUR, SIZE, KIND).differences(before))
        .containsExactly("the features are in another order");
  }

  @Test
  void otherNumbersInColumnsThatLookTheSameAreADifference() {
    assertThat(reading("m2", SIZE, KIND).differences(reading("m1", SIZE, KIND)))
        .containsExactly("its cells are other numbers than before");
  }

  @Test
  void classesInAnotherOrderAreADifference() {
    FileReading before = reading("m1", SIZE, KIND);
    Map<String, Integer> classes = new LinkedHashMap<>();
    classes.put("b", 4);
    classes.put("a", 10);

    assertThat(before.of("m2", classes).differences(before))
        .containsExactly("the classes are in another order");
  }

  @Test
  void aManifestKeepsWhatIsUsedAndTheFirstThousandOfTheRest() {
    List<ColumnReading> columns = new ArrayList<>();
    IntStream.range(0, 1500).forEach(i -> columns.add(renamed(DAY, "day" + i)));
    columns.add(SIZE);
    columns.add(KIND);
    FileReading reading = reading("m1", columns.toArray(ColumnReading[]::new)).forManifest();

    assertThat(reading.leftOut()).hasSize(1000);
    assertThat(reading.features()).containsExactly(SIZE);
    assertThat(reading.classColumn()).isEqualTo(KIND);
  }

  @Test
  void examplesAreCut() {
    assertThat(numeric("x", 0, "7".repeat(60), "8".repeat(61)).examples())
        .containsExactly("7".repeat(60), "8".repeat(57) + "...");
  }

  @Test
  void comesBackFromJson() throws JsonProcessingException {
    ObjectMapper mapper = new ObjectMapper();
    FileReading reading = reading("m1", SIZE, COLOUR, DAY, KIND);

    String json = mapper.writeValueAsString(reading);

    assertThat(mapper.readValue(json, FileReading.class)).isEqualTo(reading);
    assertThat(List.copyOf(mapper.readValue(json, FileReading.class).classes().keySet()))
        .containsExactly("a", "b");
    assertThat(json)
        .contains("\"decimal_mark\":\",\"", "\"role\":\"left_out\"", "\"matrix_sha256\":\"m1\"");
  }

  private static FileReading reading(String matrix, ColumnReading... columns) {
    Map<String, Integer> classes = new LinkedHashMap<>();
    classes.put("a", 10);
    classes.put("b", 4);
    return new FileReading(
        "my.csv",
        "UTF-8",
        ";",
        ",",
        14,
        List.of(columns),
        classes,
        List.of("sizes look rounded"),
        matrix);
  }

  private static ColumnReading numeric(String name, int missing, String... examples) {
    return new ColumnReading(
        name, Role.NUMERIC, ColumnReading.NUMBERS, missing, 5, List.of(examples), "");
  }

  private static ColumnReading renamed(ColumnReading column, String name) {
    return new ColumnReading(
        name,
        column.role(),
        column.values(),
        column.missing(),
        column.distinct(),
        column.examples(),
        column.reason());
  }
}
