package org.genlabel.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.InvalidDataException;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.config.InvalidConfigException;
import org.genlabel.results.DamagedTables.Damage;
import org.genlabel.spark.SmallStudy;
import org.genlabel.testing.OneLineMessage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged folders of runs: the readers say in one line what is wrong with which file. */
@Timeout(value = 100, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MalformedRunsTest {
  private static final String MANIFEST = "manifest.json";

  @TempDir private static Path home;
  private static Path undamaged;
  private static String manifest;

  @TempDir private Path temporary;
  private Path run;

  @BeforeAll
  static void runStudy() throws IOException {
    SmallStudy study = new SmallStudy(Files.createDirectory(home.resolve("data")));
    undamaged = home.resolve("undamaged");
    study.runFirst(2, ResultStore.at(undamaged.toString()));
    manifest = Files.readString(undamaged.resolve(MANIFEST));
  }

  @BeforeEach
  void copyRun() throws IOException {
    run = temporary.resolve("run");
    try (Stream<Path> files = Files.walk(undamaged)) {
      for (Path file : files.toList()) {
        Files.copy(file, run.resolve(undamaged.relativize(file).toString()));
      }
    }
  }

  /** Otherwise every refusal below would prove nothing. */
  @Test
  void theUndamagedRunIsRead() throws IOException {
    assertThat(config().trials()).isEqualTo(2);
    TableFilesCheck.requireTables(store(), new Configuration());
  }

  static Stream<Arguments> manifests() {
    return Stream.of(
        arguments("empty", ""),
        arguments("null", "null"),
        arguments("a number", "3"),
        arguments("a list", "[]"),
        arguments("an empty object", "{}"),
        arguments("a web page", "<html></html>"),
        arguments("cut short", manifest.substring(0, manifest.length() / 2)),
        arguments("deep lists", "[".repeat(10_000) + "]".repeat(10_000)),
        arguments("deep lists in a field", "{\"new\": " + "[".repeat(100_000)),
        arguments("deep lists in the configuration", "{\"config\": " + "[".repeat(100_000)),
        arguments("no configuration", manifest.replace("\"config\"", "\"konfig\"")),
        arguments("a word for a number", changed("\"attempt\" : 1", "\"attempt\" : \"x\"")),
        arguments("a number beyond int", changed("\"attempt\" : 1", "\"attempt\" : 1e30")),
        arguments("a list for a text", changed("\"status\" : \"running\"", "\"status\" : [1]")),
        arguments(
            "text for a list",
            changed("\"missing_datasets\" : [ ]", "\"missing_datasets\" : \"x\"")));
  }

  private static String changed(String from, String to) {
    assertThat(manifest).contains(from);
    return manifest.replace(from, to);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("manifests")
  void aManifestThatIsNoneIsRefused(String what, String text) throws IOException {
    Files.writeString(run.resolve(MANIFEST), text);

    assertManifestRefused(run.toString(), MANIFEST);
  }

  static Stream<Arguments> configurations() {
    return Stream.of(
        arguments("include url(\\\"http://127.0.0.1:1/x\\\")"),
        arguments("${experiment.trials}"),
        arguments("[[[["),
        arguments("1\\nexperiment.trails=3"),
        arguments("0"),
        arguments("1000000000"),
        arguments("null"));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void aManifestWithAConfigurationThatIsNoneIsRefused(String text) throws IOException {
    Files.writeString(
        run.resolve(MANIFEST),
        changed("\"experiment.trials\" : \"2\"", "\"experiment.trials\" : \"" + text + "\""));

    assertManifestRefused(run + "/" + MANIFEST);
  }

  @Test
  void aKeyOfAManifestFetchesNothing() throws IOException {
    Files.writeString(
        run.resolve(MANIFEST),
        changed("\"experiment.trials\"", "\"include url(\\\"http://127.0.0.1:1/x\\\")\\nx\""));

    assertManifestRefused(run + "/" + MANIFEST, "127.0.0.1:1");
  }

  static Stream<Arguments> damagedFolders() {
    byte[] noise = new byte[4096];
    new Random(3).nextBytes(noise);
    Damage noManifest = folder -> Files.delete(folder.resolve(MANIFEST));
    Damage noise8Bit = folder -> Files.write(folder.resolve(MANIFEST), noise);
    Damage manifestFolder =
        folder -> {
          Files.delete(folder.resolve(MANIFEST));
          Files.createDirectory(folder.resolve(MANIFEST));
        };
    Damage manifestWithoutEnd =
        folder -> {
          Files.delete(folder.resolve(MANIFEST));
          Files.createSymbolicLink(folder.resolve(MANIFEST), Path.of("/dev/zero"));
        };
    Damage noFolder = folder -> Files.move(folder, folder.resolveSibling("moved"));
    Damage file =
        folder -> {
          noFolder.to(folder);
          Files.writeString(folder, "a file");
        };
    return Stream.of(
        arguments("no manifest", noManifest, MANIFEST),
        arguments("a manifest of noise", noise8Bit, MANIFEST),
        arguments("a manifest that is a folder", manifestFolder, MANIFEST),
        arguments(
            "a manifest without end",
            manifestWithoutEnd,
            "manifest.json has more than 67108864 bytes"),
        arguments("no folder", noFolder, "is not the folder of a run"),
        arguments("a file", file, "is not the folder of a run"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damagedFolders")
  void aFolderWithoutAManifestIsRefused(String what, Damage damage, String named)
      throws IOException {
    damage.to(run);

    assertManifestRefused(run.toString(), named);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.genlabel.results.DamagedTables#all")
  void aFileThatIsNoTableIsRefused(String what, Damage damage, String named) throws IOException {
    damage.to(run);

    OneLineMessage.assertRefused(
        InvalidDataException.class,
        () -> TableFilesCheck.requireTables(store(), new Configuration()),
        run + "/cells/" + named,
        "no table of results");
  }

  private void assertManifestRefused(String... named) {
    OneLineMessage.assertRefused(InvalidConfigException.class, this::config, named);
  }

  /** The configuration that a manifest tells of, which goes through all of its readers. */
  private ExperimentConfig config() {
    Manifest read = RunManifest.require(store(), new Configuration());
    return ExperimentConfig.ofIdentity(read.config(), run + "/" + MANIFEST);
  }

  private ResultStore store() {
    return ResultStore.at(run.toString());
  }
}
