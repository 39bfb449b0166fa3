package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.genlabel.spark.SmallStudy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the names of jobs in Spark's event log, and hence in its UI and history server. */
class EventLogTest {
  @TempDir private static Path home;
  private Map<String, String> settings;
  private Path logs;

  @BeforeEach
  void logEvents() throws IOException {
    logs = Files.createTempDirectory(home, "events");
    settings =
        Map.of(
            "spark.eventLog.enabled", "true",
            "spark.eventLog.dir", logs.toUri().toString(),
            "spark.eventLog.rolling.enabled", "false",
            "spark.eventLog.compress", "false");
    settings.forEach(System::setProperty);
  }

  @AfterEach
  void logNoMore() {
    settings.keySet().forEach(System::clearProperty);
  }

  @Test
  void aStudysJobsAreNamedByWhatTheyDo() throws IOException {
    SmallStudy study = new SmallStudy(Files.createDirectories(home.resolve("data")));
    String out = home.resolve("results").toString();

    CommandRun run =
        CommandRun.of(
            "run",
            "--config",
            study.file().toString(),
            "--data",
            study.data().toString(),
            "--out",
            out,
            "--master",
            "local[2]");

    assertThat(run.exitCode()).as(run.errors()).isZero();
    List<JsonNode> events = events();
    assertThat(values(events, "SparkListenerApplicationStart", "/App Name"))
        .containsExactly("genlabel run small");
    assertThat(values(events, "SparkListenerJobStart", "/Properties/spark.job.description"))
        .contains("GenLabel study small: 36 cells on 3 datasets");
    assertThat(values(events, "SparkListenerJobStart", "/Stage Infos/0/RDD Info").toString())
        .contains("cells, dearest first");
    assertThat(values(events, "SparkListenerJobStart", "/Stage Infos/0/Stage Name"))
        .contains("cells, dearest first");
  }

  @Test
  void aQuerysJobsAreNamedAfterTheQuery() throws IOException {
    SmallStudy study = new SmallStudy(Files.createDirectories(home.resolve("asked")));
    String out = home.resolve("asked results").toString();
    CommandRun.of(
        "run",
        "--config",
        study.file().toString(),
        "--data",
        study.data().toString(),
        "--out",
        out,
        "--master",
        "local[2]");
    try (Stream<Path> ofTheRun = Files.list(logs)) {
      for (Path log : ofTheRun.toList()) {
        Files.delete(log);
      }
    }
    String query = "SELECT scheme, count(*) AS n FROM cells GROUP BY scheme ORDER BY scheme";

    CommandRun run = CommandRun.of("sql", out, query, "--master", "local[1]");

    assertThat(run.exitCode()).as(run.errors()).isZero();
    List<JsonNode> events = events();
    assertThat(values(events, "SparkListenerApplicationStart", "/App Name"))
        .containsExactly("genlabel sql");
    assertThat(values(events, "SparkListenerJobStart", "/Properties/spark.job.description"))
        .isNotEmpty()
        .containsOnly(query);
  }

  /** Returns the events of the only log. */
  private List<JsonNode> events() throws IOException {
    try (Stream<Path> files = Files.list(logs)) {
      List<Path> found =
          files.filter(file -> !file.getFileName().toString().startsWith(".")).toList();
      assertThat(found).hasSize(1);
      ObjectMapper json = new ObjectMapper();
      List<JsonNode> events = new ArrayList<>();
      for (String line : Files.readAllLines(found.get(0))) {
        events.add(json.readTree(line));
      }
      return events;
    }
  }

  /** Returns a field of all events of a kind, as text; events without it are left out. */
  private static List<String> values(List<JsonNode> events, String kind, String pointer) {
    return events.stream()
        .filter(event -> event.path("Event").asText().equals(kind))
        .map(event -> event.at(pointer))
        .filter(value -> !value.isMissingNode())
        .map(value -> value.isTextual() ? value.asText() : value.toString())
        .toList();
  }
}
