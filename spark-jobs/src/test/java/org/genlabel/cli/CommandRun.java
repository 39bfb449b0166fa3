package org.genlabel.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The outcome of a command that was run in this process.
 *
 * @param exitCode what the process would end with
 * @param out what went to standard output
 * @param errors what went to standard error
 */
record CommandRun(int exitCode, String out, String errors) {
  /** Runs a command as the launcher does, but without Spark's UI. */
  static CommandRun of(String... arguments) {
    PrintStream outBefore = System.out;
    PrintStream errorsBefore = System.err;
    String uiBefore = System.setProperty("spark.ui.enabled", "false");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    try (PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errorStream = new PrintStream(errors, true, StandardCharsets.UTF_8)) {
      System.setOut(outStream);
      System.setErr(errorStream);
      int exitCode = Main.run(errorStream, arguments);
      return new CommandRun(
          exitCode, out.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(outBefore);
      System.setErr(errorsBefore);
      if (uiBefore == null) {
        System.clearProperty("spark.ui.enabled");
      } else {
        System.setProperty("spark.ui.enabled", uiBefore);
      }
    }
  }

  List<String> errorLines() {
    return errors.lines().toList();
  }

  List<String> outLines() {
    return out.lines().toList();
  }

  /** Returns standard error without what a study begins with: the files it read, and itself. */
  List<String> errorLinesAfterStart() {
    return errors.lines().filter(line -> !line.matches("genlabel: (read|study) .*")).toList();
  }
}
