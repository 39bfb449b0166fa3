package org.genlabel.bench;

import java.io.PrintStream;
import org.genlabel.report.page.TextTable;

/** Writes the results of measurements to one stream and progress messages to another. */
public final class BenchOutput {
  private final PrintStream results;
  private final PrintStream progress;

  public BenchOutput(PrintStream results, PrintStream progress) {
    this.results = results;
    this.progress = progress;
  }

  /** Begins a section with its title and a line that describes the machine. */
  void section(String title) {
    results.println("== " + title);
    results.println(Machine.describe().line());
    results.println();
  }

  void table(TextTable table) {
    results.print(table.render());
    results.println();
  }

  void note(String text) {
    results.println(text);
    results.println();
  }

  void progress(String text) {
    progress.println("genlabel bench: " + text);
  }
}
