package org.genlabel.data.openml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genlabel.data.openml.FakeOpenMl.head;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.SmallArff;
import org.genlabel.data.openml.FetchOutcome.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Base class of tests that fetch from a server into a folder. */
abstract class FetchFromServer {
  static final int LARGEST = 100_000;

  /** Two attempts, and waits too short to notice. */
  static final FetchLimits QUICK = limits(2, Duration.ofSeconds(20));

  @TempDir Path home;
  Path folder;
  FakeOpenMl server;

  @BeforeEach
  void startServer() throws IOException {
    folder = home.resolve("fetched here");
    server = new FakeOpenMl();
  }

  @AfterEach
  void stopServer() throws IOException {
    server.close();
  }

  static FetchLimits limits(int attempts, Duration patience) {
    return new FetchLimits(
        LARGEST,
        Duration.ofMinutes(1),
        patience,
        patience,
        attempts,
        Duration.ofMillis(1),
        Duration.ofSeconds(5));
  }

  static FakeOpenMl.Answer endless(String beginning) {
    return out -> {
      head(out, 200, "");
      out.write(beginning.getBytes(StandardCharsets.US_ASCII));
      byte[] comment = "% on and on\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
      // Until the client closes the connection.
      while (true) {
        out.write(comment);
      }
    };
  }

  /** Asserts that dataset 61 fails for a reason, on one line, and leaves nothing behind. */
  void assertFails(String... reasons) throws IOException, InterruptedException {
    FetchOutcome outcome = fetch(61);

    assertThat(outcome.state()).isEqualTo(State.FAILED);
    assertThat(outcome.message()).contains(reasons).contains("; ").hasLineCount(1);
    assertThat(filesBesides()).isEmpty();
  }

  FetchOutcome fetch(int id) throws IOException, InterruptedException {
    return fetch(QUICK, id).get(0);
  }

  List<FetchOutcome> fetch(FetchLimits limits, Integer... ids)
      throws IOException, InterruptedException {
    return fetch(server.url(), limits, ids);
  }

  List<FetchOutcome> fetch(String url, FetchLimits limits, Integer... ids)
      throws IOException, InterruptedException {
    return new DatasetFetch(
            SmallArff.catalog(),
            new OpenMlClient(url, limits),
            new FetchTarget(folder.toString(), new Configuration()),
            limits,
            new NoProgress())
        .fetch(List.of(ids));
  }

  Path data(int id) {
    return folder.resolve(id + "/dataset.arff");
  }

  JsonNode manifest(int id) throws IOException {
    return new ObjectMapper().readTree(data(id).resolveSibling("manifest.json").toFile());
  }

  List<String> filesBesides(String... expected) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !file.equals(folder))
          .filter(file -> !Files.isDirectory(file) || file.toFile().list().length == 0)
          .map(file -> folder.relativize(file).toString())
          .filter(file -> !List.of(expected).contains(file))
          .toList();
    }
  }
}
