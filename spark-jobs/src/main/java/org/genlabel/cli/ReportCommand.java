package org.genlabel.cli;

import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.experiment.config.InvalidConfigException;
import org.genlabel.report.page.PageFiles;
import org.genlabel.report.study.StudyReport;
import org.genlabel.results.ResultStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code genlabel report}: a run as a page, and its numbers beside the paper's. */
@Command(
    name = "report",
    description = {
      "Writes RUN_DIR/report/index.html: a page with the run's tables, pictures and statistics"
          + " beside the paper's, and beside it every table as CSV and every picture as SVG and"
          + " PNG. Prints the paper's tables.",
      "The run may be unfinished; the page says so. Where the page cannot be written, the tables"
          + " are printed all the same, and the exit code is 2."
    })
final class ReportCommand implements Callable<Integer> {
  private static final String FOLDER = "report";

  @Mixin private RunOptions options;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the page lands: a folder or a URI. Default: RUN_DIR/report.")
  private String out;

  @Option(names = "--open", description = "Shows the page in a browser.")
  private boolean open;

  @Override
  public Integer call() throws IOException {
    String page;
    boolean isLocal;
    try (SparkSession spark = options.startSpark("genlabel report")) {
      RunOptions.OpenRun run = options.open(spark);
      spark.sparkContext().setJobDescription("the tables and pictures of the report");
      Dataset<Row> cells = run.tables().cells(run.configuration());
      ResultStore store = out == null ? run.store() : ResultStore.at(out);
      String folder = out == null ? FOLDER : "";
      // Found out before the work, not after.
      Optional<String> obstacle = store.obstacle(folder, run.configuration());
      StudyReport report = StudyReport.of(cells, run.manifest(), new DatasetCatalog());
      if (obstacle.isPresent()) {
        System.out.print(report.text());
        throw new InvalidConfigException(
            obstacle.get() + "; there is no page, only the tables: --out DIR writes it elsewhere");
      }
      PageFiles files = report.files();
      store.writeFiles(folder, files.files(), run.configuration());
      files.warnings().forEach(warning -> System.err.println("genlabel: " + warning));
      System.out.print(report.text());
      page = store.displayName() + "/" + (folder.isEmpty() ? "" : folder + "/") + PageFiles.PAGE;
      isLocal = store.isLocal();
      System.out.println("Page: " + page);
    }
    if (open) {
      show(page, isLocal);
    }
    return ExitCode.DONE;
  }

  private static void show(String page, boolean isLocal) throws IOException {
    if (!isLocal) {
      System.err.println("genlabel: --open shows local files only; the page is " + page);
    } else if (GraphicsEnvironment.isHeadless()
        || !Desktop.isDesktopSupported()
        || !Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
      System.err.println("genlabel: --open: no browser can be reached from here; open " + page);
    } else {
      Desktop.getDesktop().browse(Path.of(page).toUri());
    }
  }
}
