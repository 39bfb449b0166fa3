package org.genlabel.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The outcome of a process.
 *
 * @param exitCode what it ended with
 * @param out what it wrote to standard output
 * @param errors what it wrote to standard error
 */
public record ProcessRun(int exitCode, String out, String errors) {
  // Far more than any of the processes takes: a test that hangs is to fail, not to hang.
  private static final long LONGEST_SECONDS = 600;

  /** Runs a command to its end. */
  public static ProcessRun of(Path folder, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("genlabel-test", ".out");
    Path errors = Files.createTempFile("genlabel-test", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(errors.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new IllegalStateException(
            command + " did not end; it wrote " + Files.readString(errors));
      }
      return new ProcessRun(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(errors, StandardCharsets.UTF_8));
    } finally {
      Files.delete(out);
      Files.delete(errors);
    }
  }

  public List<String> outLines() {
    return out.lines().toList();
  }

  List<String> errorLines() {
    return errors.lines().toList();
  }
}
