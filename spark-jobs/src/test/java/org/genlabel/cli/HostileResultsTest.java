package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.genlabel.results.DamagedTables;
import org.genlabel.results.DamagedTables.Damage;
import org.genlabel.spark.SmallStudy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged folders of runs at the command line: every command that reads them says in one line what
 * is wrong. Damaged manifests are asked of their readers, in {@link org.genlabel.results}; tables
 * are here, because the commands that query them read them through Spark.
 */
@Timeout(value = 100, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileResultsTest {
  private static final String MANIFEST = "manifest.json";

  @TempDir private static Path home;
  private static SmallStudy study;
  private static Path finished;
  private static String manifest;

  @TempDir private Path temporary;
  private Path run;

  @BeforeAll
  static void runStudy() throws IOException {
    study = new SmallStudy(Files.createDirectory(home.resolve("data")));
    finished = home.resolve("finished");
    CommandRun first = runInto(finished);
    assertThat(first.exitCode()).as(first.errors()).isZero();
    manifest = Files.readString(finished.resolve(MANIFEST));
  }

  @BeforeEach
  void copyRun() throws IOException {
    run = temporary.resolve("run");
    try (Stream<Path> files = Files.walk(finished)) {
      for (Path file : files.toList()) {
        Files.copy(file, run.resolve(finished.relativize(file).toString()));
      }
    }
  }

  static Stream<Arguments> manifests() {
    return Stream.of(
        arguments("cut short", manifest.substring(0, manifest.length() / 2)),
        arguments("a word for a number", changed("\"attempt\" : 1", "\"attempt\" : \"x\"")));
  }

  private static String changed(String from, String to) {
    assertThat(manifest).contains(from);
    return manifest.replace(from, to);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("manifests")
  void aManifestThatIsNoneIsRefused(String what, String text) throws IOException {
    Files.writeString(run.resolve(MANIFEST), text);

    Refusal.assertRefused(sql(), run.toString(), MANIFEST);
  }

  @Test
  void aKeyOfAManifestFetchesNothing() throws IOException {
    Files.writeString(
        run.resolve(MANIFEST),
        changed("\"experiment.trials\"", "\"include url(\\\"http://127.0.0.1:1/x\\\")\\nx\""));

    Refusal.assertRefused(costs(), run + "/" + MANIFEST, "127.0.0.1:1");
  }

  static Stream<Arguments> damages() {
    Damage noManifest = folder -> Files.delete(folder.resolve(MANIFEST));
    Damage noFolder = folder -> Files.move(folder, folder.resolveSibling("moved"));
    Damage file =
        folder -> {
          noFolder.to(folder);
          Files.writeString(folder, "a file");
        };
    Stream<Arguments> folders =
        Stream.of(
            arguments("no manifest", noManifest, MANIFEST),
            arguments("no folder", noFolder, "is not the folder of a run"),
            arguments("a file", file, "is not the folder of a run"));
    return Stream.concat(folders, DamagedTables.all());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void aDamagedRunIsRefused(String what, Damage damage, String named) throws IOException {
    damage.to(run);

    Refusal.assertRefused(sql(), run.toString(), named);
  }

  @Test
  void everyCommandThatReadsARunRefusesADamagedOne() throws IOException {
    DamagedTables.cells("x.parquet", new byte[] {1, 2, 3}).to(run);
    for (CommandRun command : List.of(sql(), report(), costs(), schedule(), runInto(run))) {
      Refusal.assertRefused(command, run + "/cells/x.parquet: no table of results");
    }
    Files.write(run.resolve(MANIFEST), new byte[] {(byte) 0xFF});
    for (CommandRun command : List.of(sql(), report(), costs(), schedule(), runInto(run))) {
      Refusal.assertRefused(command, run.toString());
    }
  }

  @Test
  void aTableOfSomethingElseIsNotTakenForCells() throws IOException {
    DamagedTables.table("message m { required binary something (STRING); }").to(run);

    Refusal.assertRefused(runInto(run), run + "/cells/other.parquet: no table of results");
  }

  @Test
  void aRunIsRefusedBeforeItChangesAnything() throws IOException {
    DamagedTables.cells("x.parquet", new byte[] {1, 2, 3}).to(run);
    Map<String, String> before = contents(run);

    Refusal.assertRefused(runInto(run), run + "/cells/x.parquet: no table of results");

    assertThat(contents(run)).isEqualTo(before);
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }

  @Test
  void aManifestOfALaterVersionIsRead() throws IOException {
    Files.writeString(
        run.resolve(MANIFEST), manifest.replaceFirst("\\{", "{\"new\": {\"a\": [1]},"));

    assertThat(sql().exitCode()).isZero();
    assertThat(runInto(run).exitCode()).isZero();
  }

  @Test
  void cellsThatAreMissingAreRunAgain() throws IOException {
    try (Stream<Path> files = Files.list(run.resolve("cells"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    assertThat(report().exitCode()).isZero();

    CommandRun again = runInto(run);

    assertThat(again.exitCode()).as(again.errors()).isZero();
    assertThat(again.out()).contains(SmallStudy.CELLS + " run in ");
  }

  private static CommandRun runInto(Path out) {
    return CommandRun.of(
        "run",
        "--config",
        study.file().toString(),
        "--data",
        study.data().toString(),
        "--out",
        out.toString(),
        "--master",
        "local[1]");
  }

  private CommandRun sql() {
    return CommandRun.of(
        "sql", run.toString(), "SELECT sum(trial) FROM cells", "--master", "local[1]");
  }

  private CommandRun report() {
    return CommandRun.of("report", run.toString(), "--master", "local[1]");
  }

  private CommandRun costs() {
    return CommandRun.of("costs", run.toString(), "--master", "local[1]");
  }

  private CommandRun schedule() {
    return CommandRun.of(
        "bench", "schedule", "--config", study.file().toString(), "--run", run.toString());
  }
}
