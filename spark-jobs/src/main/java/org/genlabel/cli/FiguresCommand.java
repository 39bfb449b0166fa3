package org.genlabel.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.cli.progress.CountDisplay;
import org.genlabel.report.figures.FiguresReport;
import org.genlabel.report.page.PageFiles;
import org.genlabel.results.ResultStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code genlabel figures}: synthetic data, decision boundaries, the paper's examples. */
@Command(
    name = "figures",
    description = {
      "Trains on the paper's synthetic data and computes its small examples: Table 1's synthetic"
          + " half, decision boundaries (Figs. 4, 7), Examples 1 to 3 (Figs. 3, 5) and App. B.1."
          + " Writes OUT/index.html, every table as CSV and every picture as SVG and PNG.",
      "Takes about a minute on two cores; needs neither Spark nor data."
    })
final class FiguresCommand implements Callable<Integer> {
  private static final String DEFAULT_FOLDER = "results/figures";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = DEFAULT_FOLDER,
      description = "Folder or URI. Default: ${DEFAULT-VALUE}.")
  private String out;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Of all random streams. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ResultStore store = ResultStore.at(out);
    // An unwritable folder is reported before the work, not after.
    store.makeFolder("", new Configuration());
    FiguresReport report;
    try (CountDisplay progress = CountDisplay.onStandardError("networks trained")) {
      report = new FiguresReport(seed, progress::show);
    }
    PageFiles files = report.files();
    store.writeFiles("", files.files(), new Configuration());
    files.warnings().forEach(warning -> System.err.println("genlabel: " + warning));
    System.out.print(report.text());
    System.out.println("Page: " + store.displayName() + "/" + PageFiles.PAGE);
    return ExitCode.DONE;
  }
}
