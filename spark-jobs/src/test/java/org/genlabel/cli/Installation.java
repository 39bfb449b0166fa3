package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A built checkout in a folder of the test: the launcher and the configurations are copies, the
 * packaged jar and the datasets are links. The launcher under test never builds into the folder it
 * is tested from.
 */
final class Installation {
  /** Processes of a few seconds are done sooner without the second compiler. */
  static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

  private final Path home;

  /**
   * Creates a checkout.
   *
   * @param home the folder, which does not exist yet
   */
  Installation(Path home) throws IOException {
    this.home = home;
    Path checkout = Path.of(System.getProperty("genlabel.home")).toRealPath();
    Path jar = Path.of(System.getProperty("genlabel.jar"));
    for (String folder :
        List.of("submit", "conf", "spark-jobs/src/main", "spark-jobs/target/launcher")) {
      Files.createDirectories(home.resolve(folder));
    }
    copy(checkout, "pom.xml");
    copy(checkout, "spark-jobs/pom.xml");
    copy(checkout, "submit/genlabel");
    copy(checkout, "submit/java.sh");
    copy(checkout, "submit/standalone.sh");
    copy(checkout, "submit/views.sql");
    copy(checkout, "spark-jobs/target/launcher/classpath");
    copy(checkout, "spark-jobs/target/launcher/java-options");
    copy(checkout, "spark-jobs/target/launcher/java-versions");
    try (Stream<Path> files = Files.list(checkout.resolve("conf"))) {
      for (Path file : files.toList()) {
        copy(checkout, "conf/" + file.getFileName());
      }
    }
    Files.createSymbolicLink(home.resolve("datasets"), checkout.resolve("datasets"));
    Files.createSymbolicLink(home.resolve("spark-jobs/target/genlabel.jar"), jar);
    Files.createFile(built());
    Files.setLastModifiedTime(built(), FileTime.from(Instant.now().plusSeconds(1)));
  }

  private void copy(Path checkout, String file) throws IOException {
    Files.copy(checkout.resolve(file), home.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
  }

  Path home() {
    return home;
  }

  Path launcher() {
    return home.resolve("submit/genlabel");
  }

  /** Returns the script that starts and stops a cluster. */
  Path standalone() {
    return home.resolve("submit/standalone.sh");
  }

  /** Returns the file by whose time the launcher dates its build. */
  Path built() {
    return home.resolve("spark-jobs/target/launcher/built");
  }

  /** Returns the class path of a run without a Spark distribution, the program itself left out. */
  List<String> classPath() throws IOException {
    String text = Files.readString(home.resolve("spark-jobs/target/launcher/classpath"));
    return List.of(text.strip().split("[:\n]+"));
  }

  /** Returns the folder that stands in for a Spark distribution, once the launcher has run. */
  Path sparkFolder() {
    return home.resolve("spark-jobs/target/launcher/spark");
  }

  /** Runs the launcher in its checkout, without a Spark distribution. */
  ProcessRun run(String... arguments) throws IOException, InterruptedException {
    return run(Map.of("GENLABEL_SUBMIT_OPTIONS", SHORT_LIVED + " -XX:+UseSerialGC"), arguments);
  }

  /** Runs the launcher in its checkout with some environment variables. */
  ProcessRun run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return ProcessRun.of(
        home,
        environment(environment),
        Stream.concat(Stream.of(launcher().toString()), Stream.of(arguments)).toList());
  }

  /** Writes a script that can be run in place of a program. */
  static Path script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/usr/bin/env bash\n" + text + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  /**
   * Removes Spark's variables of the test's own environment, so that only those that a test sets
   * are there. Turns the archive of classes off, unless a test sets it, as making it takes longer
   * than it saves in a few commands.
   */
  static Map<String, String> environment(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment
        .keySet()
        .removeIf(name -> name.startsWith("SPARK_") || name.startsWith("GENLABEL_"));
    environment.put("GENLABEL_CLASS_ARCHIVE", "no");
    environment.putAll(more);
    return environment;
  }
}
