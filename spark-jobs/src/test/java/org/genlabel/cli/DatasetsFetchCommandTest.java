package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genlabel.data.openml.FakeOpenMl.ok;
import static org.genlabel.data.openml.FakeOpenMl.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.genlabel.data.SmallArff;
import org.genlabel.data.openml.FakeOpenMl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(200)
class DatasetsFetchCommandTest {
  /** The folder of the bundled datasets, whose ids the catalog has. */
  private static final Path BUNDLED =
      Path.of(System.getProperty("genlabel.home"), "datasets", "bundled");

  @TempDir private Path home;
  private Path target;
  private FakeOpenMl server;

  @BeforeEach
  void startServer() throws IOException {
    target = home.resolve("target");
    server = new FakeOpenMl();
  }

  @AfterEach
  void stopServer() throws IOException {
    server.close();
  }

  @Test
  void fetchesFromTheServiceAndReportsIt() throws IOException {
    serve(61);
    serve(187);

    CommandRun run = fetch("61", "187", "--from", server.url());

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.outLines())
        .singleElement()
        .asString()
        .matches("2 datasets: 2 fetched \\(.* kB\\), 0 there before, 0 failed; in " + target);
    assertThat(run.errorLines())
        .hasSize(2)
        .allMatch(line -> line.matches("\\[[12]/2] (61 iris|187 wine), .* kB"));
    assertThat(target.resolve("61/dataset.arff"))
        .hasSameBinaryContentAs(BUNDLED.resolve("61/dataset.arff"));

    CommandRun again = fetch("61", "187", "--from", server.url());

    assertThat(again.exitCode()).isZero();
    assertThat(again.out()).contains("0 fetched", "2 there before");
    assertThat(again.errors()).isEmpty();
  }

  @Test
  void failuresAreListedWithReasonAndAdvice() throws IOException {
    serve(61);
    server.on(
        "/api/v1/json/data/48",
        status(412, "", "{\"error\":{\"code\":\"111\",\"message\":\"Unknown dataset\"}}"));

    CommandRun run = fetch("48", "61", "--from", server.url());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).contains("1 fetched", "1 failed");
    assertThat(run.errors()).contains("genlabel: 1 of the datasets could not be fetched:\n");
    assertThat(run.errorLines())
        .last()
        .asString()
        .startsWith("  48 tae: http://")
        .contains("HTTP 412, Unknown dataset (code 111); ", "--from");
    assertThat(run.errors()).doesNotContain("Exception", "\tat ");
    assertThat(target.resolve("48")).doesNotExist();
    assertThat(target.resolve("61/dataset.arff")).exists();
  }

  @Test
  void aMessageOfManyDatasetsIsPrintedOnce() throws IOException {
    CommandRun run =
        fetch("48", "61", "--from", Files.createDirectory(home.resolve("e")).toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errorLines())
        .last()
        .asString()
        .startsWith("  2 datasets (48 61): ")
        .contains("does not have it");
  }

  @Test
  void withoutIdsItFetchesThePapersMissingDatasets() throws IOException {
    // With an empty folder as source, the datasets not found are those that are wanted.
    CommandRun run = fetch("--from", Files.createDirectory(home.resolve("empty")).toString());

    // 20 of the paper's 133 come with the project.
    assertThat(run.out()).startsWith("113 datasets: 0 fetched");
    assertThat(run.errors()).contains("(18 36 ").doesNotContain(" 48 ");
  }

  @Test
  void withoutIdsTheTargetsFilesAreCheckedAgain() throws IOException {
    String[] line = {
      "--from", BUNDLED.toString(), "--set", "data.path=[\"" + home.resolve("other") + "\"]"
    };
    fetch(line);
    Files.writeString(target.resolve("48/dataset.arff"), "damaged");

    CommandRun run = fetch(line);

    assertThat(run.out()).startsWith("133 datasets: 1 fetched").contains("19 there before");
    assertThat(target.resolve("48/dataset.arff"))
        .hasSameBinaryContentAs(BUNDLED.resolve("48/dataset.arff"));
  }

  @Test
  void allFetchesThePapersDatasetsThatAnotherFolderHasToo() throws IOException {
    CommandRun run = fetch("--all", "--from", BUNDLED.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).startsWith("133 datasets: 20 fetched").contains("113 failed");
    assertThat(target.resolve("48/dataset.arff")).exists();
    assertThat(target.resolve("61/dataset.arff")).as("bundled, but not the paper's").doesNotExist();
  }

  @Test
  void theSecondFolderOfTheDataPathIsWhereRunsFindThem() throws IOException {
    CommandRun run =
        CommandRun.of(
            "datasets",
            "fetch",
            "61",
            "--from",
            BUNDLED.toString(),
            "--set",
            "data.path=[\"" + home.resolve("first") + "\",\"" + home.resolve("second") + "\"]");

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(home.resolve("second/61/dataset.arff")).exists();
    assertThat(home.resolve("first")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x",
        "61/../62",
        "0",
        "061",
        "-0",
        "61.0",
        "1e3",
        " 61",
        "",
        "99999999999",
        "٦١",
        "http://x"
      })
  void anIdThatOpenMlCannotHaveIsRefused(String id) {
    CommandRun run = fetch("61", "--from", server.url(), "--", id);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .contains("'" + id + "'", "a whole number from 1 to 999999999");
    assertThat(server.requests()).isZero();
    assertThat(target).doesNotExist();
  }

  @Test
  void theErrorForANameHasItsId() {
    assertThat(fetch("tae", "--from", server.url()).errors()).contains("for this name 48");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "61 --all",
        "61 --time-limit 0",
        "61 --size-limit 0",
        "61 --size-limit 1001",
        "61 --size-limit x",
        "61 -5",
        "61 --from http:",
        "61 --from /no/such/folder",
        "61 --from nosuch://x",
        "61 --data /no/such/folder --from /no/such/folder"
      })
  void wrongUsageIsOneLine(String line) {
    CommandRun run = fetch(line.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errorLines()).singleElement().asString().startsWith("genlabel: ");
    assertThat(run.errors()).doesNotContain("Exception");
  }

  @Test
  void theHelpFitsATerminalAndNamesTheDefaults() {
    CommandRun run = CommandRun.of("datasets", "fetch", "--help");

    assertThat(run.out()).contains("https://www.openml.org/", "datasets/openml", "openml-python");
    assertThat(run.outLines()).allMatch(line -> line.length() <= 80);
  }

  private CommandRun fetch(String... arguments) {
    List<String> line = new ArrayList<>(List.of("datasets", "fetch", "--to", target.toString()));
    line.addAll(Stream.of(arguments).toList());
    return CommandRun.of(line.toArray(String[]::new));
  }

  private void serve(int id) throws IOException {
    String text = Files.readString(BUNDLED.resolve(id + "/dataset.arff"));
    server.dataset(id, SmallArff.md5(text), ok(text));
  }
}
