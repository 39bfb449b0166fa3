package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the archive of classes that submit/genlabel keeps for quicker starts. */
class ClassArchiveIT {
  private static final String PREPARED =
      "genlabel: first use of this build: preparing quicker starts took \\d+ s";

  private static final Map<String, String> ARCHIVE = Map.of("GENLABEL_CLASS_ARCHIVE", "");

  @TempDir private static Path home;
  private static Installation installation;

  @BeforeAll
  static void install() throws IOException {
    installation = new Installation(home.resolve("check out"));
  }

  @AfterEach
  void forget() throws IOException {
    for (Path path : leftBehind()) {
      if (Files.isDirectory(path)) {
        Files.delete(path.resolve("log"));
      }
      Files.delete(path);
    }
    Files.deleteIfExists(home.resolve("class-paths"));
  }

  @Test
  void isMadeByTheFirstCommandUsedByTheNextAndIgnoredWhereItIsDamaged()
      throws IOException, InterruptedException {
    ProcessRun first = installation.run(ARCHIVE, "sql", "nowhere", "SELECT 1");

    assertThat(first.exitCode()).as("that of the command").isEqualTo(2);
    assertThat(first.out()).isEmpty();
    assertThat(first.errorLines()).hasSize(2);
    assertThat(first.errorLines().get(0)).matches(PREPARED);
    assertThat(leftBehind()).hasSize(1);

    Path log = home.resolve("classes.log");
    Map<String, String> logging = with("GENLABEL_SUBMIT_OPTIONS", "-Xlog:class+load:file=" + log);
    ProcessRun second = installation.run(logging, "--version");

    assertThat(second.exitCode()).as(second.errors()).isZero();
    assertThat(second.errors()).isEmpty();
    assertThat(fromArchive(log)).isTrue();

    Path archive = leftBehind().get(0);
    assertThat(archive.toFile().setWritable(true)).isTrue();
    try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }
    assertAnswersAsBefore(logging, log, second);
    Files.writeString(archive, "no archive at all");
    Files.writeString(Path.of(archive + ".size"), Files.size(archive) + "\n");
    assertAnswersAsBefore(logging, log, second);
  }

  private void assertAnswersAsBefore(Map<String, String> logging, Path log, ProcessRun before)
      throws IOException, InterruptedException {
    ProcessRun run = installation.run(logging, "--version");

    assertThat(run).isEqualTo(before);
    assertThat(fromArchive(log)).isFalse();
  }

  /**
   * Returns whether Spark's classes come from an archive; Java 17 archives none from a jar in a
   * folder with a blank.
   */
  private static boolean fromArchive(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.anyMatch(line -> line.contains(" org.apache.spark.") && line.contains("(top)"));
    }
  }

  @Test
  void isMadeOnceWithTheClassPathThatIsUsed() throws IOException, InterruptedException {
    Map<String, String> fake = fakeJava("touch \"$archive\"");

    ProcessRun first = installation.run(fake, "sql", "folder", "query");
    ProcessRun second = installation.run(fake, "sql", "folder", "query");

    assertThat(first.exitCode()).as("that of the command").isEqualTo(7);
    assertThat(first.errorLines()).singleElement().asString().matches(PREPARED);
    assertThat(second.errors()).isEmpty();
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(leftBehind()).hasSize(1);
    assertThat(first.outLines())
        .contains("-XX:SharedArchiveFile=" + leftBehind().get(0))
        .contains("-Xshare:auto");
    assertThat(classPaths()).hasSize(3);
    assertThat(classPaths().stream().distinct()).hasSize(1);
  }

  @Test
  void isOfOneJavaOnly() throws IOException, InterruptedException {
    installation.run(fakeJava("touch \"$archive\""), "sql", "folder", "query");
    Map<String, String> other = new HashMap<>(fakeJava("touch \"$archive\""));
    other.put("FAKE_BUILD", "another");

    ProcessRun run = installation.run(other, "sql", "folder", "query");

    assertThat(run.errorLines()).singleElement().asString().matches(PREPARED);
    assertThat(leftBehind()).hasSize(2);
  }

  @Test
  void aFailureIsReportedOnceAndNotTriedAgain() throws IOException, InterruptedException {
    Map<String, String> fake = fakeJava("echo no space; touch \"$archive\"; exit 1");

    ProcessRun first = installation.run(fake, "run");
    ProcessRun second = installation.run(fake, "run");

    assertThat(first.exitCode()).isEqualTo(7);
    assertThat(first.errorLines())
        .singleElement()
        .asString()
        .contains("preparing quicker starts failed, going on without; see ");
    String line = first.errors().strip();
    assertThat(Files.readString(Path.of(line.substring(line.indexOf("; see ") + 6))))
        .as("the output of Java")
        .isEqualTo("no space\n");
    assertThat(second.exitCode()).isEqualTo(7);
    assertThat(second.errors()).isEmpty();
    assertThat(second.outLines()).noneMatch(word -> word.contains("SharedArchiveFile"));
  }

  @Test
  void whileItIsMadeOthersGoWithoutAndASignalLeavesNothing()
      throws IOException, InterruptedException {
    Map<String, String> fake =
        fakeJava("touch \"$archive\" \"" + home + "/making\"; exec sleep 100");
    ProcessBuilder builder =
        new ProcessBuilder(installation.launcher().toString(), "run")
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("interrupted.log").toFile());
    builder.environment().clear();
    builder.environment().putAll(Installation.environment(fake));
    Process process = builder.start();
    while (process.isAlive() && !Files.exists(home.resolve("making"))) {
      Thread.sleep(20);
    }

    ProcessRun other = installation.run(fake, "run");
    process.destroy();

    assertThat(other.exitCode()).isEqualTo(7);
    assertThat(other.errors()).isEmpty();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("128 + SIGTERM").isEqualTo(143);
    assertThat(leftBehind()).isEmpty();
    assertThat(Files.readString(home.resolve("interrupted.log")))
        .isEqualTo("genlabel: first use of this build: preparing quicker starts\n");
  }

  /**
   * Writes a fake Java that runs the given commands where it is to make an archive, and otherwise
   * prints its options and ends with 7.
   */
  private Map<String, String> fakeJava(String making) throws IOException {
    Path java = home.resolve("fake/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(
        java,
        String.join(
            "\n",
            "#!/usr/bin/env bash",
            "version='" + System.getProperty("java.version") + "'",
            "for word in \"$@\"; do",
            "  [ \"$word\" != -version ] ||",
            "    { echo \"java version \\\"$version\\\" ${FAKE_BUILD:-}\"; exit; }",
            "done",
            "archive=",
            "previous=",
            "for word in \"$@\"; do",
            "  [ \"$previous\" != -cp ] || printf '%s\\n' \"$word\" >>\"" + home + "/class-paths\"",
            "  case $word in -XX:ArchiveClassesAtExit=*) archive=${word#*=} ;; esac",
            "  previous=$word",
            "done",
            "if [ -n \"$archive\" ]; then",
            "  " + making,
            "  exit",
            "fi",
            "printf '%s\\n' \"$@\"",
            "exit 7",
            ""));
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return with("JAVA_HOME", home.resolve("fake").toString());
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> environment = new HashMap<>(ARCHIVE);
    environment.put(name, value);
    return environment;
  }

  private List<String> classPaths() throws IOException {
    return Files.readAllLines(home.resolve("class-paths"));
  }

  /** Returns archives, and the folders they are made in. */
  private List<Path> leftBehind() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(installation.sparkFolder().toRealPath())) {
      files
          .filter(file -> file.getFileName().toString().matches("classes-.*\\.jsa(\\.making)?"))
          .forEach(found::add);
    }
    return found;
  }
}
