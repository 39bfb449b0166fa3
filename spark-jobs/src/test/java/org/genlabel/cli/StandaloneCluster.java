package org.genlabel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A cluster that {@code submit/standalone.sh} keeps in a folder of the test. */
final class StandaloneCluster {
  private final Installation installation;
  private final Path folder;
  private final Map<String, String> environment;
  private final List<String> options;

  /**
   * Creates a cluster that is not started yet.
   *
   * @param folder for pid files, logs, and what executors leave
   * @param environment variables of the script beside the test's own
   * @param options of {@code start}
   */
  StandaloneCluster(
      Installation installation, Path folder, Map<String, String> environment, String... options) {
    this.installation = installation;
    this.folder = folder;
    this.environment = new HashMap<>(environment);
    this.environment.put("GENLABEL_CLUSTER_DIR", folder.toString());
    // Executors and drivers inherit it.
    this.environment.put("JAVA_TOOL_OPTIONS", Installation.SHORT_LIVED + " -XX:+UseSerialGC");
    this.options = List.of(options);
  }

  /** Starts the processes that are missing. */
  void start() throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("start", "--port", "0"));
    words.addAll(options);
    ProcessRun run = script(words.toArray(String[]::new));
    if (run.exitCode() != 0) {
      throw new IOException("the cluster did not start: " + run.errors());
    }
  }

  /** Runs the script. */
  ProcessRun script(String... words) throws IOException, InterruptedException {
    return ProcessRun.of(
        folder.getParent(),
        Installation.environment(environment),
        Stream.concat(Stream.of(installation.standalone().toString()), Stream.of(words)).toList());
  }

  /** Returns the URL of the master. */
  String master() throws IOException {
    return Files.readString(folder.resolve("url")).strip();
  }

  /** Returns the process of the master or of a worker, as last started. */
  ProcessHandle process(String name) throws IOException {
    long id = Long.parseLong(Files.readString(folder.resolve(name + ".pid")).strip());
    return ProcessHandle.of(id)
        .orElseThrow(() -> new IOException("the " + name + " does not run any more"));
  }

  /** Returns the executors and drivers of a worker that still run. */
  List<ProcessHandle> children(String worker) throws IOException {
    return process(worker).children().filter(ProcessHandle::isAlive).toList();
  }

  /**
   * Returns what drivers in cluster mode have written to a stream, stdout or stderr, one text per
   * driver.
   */
  List<String> outputOfDrivers(String stream) throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("work"))) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().equals(stream)
            && file.getParent().getFileName().toString().startsWith("driver-")) {
          texts.add(Files.readString(file));
        }
      }
    }
    return texts;
  }

  /** Stops all processes. */
  void stop() throws IOException, InterruptedException {
    script("stop");
  }
}
