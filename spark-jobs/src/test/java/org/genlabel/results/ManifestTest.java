package org.genlabel.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.genlabel.data.format.ColumnReading;
import org.genlabel.data.format.ColumnReading.Role;
import org.genlabel.data.format.FileReading;
import org.genlabel.data.format.FileReadingKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "2026-01-02T03:05:00Z")
  void comesBackAsItWasWritten(String finished) throws JsonProcessingException {
    Manifest manifest = manifest(finished);

    assertThat(Manifest.parse(manifest.toJson())).isEqualTo(manifest);
  }

  @Test
  void theFieldsHaveTheseNames() throws JsonProcessingException {
    JsonNode json = new ObjectMapper().readTree(manifest(null).toJson());

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "run_id",
            "status",
            "attempt",
            "config",
            "versions",
            "datasets",
            "missing_datasets",
            "cells",
            "failed_cells",
            "started",
            "finished");
    assertThat(json.get("datasets").get(0).fieldNames())
        .toIterable()
        .containsExactly("key", "name", "rows", "features", "classes", "sha256");
    assertThat(json.get("datasets").get(1).fieldNames())
        .toIterable()
        .containsExactly("key", "name", "rows", "features", "classes", "sha256", "reading");
    assertThat(json.get("datasets").get(1).get("reading").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(FileReadingKeys.ALL);
    assertThat(json.get("finished").isNull()).isTrue();
    assertThat(json.get("config").get("experiment.trials").asText()).isEqualTo("2");
  }

  @Test
  void fieldsOfALaterVersionAreTolerated() throws JsonProcessingException {
    String json =
        manifest(null)
            .toJson()
            .replaceFirst("\\{", "{ \"later\": {\"deep\": [1]},")
            .replace("\"key\"", "\"colour\": \"red\", \"key\"");

    assertThat(json).contains("later", "colour");
    assertThat(Manifest.parse(json)).isEqualTo(manifest(null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "3", "null", "{}", "{\"name\": \"of something else\"}"})
  void textThatIsNoManifestIsRefused(String text) {
    assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> Manifest.parse(text));
  }

  private static Manifest manifest(String finished) {
    return new Manifest(
        "small-0123456789ab",
        Manifest.RUNNING,
        2,
        new TreeMap<>(Map.of("experiment.name", "small", "experiment.trials", "2")),
        new TreeMap<>(Map.of("spark", "4.1.0", "java", "OpenJDK \"17\"")),
        List.of(
            new Manifest.DatasetFacts("48", "tae", 151, 3, 3, "ab".repeat(32), null),
            new Manifest.DatasetFacts("mine", "mine", 12, 1, 2, "cd".repeat(32), reading())),
        List.of("18 (mfeat-morphological)"),
        36,
        1,
        "2026-01-02T03:04:00Z",
        finished);
  }

  private static FileReading reading() {
    return new FileReading(
        "my.csv",
        "UTF-8",
        ";",
        ",",
        12,
        List.of(
            new ColumnReading("x", Role.NUMERIC, "numbers", 0, 2, List.of("1,5"), ""),
            new ColumnReading("day", Role.LEFT_OUT, "dates", 1, 2, List.of("2.1.2026"), "dates"),
            new ColumnReading("class", Role.CLASS, "categories", 0, 2, List.of("a", "b"), "")),
        Map.of("a", 6, "b", 6),
        List.of("a note"),
        "ef".repeat(32));
  }
}
